package dev.velos.cli;

import dev.velos.cli.command.CallerEnvironment;
import dev.velos.cli.output.Screen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Runs many commands in one program, so that the AOT cache that is written when it ends holds what each of them needs.
 * Only the installation calls it.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** Reads commands from standard input, one on a line, words separated by tabs. */
    public static void main(String[] words) throws IOException {
        Map<String, String> environment = CallerEnvironment.restored(System.getenv());
        BufferedReader script = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = script.readLine(); line != null; line = script.readLine()) {
            Velos.run(List.of(line.split("\t")), environment, Screen.ofSystem(environment));
        }
    }
}
