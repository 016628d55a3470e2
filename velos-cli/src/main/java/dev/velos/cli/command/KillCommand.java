package dev.velos.cli.command;

import picocli.CommandLine.Model.CommandSpec;

/** {@code velos kill}: stops every process, then the daemon. */
final class KillCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command("kill", "[--json]", "Stop every process, then the daemon.")
                .addOption(Model.json("what was stopped"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        return DaemonCommand.stop(invocation);
    }
}
