package dev.velos.cli.command;

import dev.velos.core.protocol.ActionResult;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos scale}: more or fewer instances of a process. */
final class ScaleCommand implements Command {
    @Override
    public CommandSpec model() {
        CommandSpec model = Model.command(
                        "scale",
                        "<process>... <number> [--json]",
                        "Run more or fewer instances of a process.",
                        "",
                        "The number is how many there are to be, \"max\" for one on each processor, or a change such"
                                + " as +2 or -1. Those with the highest numbers go first.")
                .addPositional(Model.words("<process>... <number>", "The process, and how many of it are to run."))
                .addOption(Model.json("what became of each instance"));
        model.parser().unmatchedOptionsArePositionalParams(true); // -1 is a number here
        return model;
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> words = arguments.words();
        if (words.size() < 2) {
            throw new UsageException(
                    "\"velos scale\" needs to know which process, and how many of it.",
                    "Write velos scale <process> <number>, such as velos scale api 4 or velos scale api +1.");
        }
        String to = words.getLast();
        List<String> targets = words.subList(0, words.size() - 1);
        requireNoOptions(targets);
        long began = System.nanoTime();
        List<ActionResult> results = invocation.act(targets, client -> client.scale(targets, to));
        return new ActionReport(invocation.screen(), ActionReport.Wanted.UP)
                .print(results, ActionReport.millisSince(began));
    }

    private static void requireNoOptions(List<String> words) {
        for (String word : words) {
            if (word.startsWith("-")) {
                throw new UsageException(
                        "\"velos scale\" has no option " + word + ".", "\"velos help scale\" shows how it is called.");
            }
        }
    }
}
