package dev.velos.cli.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * What was written behind a command, parsed. Immutable.
 *
 * @param parsed empty where nothing was written, which needs no parser
 * @param afterDashes the words behind {@code --}
 */
public record Arguments(Optional<ParseResult> parsed, List<String> afterDashes) {
    public Arguments {
        afterDashes = List.copyOf(afterDashes);
    }

    /** Nothing but the command. */
    public static Arguments none() {
        return new Arguments(Optional.empty(), List.of());
    }

    /** Whether the help of the command is wanted instead of the command. */
    public boolean asksForHelp() {
        return parsed.isPresent() && parsed.get().isUsageHelpRequested();
    }

    boolean flag(String option) {
        return parsed.isPresent() && parsed.get().matchedOptionValue(option, Boolean.FALSE);
    }

    boolean has(String option) {
        return parsed.isPresent() && parsed.get().hasMatchedOption(option);
    }

    Optional<String> text(String option) {
        return parsed.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(parsed.get().matchedOptionValue(option, null));
    }

    List<String> texts(String option) {
        return parsed.isEmpty() ? List.of() : parsed.get().matchedOptionValue(option, List.of());
    }

    /** The words that are no options, and those behind {@code --}. */
    List<String> words() {
        List<String> before = wordsBeforeDashes();
        if (afterDashes.isEmpty()) {
            return before;
        }
        List<String> all = new java.util.ArrayList<>(before);
        all.addAll(afterDashes);
        return List.copyOf(all);
    }

    /** The words that are no options, without those behind {@code --}. */
    List<String> wordsBeforeDashes() {
        return parsed.isEmpty() ? List.of() : parsed.get().matchedPositionalValue(0, List.of());
    }
}
