package dev.velos.daemon.supervise;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Hooks.Moment;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.RestartCause;
import dev.velos.core.process.Schedule.Overlap;
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

    private final Situation now;
    private final Ending ending;
    private final Aftermath aftermath;

    private Lifecycle(Situation now) {
        this.now = now;
        ending = new Ending(now);
        aftermath = new Aftermath(now);
    }

    /**
     * Decides what follows.
     *
     * @param goal as it is after a request has changed it
     * @param jitter random, from 0 to 1
     */
    public static Transition step(
            ProcessSpec spec, Goal goal, ProcessState state, ProcessEvent event, long nowNanos, double jitter) {
        Lifecycle rules = new Lifecycle(new Situation(spec, goal, nowNanos, jitter));
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
            case Stopping stopping -> ending.whileStopping(stopping, event);
            case Sweeping sweeping -> ending.whileSweeping(sweeping, event);
        };
    }

    /** Hooks that come after something: nobody waits for them. */
    private Transition withHooksAfter(ProcessState before, Transition transition) {
        ProcessState next = transition.next();
        boolean isUp = next instanceof Online && !(before instanceof Online);
        boolean isOver = before instanceof Sweeping && !(next instanceof Sweeping);
        Moment moment = isUp ? Moment.AFTER_START : Moment.AFTER_STOP;
        if (!isUp && !isOver || !now.spec().hooks().has(moment)) {
            return transition;
        }
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.RunHook(moment, before.tally().incarnation()));
        effects.addAll(transition.effects());
        return new Transition(next, effects);
    }

    private Transition whileDown(ProcessState state, ProcessEvent event) {
        return switch (event) {
            case GoalChanged _ -> now.wantsDown() ? Transition.to(state) : begin(state.tally());
            case RestartAsked(RestartCause cause) -> now.spawn(state.tally().restarted(cause));
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
        return now.spec().schedule().isJob()
                ? Transition.to(new Scheduled(tally.atRest()))
                : now.spawn(tally.started());
    }

    private Transition whileScheduled(Scheduled state, ProcessEvent event) {
        return switch (event) {
            case GoalChanged _ -> now.wantsDown() ? Transition.to(new Stopped(state.tally())) : Transition.to(state);
            case RestartAsked _, Due _ -> now.spawn(state.tally().started());
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
                now.wantsDown()
                        ? Transition.to(new Stopped(state.tally()))
                        : now.spawn(state.tally().started());
            case RestartAsked(RestartCause cause) -> now.spawn(state.tally().restarted(cause));
            case DeadlinePassed(long deadline) ->
                deadline == state.deadlineNanos() ? now.spawn(state.tally().restarted()) : Transition.to(state);
            case Due _, HookEnded _, NotYet _, Cleared _, Spawned _, SpawnFailed _, Settled _, Exited _, FamilyGone _ ->
                Transition.to(state);
        };
    }

    /** Whatever is asked of it, it is started when the others are far enough. */
    private Transition whileHeld(Held state, ProcessEvent event) {
        return switch (event) {
            case GoalChanged _ -> now.wantsDown() ? Transition.to(new Stopped(state.tally())) : Transition.to(state);
            case NotYet(Unmet unmet) -> Transition.to(new Held(state.tally(), unmet));
            case Cleared _ -> now.spawn(state.tally());
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
                Transition.to(new Launching(state.tally(), child, now.nowNanos()), new Effect.WatchLaunch(child));
            case SpawnFailed(String reason) -> aftermath.afterFailedSpawn(state.tally(), reason);
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
                now.wantsDown() ? ending.stop(state, child, since, Optional.empty()) : Transition.to(state);
            case RestartAsked(RestartCause cause) -> ending.stop(state, child, since, Optional.of(cause));
            case Due _ ->
                now.spec().schedule().overlap() == Overlap.REPLACE
                        ? replace(state, child, since)
                        : Transition.to(state);
            case Exited(long incarnation, ExitStatus status) ->
                incarnation == child.incarnation()
                        ? ending.sweep(state.tally(), child, End.byItself(status, now.nowNanos() - since))
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
        return ending.stop(state, child, since, Optional.of(RestartCause.of(RestartCause.Kind.SCHEDULE, "")));
    }

    private Transition whilePreparing(Preparing state, ProcessEvent event) {
        Effect end = new Effect.EndHooks(state.tally().incarnation());
        return switch (event) {
            case GoalChanged _ ->
                now.wantsDown() ? Transition.to(new Stopped(state.tally()), end) : Transition.to(state);
            case HookEnded(long incarnation, String problem) ->
                incarnation == state.tally().incarnation() ? afterPreparing(state, problem) : Transition.to(state);
            case DeadlinePassed(long deadline) ->
                deadline == state.deadlineNanos()
                        ? aftermath.afterFailedSpawn(state.tally(), "its before_start hook cannot be ended")
                        : Transition.to(state);
            case NotYet(Unmet unmet) -> Transition.to(new Held(state.tally(), unmet));
            case RestartAsked _, Due _, Cleared _, Spawned _, SpawnFailed _, Settled _, Exited _, FamilyGone _ ->
                Transition.to(state);
        };
    }

    private Transition afterPreparing(Preparing state, String problem) {
        if (now.wantsDown()) {
            return Transition.to(new Stopped(state.tally()));
        }
        return problem.isEmpty() ? Situation.launch(state.tally()) : aftermath.afterFailedSpawn(state.tally(), problem);
    }
}
