package dev.velos.daemon.probe;

import dev.velos.core.process.ExitStatus;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.ProcessControl.Spawn;
import java.util.function.Supplier;

/** Runs a command and looks at its end. One that takes too long is killed with all it started. Owned by the loop. */
final class CommandProbe extends Probe {
    private static final long NONE = -1;

    private final Commands commands;
    private final Supplier<Spawn> start;
    private long pid = NONE;

    CommandProbe(EventLoop loop, Commands commands, Supplier<Spawn> start) {
        super(loop);
        this.commands = commands;
        this.start = start;
    }

    @Override
    void begin() {
        switch (start.get()) {
            case Spawn.Started(long started) -> {
                pid = started;
                commands.add(pid, this);
            }
            case Spawn.Failed(int errno, String reason) -> {
                over();
                tell(reason);
            }
        }
    }

    void ended(ExitStatus status) {
        pid = NONE;
        over();
        tell(status.isSuccess() ? "" : status.reason());
    }

    @Override
    void release() {
        if (pid != NONE) {
            commands.kill(pid);
            pid = NONE;
        }
    }
}
