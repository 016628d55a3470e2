package dev.velos.cli.command;

import dev.velos.core.protocol.ActionResult;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos delete}: stops processes and takes them off the table. */
final class DeleteCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command("delete", "<process>... [--json]", "Stop processes and forget them.")
                .addPositional(Model.targets())
                .addOption(Model.json("what became of each process"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> targets = Targets.required(arguments, "delete");
        long began = System.nanoTime();
        List<ActionResult> results = invocation.act(targets, client -> client.delete(targets));
        return new ActionReport(invocation.screen(), ActionReport.Wanted.GONE)
                .print(results, ActionReport.millisSince(began));
    }
}
