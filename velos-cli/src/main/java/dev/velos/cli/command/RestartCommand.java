package dev.velos.cli.command;

import dev.velos.client.VelosClient;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.StartArguments.Await;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos restart}: stops and starts processes, or starts stopped ones. */
final class RestartCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                        "restart",
                        "<process>... [--update-env] [--no-wait] [--json]",
                        "Stop processes and start them again.")
                .addPositional(Model.targets())
                .addOption(Model.flag("Let them inherit the environment of this command.", "--update-env"))
                .addOption(Model.flag("Do not wait until they are up.", "--no-wait"))
                .addOption(Model.json("what became of each process"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> targets = Targets.required(arguments, "restart");
        long began = System.nanoTime();
        List<ActionResult> results = invocation.act(targets, client -> restart(client, targets, arguments, invocation));
        return new ActionReport(invocation.screen(), ActionReport.Wanted.UP)
                .print(results, ActionReport.millisSince(began));
    }

    private static List<ActionResult> restart(
            VelosClient client, List<String> targets, Arguments arguments, Invocation invocation) {
        return arguments.flag("--update-env")
                ? client.restart(targets, awaitOf(arguments), CallerEnvironment.inherited(invocation.environment()))
                : client.restart(targets, awaitOf(arguments));
    }

    static Await awaitOf(Arguments arguments) {
        return arguments.flag("--no-wait") ? Await.NOTHING : Await.UP;
    }
}
