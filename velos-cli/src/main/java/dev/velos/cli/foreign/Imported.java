package dev.velos.cli.foreign;

import java.util.List;

/**
 * What a file of another tool became.
 *
 * @param text of a velos.toml
 * @param processes their names
 * @param left one line for each thing that has no counterpart
 */
public record Imported(String text, List<String> processes, List<String> left) {
    public Imported {
        processes = List.copyOf(processes);
        left = List.copyOf(left);
    }
}
