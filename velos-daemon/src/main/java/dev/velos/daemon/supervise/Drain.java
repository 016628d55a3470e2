package dev.velos.daemon.supervise;

import java.time.Duration;

/** Keeps new work away from programs that are to end. Owned by the loop. */
public interface Drain {
    /** Nobody is given any work. */
    Drain NONE = (_, _, done) -> done.run();

    /** Calls {@code done}, on the loop, once nothing is under way that the end of a program would cut off, or after a time. */
    void drain(ManagedProcess process, Duration atMost, Runnable done);
}
