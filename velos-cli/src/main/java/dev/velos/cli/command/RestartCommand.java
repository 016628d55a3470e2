package dev.velos.cli.command;

import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.StartArguments.Await;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos restart}: stops and starts processes, or starts stopped ones. */
final class RestartCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command("restart", "<process>... [--no-wait] [--json]", "Stop processes and start them again.")
                .addPositional(Model.targets())
                .addOption(Model.flag("Do not wait until they are up.", "--no-wait"))
                .addOption(Model.json("what became of each process"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> targets = Targets.required(arguments, "restart");
        long began = System.nanoTime();
        List<ActionResult> results = invocation.act(targets, client -> client.restart(targets, awaitOf(arguments)));
        return new ActionReport(invocation.screen(), ActionReport.Wanted.UP)
                .print(results, arguments, ActionReport.millisSince(began));
    }

    static Await awaitOf(Arguments arguments) {
        return arguments.flag("--no-wait") ? Await.NOTHING : Await.UP;
    }
}
