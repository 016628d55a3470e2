package dev.velos.cli.command;

import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Screen;
import dev.velos.client.DaemonFacts;
import dev.velos.client.VelosClient;
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
        DaemonFacts facts =
                invocation.askIfThere(VelosClient::ping).orElseThrow(() -> DaemonCommand.notRunning(invocation));
        Screen screen = invocation.screen();
        Answer.of(facts::toFields)
                .print(screen, () -> screen.out().line("pong from velos " + facts.version() + ", pid " + facts.pid()));
        return ExitCode.DONE;
    }
}
