package dev.velos.cli.command;

import dev.velos.core.process.SignalNumber;
import dev.velos.core.protocol.ActionResult;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos signal}: sends a signal to programs. */
final class SignalCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                        "signal",
                        "<process>... <signal> [--json]",
                        "Send a signal such as SIGHUP to processes.",
                        "",
                        "It goes to the program itself, not to those that it has started. Written as SIGHUP, hup or 1."
                                + " \"velos stop\" is what ends a process: one that a signal ends is started again.")
                .addPositional(Model.targets())
                .addOption(Model.json("what became of each process"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> words = arguments.words();
        if (words.size() < 2) {
            throw new UsageException(
                    "\"velos signal\" needs a process and a signal.", "Write velos signal <process> SIGHUP.");
        }
        List<String> targets = words.subList(0, words.size() - 1);
        int signal = signal(words.getLast());
        long began = System.nanoTime();
        List<ActionResult> results = invocation.act(targets, client -> client.signal(targets, signal));
        return new ActionReport(invocation.screen(), ActionReport.Wanted.SIGNALLED)
                .print(results, ActionReport.millisSince(began));
    }

    private static int signal(String word) {
        OptionalInt signal = SignalNumber.of(word);
        if (signal.isEmpty()) {
            throw new UsageException(
                    "There is no signal \"" + word + "\".",
                    Nearest.suggestion(
                            word,
                            SignalNumber.names(),
                            "The last word names it: SIGHUP, hup, or a number from 1 to 64."));
        }
        return signal.getAsInt();
    }
}
