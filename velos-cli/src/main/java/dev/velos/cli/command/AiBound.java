package dev.velos.cli.command;

import dev.velos.cli.output.AiKey;
import dev.velos.cli.output.AiPage;
import dev.velos.cli.output.OutputMode;
import dev.velos.cli.output.Screen;
import dev.velos.core.protocol.Fields;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How long an answer for a language model may be, and where it goes on.
 *
 * @param cursor that an earlier answer has ended with
 */
record AiBound(int maxTokens, Optional<String> cursor) {
    private static final String CURSOR = "--cursor";

    /** What the command says of it behind its other options. */
    static final String SYNOPSIS = "[--ai [--max-tokens N] [--cursor <cursor>]]";

    static CommandSpec addOptions(CommandSpec command) {
        return command.addOption(
                        Model.value("<N>", "With --ai: at most so many tokens (default: 2000).", "--max-tokens"))
                .addOption(
                        Model.value("<cursor>", "With --ai: go on where an answer with this \"cur\" ended.", CURSOR));
    }

    static AiBound of(Arguments arguments) {
        int tokens = arguments.has("--max-tokens") ? LogAnswer.maxTokens(arguments) : LogAnswer.DEFAULT_TOKENS;
        return new AiBound(tokens, arguments.text(CURSOR));
    }

    /**
     * Prints the rows of processes, in the order of their ids, for a language model; false where the answer is for
     * somebody else. The cursor is the id of the first that was left out: whatever comes and goes meanwhile, none that
     * stays is passed over.
     */
    static <T> boolean print(
            Arguments arguments,
            Screen screen,
            List<T> processes,
            ToLongFunction<T> id,
            Function<List<T>, List<Fields>> brief) {
        if (screen.mode() == OutputMode.AI) {
            of(arguments).print(screen, processes, id, brief);
            return true;
        }
        return false;
    }

    private <T> void print(
            Screen screen, List<T> processes, ToLongFunction<T> id, Function<List<T>, List<Fields>> brief) {
        long begin = cursor.map(it -> number(it, it)).orElse(0L);
        List<T> rest = processes.stream()
                .filter(it -> id.applyAsLong(it) >= begin)
                .sorted(Comparator.comparingLong(id))
                .toList();
        AiPage page = AiPage.ofFirst(AiKey.PROCESSES, brief.apply(rest), maxTokens);
        page.print(screen, page.left() == 0 ? "" : Long.toString(id.applyAsLong(rest.get(page.to()))));
    }

    /** A number of a cursor; fails where it is none. */
    static long number(String text, String cursor) {
        if (!text.matches("[0-9]{1,18}")) {
            throw refused(cursor);
        }
        return Long.parseLong(text);
    }

    static UsageException refused(String cursor) {
        return new UsageException(
                CURSOR + " " + cursor + " is none of this command.",
                "Give the \"cur\" of an earlier answer to the same question, or leave it out to begin anew.");
    }
}
