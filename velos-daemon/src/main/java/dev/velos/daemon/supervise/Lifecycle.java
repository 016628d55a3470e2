package dev.velos.daemon.supervise;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Hooks.Moment;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.RestartCause;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.process.Schedule.Overlap;
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
import dev.velos.daemon.supervise.ProcessState.Completed;
import dev.velos.daemon.supervise.ProcessState.Errored;
import dev.velos.daemon.supervise.ProcessState.Held;
import dev.velos.daemon.supervise.ProcessState.Launching;
import dev.velos.daemon.supervise.ProcessState.Online;
import dev.velos.daemon.supervise.ProcessState.Preparing;
import dev.velos.daemon.supervise.ProcessState.Scheduled;
import dev.velos.daemon.supervise.ProcessState.Spawning;
import dev.velos.daemon.supervise.ProcessState.Stopped;
import dev.velos.daemon.supervise.ProcessState.Stopping;
import dev.velos.daemon.supervise.ProcessState.Sweeping;
import dev.velos.daemon.supervise.ProcessState.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of supervision: a pure function from state and event to the next state and what to do. An event that
 * does not concern a state, or is of an earlier life, leaves it as it is.
 */
public final class Lifecycle {
    /** A family that SIGKILL has not ended yet is sent it again after so long. */
    static final Duration KILL_AGAIN = Duration.ofSeconds(2);

    private static final Duration HOOK_GRACE = Duration.ofSeconds(5);

    private static final String KILLED = "killed, did not end within its grace period";

    private final ProcessSpec spec;
    private final Goal goal;
    private final long now;
    private final double jitter;

    private Lifecycle(ProcessSpec spec, Goal goal, long now, double jitter) {
        this.spec = spec;
        this.goal = goal;
        this.now = now;
        this.jitter = jitter;
    }

    /**
     * Decides what follows.
     *
     * @param goal as it is after a request has changed it
     * @param jitter random, from 0 to 1
     */
    public static Transition step(
            ProcessSpec spec, Goal goal, ProcessState state, ProcessEvent event, long nowNanos, double jitter) {
        Lifecycle rules = new Lifecycle(spec, goal, nowNanos, jitter);
        Transition transition = rules.step(state, event);
        return spec.hooks().commands().isEmpty() ? transition : rules.withHooksAfter(state, transition);
    }

    private Transition step(ProcessState state, ProcessEvent event) {
        return switch (state) {
            case Stopped _, Completed _, Errored _ -> whileDown(state, event);
            case Waiting waiting -> whileWaiting(waiting, event);
            case Scheduled scheduled -> whileScheduled(scheduled, event);
            case Preparing preparing -> whilePreparing(preparing, event);
            case Held held -> whileHeld(held, event);
            case Spawning spawning -> whileSpawning(spawning, event);
            case Launching launching -> whileLaunching(launching, event);
            case Online online -> whileAlive(online, online.program(), online.sinceNanos(), event);
            case Stopping stopping -> whileStopping(stopping, event);
            case Sweeping sweeping -> whileSweeping(sweeping, event);
        };
    }

