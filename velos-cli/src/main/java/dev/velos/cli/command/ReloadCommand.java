package dev.velos.cli.command;

import dev.velos.core.protocol.ActionResult;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos reload}: replaces processes by new ones, without a moment in which nobody serves. */
final class ReloadCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                        "reload",
                        "<process>... [--parallel <number>] [--no-wait] [--json]",
                        "Replace processes by new ones, without a moment in which nobody serves.",
                        "",
                        "The new one starts beside the old one, which ends when the new one is up. Where the new one"
                                + " does not come up, the old one stays, and the reload ends there.")
                .addPositional(Model.targets())
                .addOption(Model.value(
                        "<number>", "Replace so many instances at once (default: reload.parallel, 1).", "--parallel"))
                .addOption(Model.flag("Do not wait until it is done.", "--no-wait"))
                .addOption(Model.json("what became of each process"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> targets = Targets.required(arguments, "reload");
        OptionalInt parallel = parallel(arguments);
        long began = System.nanoTime();
        List<ActionResult> results =
                invocation.act(targets, client -> client.reload(targets, parallel, RestartCommand.awaitOf(arguments)));
        return new ActionReport(invocation.screen(), ActionReport.Wanted.UP)
                .print(results, ActionReport.millisSince(began));
    }

    private static OptionalInt parallel(Arguments arguments) {
        String text = arguments.text("--parallel").orElse("");
        if (text.isEmpty() && !arguments.has("--parallel")) {
            return OptionalInt.empty();
        }
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new UsageException("--parallel: \"" + text + "\" is no number of instances.", "Use 1 or more.");
        }
        return OptionalInt.of(Integer.parseInt(text));
    }
}
