package dev.velos.cli.command;

import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos resurrect}: starts what was up when the list was saved. */
final class ResurrectCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                        "resurrect",
                        "[--no-wait] [--json]",
                        "Start what was up when the list was saved.",
                        "",
                        "What runs is left alone; what was down enters the list only.")
                .addOption(Model.flag("Do not wait until all is up.", "--no-wait"))
                .addOption(Model.json("what became of each process"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        long began = System.nanoTime();
        Fields reply =
                invocation.act(List.of(Targets.ALL), client -> client.resurrect(RestartCommand.awaitOf(arguments)));
        reply.optionalText("complaint").ifPresent(invocation.screen().err()::line);
        List<ActionResult> left =
                reply.list("left").stream().map(ActionResult::of).toList();
        return new ActionReport(invocation.screen(), ActionReport.Wanted.UP)
                .print(left, ActionResult.listOf(reply), ActionReport.millisSince(began));
    }
}
