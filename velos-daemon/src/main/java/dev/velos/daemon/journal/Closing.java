package dev.velos.daemon.journal;

import java.util.List;

/**
 * How a daemon ends for good: what it stops on its way is not what somebody wanted stopped.
 *
 * @param up ids of the processes that were up when it began to stop
 */
public record Closing(Cause cause, List<Long> up) {
    /** Why. */
    public enum Cause {
        /** A user wanted everything stopped: the next daemon leaves it so. */
        KILLED,
        /** The daemon alone was told to end, as when the machine goes down: the next one starts what was up. */
        TERMINATED
    }

    public Closing {
        up = List.copyOf(up);
    }

    /** Whether the next daemon starts that process again. */
    boolean restarts(long id) {
        return cause == Cause.TERMINATED && up.contains(id);
    }
}
