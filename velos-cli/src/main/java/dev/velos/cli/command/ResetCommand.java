package dev.velos.cli.command;

import dev.velos.core.protocol.ActionResult;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos reset}: counts, backoff and history begin anew. */
final class ResetCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                        "reset",
                        "<process>... [--json]",
                        "Count the restarts of processes from 0 again.",
                        "",
                        "Their backoff begins anew, and their earlier lives are forgotten. What runs, runs on.")
                .addPositional(Model.targets())
                .addOption(Model.json("what became of each process"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> targets = Targets.required(arguments, "reset");
        long began = System.nanoTime();
        List<ActionResult> results = invocation.act(targets, client -> client.reset(targets));
        return new ActionReport(invocation.screen(), ActionReport.Wanted.RESET)
                .print(results, ActionReport.millisSince(began));
    }
}
