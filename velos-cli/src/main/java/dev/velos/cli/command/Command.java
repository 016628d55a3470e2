package dev.velos.cli.command;

import picocli.CommandLine.Model.CommandSpec;

/** One command. Its model is built only when it was called with arguments, or for help and completion. */
public interface Command {
    /** How it is called. */
    CommandSpec model();

    /** The same for a reader on this machine, with what differs from machine to machine. */
    default CommandSpec explained() {
        return model();
    }

    /** Does it; throws {@link UsageException} or {@link dev.velos.core.failure.VelosException} where it cannot. */
    ExitCode run(Arguments arguments, Invocation invocation);
}
