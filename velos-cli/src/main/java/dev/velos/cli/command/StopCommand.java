package dev.velos.cli.command;

import dev.velos.core.protocol.ActionResult;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos stop}: stops processes with all that they have started. */
final class StopCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command("stop", "<process>... [--json]", "Stop processes; they stay in the list.")
                .addPositional(Model.targets())
                .addOption(Model.json("what became of each process"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> targets = Targets.required(arguments, "stop");
        long began = System.nanoTime();
        List<ActionResult> results = invocation.act(targets, client -> client.stop(targets));
        return new ActionReport(invocation.screen(), ActionReport.Wanted.DOWN)
                .print(results, ActionReport.millisSince(began));
    }
}
