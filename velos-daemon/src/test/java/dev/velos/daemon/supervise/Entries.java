package dev.velos.daemon.supervise;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.capture.Captures;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.os.Backend;

/** Makes entries of the process table in any state. */
public final class Entries {
    private Entries() {}

    public static ManagedProcess entry(Backend backend, Clock clock, VelosHome home, long id, ProcessSpec spec) {
        Captures captures = Captures.open(backend, clock, Runnable::run, home, (_, _) -> {});
        return new ManagedProcess(id, 0, spec, captures.of(spec, 0));
    }

    /** Puts an entry into a state without its effects. */
    public static void put(ManagedProcess process, Goal goal, ProcessState state, long startedAtMillis) {
        process.wish(goal);
        process.become(state);
        process.startedAt(startedAtMillis);
    }
}