    /** Hooks that come after something: nobody waits for them. */
    private Transition withHooksAfter(ProcessState before, Transition transition) {
        ProcessState next = transition.next();
        boolean isUp = next instanceof Online && !(before instanceof Online);
        boolean isOver = before instanceof Sweeping && !(next instanceof Sweeping);
        Moment moment = isUp ? Moment.AFTER_START : Moment.AFTER_STOP;
        if (!isUp && !isOver || !spec.hooks().has(moment)) {
            return transition;
        }
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.RunHook(moment, before.tally().incarnation()));
        effects.addAll(transition.effects());
        return new Transition(next, effects);
    }

    private Transition whileDown(ProcessState state, ProcessEvent event) {
        return switch (event) {
            case GoalChanged _ -> goal == Goal.UP ? begin(state.tally()) : Transition.to(state);
            case RestartAsked(RestartCause cause) -> spawn(state.tally().restarted(cause));
            case Due _,
                    NotYet _,
                    HookEnded _,
                    Cleared _,
                    Spawned _,
                    SpawnFailed _,
                    Settled _,
                    Exited _,
                    FamilyGone _,
                    DeadlinePassed _ -> Transition.to(state);
        };
    }

    /** A job waits for its time. */
    private Transition begin(Tally tally) {
        return spec.schedule().isJob() ? Transition.to(new Scheduled(tally.atRest())) : spawn(tally.started());
    }

    private Transition whileScheduled(Scheduled state, ProcessEvent event) {
        return switch (event) {
            case GoalChanged _ -> goal == Goal.DOWN ? Transition.to(new Stopped(state.tally())) : Transition.to(state);
            case RestartAsked _, Due _ -> spawn(state.tally().started());
            case NotYet _,
                    HookEnded _,
                    Cleared _,
                    Spawned _,
                    SpawnFailed _,
                    Settled _,
                    Exited _,
                    FamilyGone _,
                    DeadlinePassed _ -> Transition.to(state);
        };
    }

    private Transition whileWaiting(Waiting state, ProcessEvent event) {
        return switch (event) {
            case GoalChanged _ ->
                goal == Goal.DOWN
                        ? Transition.to(new Stopped(state.tally()))
                        : spawn(state.tally().started());
            case RestartAsked(RestartCause cause) -> spawn(state.tally().restarted(cause));
            case DeadlinePassed(long deadline) ->
                deadline == state.deadlineNanos() ? spawn(state.tally().restarted()) : Transition.to(state);
            case Due _, HookEnded _, NotYet _, Cleared _, Spawned _, SpawnFailed _, Settled _, Exited _, FamilyGone _ ->
                Transition.to(state);
        };
    }

    /** Whatever is asked of it, it is started when the others are far enough. */
    private Transition whileHeld(Held state, ProcessEvent event) {
        return switch (event) {
            case GoalChanged _ -> goal == Goal.DOWN ? Transition.to(new Stopped(state.tally())) : Transition.to(state);
            case NotYet(Unmet unmet) -> Transition.to(new Held(state.tally(), unmet));
            case Cleared _ -> spawn(state.tally());
            case RestartAsked _,
                    Due _,
                    HookEnded _,
                    Spawned _,
                    SpawnFailed _,
                    Settled _,
                    Exited _,
                    FamilyGone _,
                    DeadlinePassed _ -> Transition.to(state);
        };
    }

    private Transition whileSpawning(Spawning state, ProcessEvent event) {
        return switch (event) {
            case Spawned(Child child) ->
                Transition.to(new Launching(state.tally(), child, now), new Effect.WatchLaunch(child));
            case SpawnFailed(String reason) -> afterFailedSpawn(state.tally(), reason);
            case NotYet(Unmet unmet) -> Transition.to(new Held(state.tally(), unmet));
            case GoalChanged _,
                    RestartAsked _,
                    Due _,
                    HookEnded _,
                    Cleared _,
                    Settled _,
                    Exited _,
                    FamilyGone _,
                    DeadlinePassed _ -> Transition.to(state);
        };
    }

    private Transition whileLaunching(Launching state, ProcessEvent event) {
        if (event instanceof Settled(long incarnation)
                && incarnation == state.program().incarnation()) {
            return Transition.to(
                    new Online(state.tally(), state.program(), state.sinceNanos()), new Effect.Attend(state.program()));
        }
        if (event instanceof Spawned(Child child) && child.equals(state.program())) {
            return Transition.to(state, new Effect.WatchLaunch(child)); // an earlier daemon had spawned it
        }
        return whileAlive(state, state.program(), state.sinceNanos(), event);
    }

    private Transition whileAlive(ProcessState state, Child child, long since, ProcessEvent event) {
        return switch (event) {
            case GoalChanged _ ->
                goal == Goal.DOWN ? stop(state, child, since, Optional.empty()) : Transition.to(state);
            case RestartAsked(RestartCause cause) -> stop(state, child, since, Optional.of(cause));
            case Due _ ->
                spec.schedule().overlap() == Overlap.REPLACE ? replace(state, child, since) : Transition.to(state);
            case Exited(long incarnation, ExitStatus status) ->
                incarnation == child.incarnation()
                        ? sweep(state.tally(), child, End.byItself(status, now - since))
                        : Transition.to(state);
            case NotYet _,
                    HookEnded _,
                    Cleared _,
                    Spawned _,
                    SpawnFailed _,
                    Settled _,
                    FamilyGone _,
                    DeadlinePassed _ -> Transition.to(state);
        };
    }

    private Transition replace(ProcessState state, Child child, long since) {
        return stop(state, child, since, Optional.of(RestartCause.of(RestartCause.Kind.SCHEDULE, "")));
    }

    private Transition whileStopping(Stopping state, ProcessEvent event) {
        Child child = state.program();
        return switch (event) {
            case Exited(long incarnation, ExitStatus status) -> {
                End end = new End(status, End.Cause.ASKED, state.cause(), now - state.sinceNanos());
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
        long deadline = force == Force.KILL ? killAgain() : graceEnd();
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
        return spec.stop().manner() == StopPolicy.Manner.MESSAGE ? Force.MESSAGE : Force.TERM;
    }

    private long sweepUntil(Stopping state) {
        return state.force() == Force.NOT_YET ? graceEnd() : state.deadlineNanos();
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

    private Transition whileSweeping(Sweeping state, ProcessEvent event) {
        return switch (event) {
            case FamilyGone(long incarnation) ->
                incarnation == state.tally().incarnation() ? afterEnd(state) : Transition.to(state);
            case DeadlinePassed(long deadline) ->
                deadline == state.deadlineNanos()
                        ? Transition.to(
                                new Sweeping(state.tally(), state.program(), state.end(), Force.KILL, killAgain()),
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

    private Transition spawn(Tally tally) {
        if (!spec.hooks().has(Moment.BEFORE_START)) {
            return launch(tally);
        }
        return Transition.to(
                new Preparing(tally, hookDeadline()), new Effect.RunHook(Moment.BEFORE_START, tally.incarnation()));
    }

    private static Transition launch(Tally tally) {
        return Transition.to(new Spawning(tally), new Effect.Spawn(tally.incarnation()));
    }

    /** A hook is killed after its time; this is for one that not even that ends. */
    private long hookDeadline() {
        return now + spec.hooks().timeout().plus(HOOK_GRACE).toNanos();
    }

    private Transition whilePreparing(Preparing state, ProcessEvent event) {
        Effect end = new Effect.EndHooks(state.tally().incarnation());
        return switch (event) {
            case GoalChanged _ ->
                goal == Goal.DOWN ? Transition.to(new Stopped(state.tally()), end) : Transition.to(state);
            case HookEnded(long incarnation, String problem) ->
                incarnation == state.tally().incarnation() ? afterPreparing(state, problem) : Transition.to(state);
            case DeadlinePassed(long deadline) ->
                deadline == state.deadlineNanos()
                        ? afterFailedSpawn(state.tally(), "its before_start hook cannot be ended")
                        : Transition.to(state);
            case NotYet(Unmet unmet) -> Transition.to(new Held(state.tally(), unmet));
            case RestartAsked _, Due _, Cleared _, Spawned _, SpawnFailed _, Settled _, Exited _, FamilyGone _ ->
                Transition.to(state);
        };
    }

    private Transition afterPreparing(Preparing state, String problem) {
        if (goal == Goal.DOWN) {
            return Transition.to(new Stopped(state.tally()));
        }
        return problem.isEmpty() ? launch(state.tally()) : afterFailedSpawn(state.tally(), problem);
    }

    private Transition stop(ProcessState state, Child child, long since, Optional<RestartCause> cause) {
        if (spec.hooks().has(Moment.BEFORE_STOP)) {
            return Transition.to(
                    new Stopping(state.tally(), child, since, Force.NOT_YET, hookDeadline(), cause),
                    new Effect.RunHook(Moment.BEFORE_STOP, child.incarnation()));
        }
        Force force = firstForce();
        return Transition.to(
                new Stopping(state.tally(), child, since, force, graceEnd(), cause),
                new Effect.SignalFamily(child, force));
    }

    private long graceEnd() {
        return now + spec.stop().killTimeout().toNanos();
    }

    private Transition sweep(Tally tally, Child child, End end) {
        return Transition.to(
                new Sweeping(tally, child, end, Force.TERM, graceEnd()),
                new Effect.SweepFamily(child, end, Force.TERM));
    }

    private long killAgain() {
        return now + KILL_AGAIN.toNanos();
    }

    private Transition afterEnd(Sweeping state) {
        End end = state.end();
        boolean stable = end.uptimeNanos() >= spec.restart().minUptime().toNanos();
        if (end.cause() == End.Cause.ASKED) {
            return afterEndAsAsked(state, stable);
        }
        Tally tally = state.tally().ended(stable, end.status().reason());
        if (goal == Goal.DOWN) {
            return Transition.to(new Stopped(tally));
        }
        if (spec.schedule().isJob()) {
            return afterRun(tally, end.status());
        }
        return spec.restart().restartsAfter(end.status()) ? again(tally) : finish(tally, end.status());
    }

    /** A run is over when it ends; only one that failed is tried again, where its policy says so. */
    private Transition afterRun(Tally tally, ExitStatus status) {
        if (spec.restart().succeeds(status)) {
            return Transition.to(new Scheduled(tally.atRest()));
        }
        return spec.restart().mode() == RestartPolicy.Mode.ON_FAILURE ? again(tally) : giveUp(tally);
    }

    /** A job goes on with its next run. */
    private Transition giveUp(Tally tally) {
        return Transition.to(spec.schedule().isJob() ? new Scheduled(tally) : new Errored(tally));
    }

    private Transition afterEndAsAsked(Sweeping state, boolean stable) {
        String killed = state.force() == Force.KILL ? KILLED : "";
        if (goal == Goal.DOWN) {
            return Transition.to(new Stopped(state.tally().endedAsAsked(killed)));
        }
        String why = state.end().restart().map(RestartCause::text).orElse("");
        String reason = why.isEmpty() || killed.isEmpty() ? why + killed : why + "; " + killed;
        if (!state.end().isFault()) {
            return spawn(state.tally().endedAsAsked(reason).restarted());
        }
        // However long it was waited for, it never did what it was started for.
        boolean wasUp = state.end()
                .restart()
                .filter(it -> it.kind() == RestartCause.Kind.NOT_READY)
                .isEmpty();
        Tally tally = state.tally().ended(stable && wasUp, reason);
        boolean triesAgain = !spec.schedule().isJob() || spec.restart().mode() == RestartPolicy.Mode.ON_FAILURE;
        return triesAgain && spec.restart().restartsAfterFault() ? again(tally) : giveUp(tally);
    }

    private Transition again(Tally tally) {
        RestartPolicy policy = spec.restart();
        if (tally.unstable() > policy.maxRestarts()) {
            return giveUp(givenUp(tally));
        }
        Duration delay = policy.delay(tally.unstable() - 1, jitter);
        return delay.isZero() ? spawn(tally.restarted()) : Transition.to(new Waiting(tally, now + delay.toNanos()));
    }

    private Tally givenUp(Tally tally) {
        String reason = tally.reason() + "; given up after " + spec.restart().maxRestarts() + " unstable restarts";
        return new Tally(tally.incarnation(), tally.restarts(), tally.unstable(), reason);
    }

    private Transition finish(Tally tally, ExitStatus status) {
        return spec.restart().completes(status)
                ? Transition.to(new Completed(tally, status))
                : Transition.to(new Errored(tally));
    }

    /** What cannot even be spawned when a user asks for it is an error at once; later it may be on its way back. */
    private Transition afterFailedSpawn(Tally before, String reason) {
        Tally tally = before.ended(false, reason);
        if (goal == Goal.DOWN) {
            return Transition.to(new Stopped(tally));
        }
        return before.restarts() == 0 ? giveUp(tally) : again(tally);
    }
}
