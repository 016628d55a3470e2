package dev.velos.daemon.supervise;

import dev.velos.core.process.ExitStatus;

/** The end of one life. */
public record End(ExitStatus status, Cause cause, long uptimeNanos) {
    /** Who wanted it. */
    public enum Cause {
        BY_ITSELF,
        ASKED
    }
}
