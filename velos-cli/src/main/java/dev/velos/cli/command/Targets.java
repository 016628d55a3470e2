package dev.velos.cli.command;

import java.util.List;

/** The processes that the words of a command mean. */
final class Targets {
    /** Stands for every process. */
    static final String ALL = "all";

    private Targets() {}

    /** The words as they are; a usage error where there are none. */
    static List<String> required(Arguments arguments, String command) {
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            throw new UsageException(
                    "\"velos " + command + "\" needs to know which process.",
                    "Name it, give its id, or say \"velos " + command + " all\".");
        }
        return words;
    }

    /** The words as they are; every process where there are none. */
    static List<String> orAll(Arguments arguments) {
        List<String> words = arguments.words();
        return words.isEmpty() ? List.of(ALL) : words;
    }
}
