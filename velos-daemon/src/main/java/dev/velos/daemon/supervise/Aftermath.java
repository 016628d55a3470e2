package dev.velos.daemon.supervise;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.RestartCause;
import dev.velos.core.process.RestartPolicy;
import dev.velos.daemon.supervise.ProcessState.Completed;
import dev.velos.daemon.supervise.ProcessState.Errored;
import dev.velos.daemon.supervise.ProcessState.Scheduled;
import dev.velos.daemon.supervise.ProcessState.Stopped;
import dev.velos.daemon.supervise.ProcessState.Sweeping;
import dev.velos.daemon.supervise.ProcessState.Waiting;
import java.time.Duration;

/** What follows the end of a life, or a start that failed: rest, another try after a while, or none. */
record Aftermath(Situation now) {
    private static final String KILLED = "killed, did not end within its grace period";

    /** The whole family has gone. */
    Transition afterEnd(Sweeping state) {
        End end = state.end();
        boolean stable = end.uptimeNanos() >= now.spec().restart().minUptime().toNanos();
        if (end.cause() == End.Cause.ASKED) {
            return afterEndAsAsked(state, stable);
        }
        Tally tally = state.tally().ended(stable, end.status().reason());
        if (now.wantsDown()) {
            return Transition.to(new Stopped(tally));
        }
        if (now.spec().schedule().isJob()) {
            return afterRun(tally, end.status());
        }
        return now.spec().restart().restartsAfter(end.status()) ? again(tally) : finish(tally, end.status());
    }

    /** A run is over when it ends; only one that failed is tried again, where its policy says so. */
    private Transition afterRun(Tally tally, ExitStatus status) {
        if (now.spec().restart().succeeds(status)) {
            return Transition.to(new Scheduled(tally.atRest()));
        }
        return now.spec().restart().mode() == RestartPolicy.Mode.ON_FAILURE ? again(tally) : giveUp(tally);
    }

    /** A job goes on with its next run. */
    private Transition giveUp(Tally tally) {
        return Transition.to(now.spec().schedule().isJob() ? new Scheduled(tally) : new Errored(tally));
    }

    private Transition afterEndAsAsked(Sweeping state, boolean stable) {
        String killed = state.force() == Force.KILL ? KILLED : "";
        if (now.wantsDown()) {
            return Transition.to(new Stopped(state.tally().endedAsAsked(killed)));
        }
        String why = state.end().restart().map(RestartCause::text).orElse("");
        String reason = why.isEmpty() || killed.isEmpty() ? why + killed : why + "; " + killed;
        if (!state.end().isFault()) {
            return now.spawn(state.tally().endedAsAsked(reason).restarted());
        }
        // However long it was waited for, it never did what it was started for.
        boolean wasUp = state.end()
                .restart()
                .filter(it -> it.kind() == RestartCause.Kind.NOT_READY)
                .isEmpty();
        Tally tally = state.tally().ended(stable && wasUp, reason);
        boolean triesAgain =
                !now.spec().schedule().isJob() || now.spec().restart().mode() == RestartPolicy.Mode.ON_FAILURE;
        return triesAgain && now.spec().restart().restartsAfterFault() ? again(tally) : giveUp(tally);
    }

    private Transition again(Tally tally) {
        RestartPolicy policy = now.spec().restart();
        if (tally.unstable() > policy.maxRestarts()) {
            return giveUp(givenUp(tally));
        }
        Duration delay = policy.delay(tally.unstable() - 1, now.jitter());
        return delay.isZero()
                ? now.spawn(tally.restarted())
                : Transition.to(new Waiting(tally, now.nowNanos() + delay.toNanos()));
    }

    private Tally givenUp(Tally tally) {
        String reason =
                tally.reason() + "; given up after " + now.spec().restart().maxRestarts() + " unstable restarts";
        return new Tally(tally.incarnation(), tally.restarts(), tally.unstable(), reason);
    }

    private Transition finish(Tally tally, ExitStatus status) {
        return now.spec().restart().completes(status)
                ? Transition.to(new Completed(tally, status))
                : Transition.to(new Errored(tally));
    }

    /** What cannot even be spawned when a user asks for it is an error at once; later it may be on its way back. */
    Transition afterFailedSpawn(Tally before, String reason) {
        Tally tally = before.ended(false, reason);
        if (now.wantsDown()) {
            return Transition.to(new Stopped(tally));
        }
        return before.restarts() == 0 ? giveUp(tally) : again(tally);
    }
}
