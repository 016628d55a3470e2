package dev.velos.cli.command;

import dev.velos.core.protocol.ActionResult;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos flush}: empties logs. */
final class FlushCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command("flush", "[<process>...] [--json]", "Empty the logs of processes, or of all.")
                .addPositional(Model.targets())
                .addOption(Model.json("what became of each process"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> targets = Targets.orAll(arguments);
        long began = System.nanoTime();
        List<ActionResult> results = invocation.act(targets, client -> client.flush(targets));
        return new ActionReport(invocation.screen(), ActionReport.Wanted.LOGS_EMPTY)
                .print(results, ActionReport.millisSince(began));
    }
}
