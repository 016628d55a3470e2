package dev.velos.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;

/**
 * One thing that is wrong with a velos.toml.
 *
 * @param file as it was given to the loader
 * @param line from 1; 0 where the file as a whole is meant
 * @param column from 1, in characters; 0 where the file as a whole is meant
 * @param message what is wrong, a sentence
 * @param remedy what to do about it, a sentence
 */
public record ConfigProblem(Path file, int line, int column, String message, String remedy) {
    static final Comparator<ConfigProblem> BY_POSITION =
            Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column);

    public ConfigProblem {
        Objects.requireNonNull(file);
        Objects.requireNonNull(message);
        Objects.requireNonNull(remedy);
    }

    /** One line: {@code velos.toml:3:1: what is wrong. What to do.} */
    public String text() {
        String position = line == 0 ? "" : ":" + line + ":" + column;
        return file + position + ": " + message + " " + remedy;
    }
}
