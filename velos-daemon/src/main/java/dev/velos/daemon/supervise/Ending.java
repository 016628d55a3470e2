package dev.velos.daemon.supervise;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Hooks.Moment;
import dev.velos.core.process.RestartCause;
import dev.velos.core.process.StopPolicy;
import dev.velos.daemon.supervise.ProcessEvent.Cleared;
import dev.velos.daemon.supervise.ProcessEvent.DeadlinePassed;
import dev.velos.daemon.supervise.ProcessEvent.Due;
import dev.velos.daemon.supervise.ProcessEvent.Exited;
import dev.velos.daemon.supervise.ProcessEvent.FamilyGone;
import dev.velos.daemon.supervise.ProcessEvent.GoalChanged;
import dev.velos.daemon.supervise.ProcessEvent.HookEnded;
import dev.velos.daemon.supervise.ProcessEvent.NotYet;
import dev.velos.daemon.supervise.ProcessEvent.RestartAsked;
import dev.velos.daemon.supervise.ProcessEvent.Settled;
import dev.velos.daemon.supervise.ProcessEvent.SpawnFailed;
import dev.velos.daemon.supervise.ProcessEvent.Spawned;
import dev.velos.daemon.supervise.ProcessState.Stopping;
import dev.velos.daemon.supervise.ProcessState.Sweeping;
import java.util.Optional;

/** How a life is brought to its end: asked, told, killed, and its family cleared away. */
record Ending(Situation now) {
    /** It is asked to end. */
    Transition stop(ProcessState state, Child child, long since, Optional<RestartCause> cause) {
        if (now.spec().hooks().has(Moment.BEFORE_STOP)) {
            return Transition.to(
                    new Stopping(state.tally(), child, since, Force.NOT_YET, now.hookDeadline(), cause),
                    new Effect.RunHook(Moment.BEFORE_STOP, child.incarnation()));
        }
        Force force = firstForce();
        return Transition.to(
                new Stopping(state.tally(), child, since, force, now.graceEnd(), cause),
                new Effect.SignalFamily(child, force));
    }

    Transition whileStopping(Stopping state, ProcessEvent event) {
        Child child = state.program();
        return switch (event) {
            case Exited(long incarnation, ExitStatus status) -> {
                End end = new End(status, End.Cause.ASKED, state.cause(), now.nowNanos() - state.sinceNanos());
                yield incarnation == child.incarnation()
                        ? Transition.to(
                                new Sweeping(state.tally(), child, end, state.force(), sweepUntil(state)),
                                new Effect.SweepFamily(child, end, state.force()))
                        : Transition.to(state);
            }
            case DeadlinePassed(long deadline) ->
                deadline == state.deadlineNanos() ? harder(state) : Transition.to(state);
            case HookEnded(long incarnation, String _) ->
                incarnation == child.incarnation() && state.force() == Force.NOT_YET
                        ? harder(state)
                        : Transition.to(state);
            case RestartAsked(RestartCause cause) -> Transition.to(toRestart(state, cause));
            case GoalChanged _, Due _, NotYet _, Cleared _, Spawned _, SpawnFailed _, Settled _, FamilyGone _ ->
                Transition.to(state);
        };
    }

    /** It is told to end; what was asked for by a message is told by the signal; what was told by the signal is killed. */
    private Transition harder(Stopping state) {
        Force force = afterwards(state.force());
        long deadline = force == Force.KILL ? now.killAgain() : now.graceEnd();
        return Transition.to(
                new Stopping(state.tally(), state.program(), state.sinceNanos(), force, deadline, state.cause()),
                new Effect.SignalFamily(state.program(), force));
    }

    private Force afterwards(Force force) {
        return switch (force) {
            case NOT_YET -> firstForce();
            case MESSAGE -> Force.TERM;
            case TERM, KILL -> Force.KILL;
        };
    }

    private Force firstForce() {
        return now.spec().stop().manner() == StopPolicy.Manner.MESSAGE ? Force.MESSAGE : Force.TERM;
    }

    private long sweepUntil(Stopping state) {
        return state.force() == Force.NOT_YET ? now.graceEnd() : state.deadlineNanos();
    }

    /** The first who wanted another life of it, or somebody who does, is why it ends. */
    private static Stopping toRestart(Stopping state, RestartCause cause) {
        boolean known = state.cause().isPresent() && cause.kind() != RestartCause.Kind.USER;
        return new Stopping(
                state.tally(),
                state.program(),
                state.sinceNanos(),
                state.force(),
                state.deadlineNanos(),
                known ? state.cause() : Optional.of(cause));
    }

    Transition whileSweeping(Sweeping state, ProcessEvent event) {
        return switch (event) {
            case FamilyGone(long incarnation) ->
                incarnation == state.tally().incarnation() ? new Aftermath(now).afterEnd(state) : Transition.to(state);
            case DeadlinePassed(long deadline) ->
                deadline == state.deadlineNanos()
                        ? Transition.to(
                                new Sweeping(state.tally(), state.program(), state.end(), Force.KILL, now.killAgain()),
                                new Effect.SweepFamily(state.program(), state.end(), Force.KILL))
                        : Transition.to(state);
            case RestartAsked(RestartCause cause) -> Transition.to(asAsked(state, cause));
            case GoalChanged _,
                    Due _,
                    NotYet _,
                    HookEnded _,
                    Cleared _,
                    Spawned _,
                    SpawnFailed _,
                    Settled _,
                    Exited _ -> Transition.to(state);
        };
    }

    /** Whoever asks for another life while the last one is cleared away gets it, however that one ended. */
    private static Sweeping asAsked(Sweeping state, RestartCause cause) {
        End end = new End(
                state.end().status(),
                End.Cause.ASKED,
                Optional.of(cause),
                state.end().uptimeNanos());
        return new Sweeping(state.tally(), state.program(), end, state.force(), state.deadlineNanos());
    }

    /** It has ended; whoever is left of its family is told to, too. */
    Transition sweep(Tally tally, Child child, End end) {
        return Transition.to(
                new Sweeping(tally, child, end, Force.TERM, now.graceEnd()),
                new Effect.SweepFamily(child, end, Force.TERM));
    }
}
