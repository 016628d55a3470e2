package dev.velos.cli.command;

import dev.velos.cli.output.Json;
import dev.velos.client.DaemonFacts;
import dev.velos.client.VelosClient;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos ping}: whether the daemon answers. */
final class PingCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command("ping", "[--json]", "Ask the daemon for a sign of life; starts none where none ran.")
                .addOption(Model.json("what the daemon says of itself"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        Optional<DaemonFacts> answer = invocation.askIfThere(VelosClient::ping);
        if (answer.isEmpty()) {
            return DaemonCommand.notRunning(invocation);
        }
        DaemonFacts facts = answer.get();
        invocation
                .screen()
                .out()
                .line(
                        arguments.flag(Model.JSON)
                                ? Json.object(facts.toFields())
                                : "pong from velos " + facts.version() + ", pid " + facts.pid());
        return ExitCode.DONE;
    }
}
