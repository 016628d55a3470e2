package dev.velos.daemon.supervise;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.RestartCause;
import java.util.Optional;

/**
 * The end of one life.
 *
 * @param restart why another life is to follow, where that was asked for
 */
public record End(ExitStatus status, Cause cause, Optional<RestartCause> restart, long uptimeNanos) {
    /** Who wanted it. */
    public enum Cause {
        BY_ITSELF,
        ASKED
    }

    static End byItself(ExitStatus status, long uptimeNanos) {
        return new End(status, Cause.BY_ITSELF, Optional.empty(), uptimeNanos);
    }

    /** Whether it was ended because it failed in another way than by dying. */
    public boolean isFault() {
        return restart.filter(RestartCause::isFault).isPresent();
    }
}
