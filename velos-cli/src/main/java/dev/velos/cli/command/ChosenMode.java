package dev.velos.cli.command;

import dev.velos.cli.output.OutputMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mode that a command line or its environment asks for. Found in the bare words, so that even what cannot be parsed
 * is complained of in it. Stateless.
 */
public final class ChosenMode {
    static final String AI = "--ai";
    static final String MACHINE = "--machine";
    private static final String VARIABLE = "VELOS_OUTPUT";

    private ChosenMode() {}

    /** The option of the words goes before the variable of the environment; of several options the first counts. */
    public static OutputMode of(List<String> words, Map<String, String> environment) {
        List<String> options = options(words);
        return options.isEmpty()
                ? ofVariable(environment).orElse(OutputMode.TEXT)
                : switch (options.getFirst()) {
                    case AI -> OutputMode.AI;
                    case MACHINE -> OutputMode.MACHINE;
                    default -> OutputMode.JSON;
                };
    }

    /** Throws a usage error where more than one is asked for, or one that there is not. */
    public static void requireOne(List<String> words, Map<String, String> environment) {
        List<String> options = options(words).stream().distinct().toList();
        if (options.size() > 1) {
            throw new UsageException(
                    options.get(0) + " and " + options.get(1) + " exclude each other.", "Leave one of them out.");
        }
        if (ofVariable(environment).isEmpty()) {
            throw new UsageException(
                    VARIABLE + "=" + environment.get(VARIABLE) + " is none of the modes of output.",
                    "Set it to ai, machine or text, or unset it.");
        }
    }

    /** Behind {@code --} stands what is not ours. */
    private static List<String> options(List<String> words) {
        List<String> options = new ArrayList<>();
        for (String word : words) {
            if (word.equals("--")) {
                break;
            }
            if (word.equals(AI) || word.equals(MACHINE) || word.equals(Model.JSON)) {
                options.add(word);
            }
        }
        return options;
    }

    private static Optional<OutputMode> ofVariable(Map<String, String> environment) {
        return Optional.ofNullable(
                switch (environment.getOrDefault(VARIABLE, "")) {
                    case "", "text" -> OutputMode.TEXT;
                    case "ai" -> OutputMode.AI;
                    case "machine" -> OutputMode.MACHINE;
                    default -> null;
                });
    }
}
