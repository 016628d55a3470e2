package dev.velos.cli.command;

import dev.velos.cli.output.OutputMode;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.ActionResult;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos cleanup}: deletes what an agent has started and left behind. */
final class CleanupCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                        "cleanup",
                        "--owner <owner> [--json]",
                        "Stop and forget what an agent has started.",
                        "",
                        "\"velos list --owner\" shows what that is.")
                .addOption(Model.value("<owner>", Owned.OWNER_HELP, Owned.OPTION))
                .addOption(Model.json("what became of each process"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        String owner = arguments
                .text(Owned.OPTION)
                .orElseThrow(() -> new UsageException(
                        "\"velos cleanup\" needs to know whose processes to delete.",
                        "Write velos cleanup --owner <owner>; \"velos info <process>\" shows whose it is."));
        if (!arguments.words().isEmpty()) {
            throw new UsageException(
                    "\"velos cleanup\" takes no processes.", "\"velos delete\" deletes those that it names.");
        }
        long began = System.nanoTime();
        List<String> ids = new ArrayList<>();
        for (ProcessSnapshot process : Owned.by(owner, invocation)) {
            ids.add(Long.toString(process.id()));
        }
        List<ActionResult> results = ids.isEmpty() ? List.of() : invocation.act(ids, client -> client.delete(ids));
        if (results.isEmpty() && invocation.screen().mode() == OutputMode.TEXT) {
            invocation.screen().out().line("Nobody of that name has started anything that is left.");
            return ExitCode.DONE;
        }
        return new ActionReport(invocation.screen(), ActionReport.Wanted.GONE)
                .print(results, ActionReport.millisSince(began));
    }
}
