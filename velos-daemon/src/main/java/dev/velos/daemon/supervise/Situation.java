package dev.velos.daemon.supervise;

import dev.velos.core.process.Hooks.Moment;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.supervise.ProcessState.Preparing;
import dev.velos.daemon.supervise.ProcessState.Spawning;
import java.time.Duration;

/**
 * What a decision of {@link Lifecycle} is taken by, besides state and event.
 *
 * @param goal as it is after a request has changed it
 * @param jitter random, from 0 to 1
 */
record Situation(ProcessSpec spec, Goal goal, long nowNanos, double jitter) {
    private static final Duration HOOK_GRACE = Duration.ofSeconds(5);

    boolean wantsDown() {
        return goal == Goal.DOWN;
    }

    /** The start of another life, after its hook where it has one. */
    Transition spawn(Tally tally) {
        if (!spec.hooks().has(Moment.BEFORE_START)) {
            return launch(tally);
        }
        return Transition.to(
                new Preparing(tally, hookDeadline()), new Effect.RunHook(Moment.BEFORE_START, tally.incarnation()));
    }

    static Transition launch(Tally tally) {
        return Transition.to(new Spawning(tally), new Effect.Spawn(tally.incarnation()));
    }

    /** A hook is killed after its time; this is for one that not even that ends. */
    long hookDeadline() {
        return nowNanos + spec.hooks().timeout().plus(HOOK_GRACE).toNanos();
    }

    /** When SIGKILL follows what asks it to end now. */
    long graceEnd() {
        return nowNanos + spec.stop().killTimeout().toNanos();
    }

    /** When SIGKILL is sent once more. */
    long killAgain() {
        return nowNanos + Lifecycle.KILL_AGAIN.toNanos();
    }
}
