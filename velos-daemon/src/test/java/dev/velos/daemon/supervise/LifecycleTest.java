package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.Backoff;
import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.RestartCause;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.process.StopPolicy;
import dev.velos.daemon.supervise.ProcessEvent.DeadlinePassed;
import dev.velos.daemon.supervise.ProcessEvent.Due;
import dev.velos.daemon.supervise.ProcessEvent.Exited;
import dev.velos.daemon.supervise.ProcessEvent.FamilyGone;
import dev.velos.daemon.supervise.ProcessEvent.GoalChanged;
import dev.velos.daemon.supervise.ProcessEvent.RestartAsked;
import dev.velos.daemon.supervise.ProcessEvent.Settled;
import dev.velos.daemon.supervise.ProcessEvent.SpawnFailed;
import dev.velos.daemon.supervise.ProcessEvent.Spawned;
import dev.velos.daemon.supervise.ProcessState.Completed;
import dev.velos.daemon.supervise.ProcessState.Errored;
import dev.velos.daemon.supervise.ProcessState.Launching;
import dev.velos.daemon.supervise.ProcessState.Online;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LifecycleTest {
    private static final long NOW = 100_000_000_000L;
    private static final long LATER = NOW + 7;
    private static final double NO_JITTER = 0.5;
    private static final long GRACE = Duration.ofSeconds(5).toNanos();
    private static final Tally LIFE_3 = new Tally(3, 2, 1, "exit 1");
    private static final Child CHILD = new Child(42, 4711, 3);
    private static final ExitStatus CRASH = new ExitStatus.Code(1);
    private static final ExitStatus SUCCESS = new ExitStatus.Code(0);
    private static final ProcessSpec SPEC = ProcessSpec.of(new ProcessName("api"), "/bin/api", "/");

    private static final Stopped STOPPED = new Stopped(LIFE_3);
    private static final Completed COMPLETED = new Completed(LIFE_3, SUCCESS);
    private static final Errored ERRORED = new Errored(LIFE_3);
    private static final Waiting WAITING = new Waiting(LIFE_3, LATER);
    private static final Scheduled SCHEDULED = new Scheduled(LIFE_3);
    private static final ProcessState PREPARING = new ProcessState.Preparing(LIFE_3, LATER);
    private static final Spawning SPAWNING = new Spawning(LIFE_3);
    private static final Launching LAUNCHING = new Launching(LIFE_3, CHILD, NOW);
    private static final Online ONLINE = new Online(LIFE_3, CHILD, NOW);
    private static final Stopping STOPPING = new Stopping(LIFE_3, CHILD, NOW, Force.TERM, LATER, Optional.empty());
    private static final Sweeping SWEEPING = sweeping(CRASH, End.Cause.BY_ITSELF, 0);

    private static final List<ProcessState> STATES = List.of(
            STOPPED, COMPLETED, ERRORED, WAITING, SPAWNING, LAUNCHING, ONLINE, STOPPING, SWEEPING, SCHEDULED,
            PREPARING);
    private static final List<ProcessEvent> EVENTS = List.of(
            new GoalChanged(),
            new RestartAsked(RestartCause.BY_USER),
            new Spawned(CHILD),
            new SpawnFailed("no such file"),
            new Settled(3),
            new Exited(3, CRASH),
            new FamilyGone(3),
            new DeadlinePassed(LATER),
            new Due(),
            new ProcessEvent.HookEnded(3, ""));

    /** Which events concern which states, whatever the goal: everything else must change nothing. */
    private static final List<List<Class<?>>> CONCERNS = List.of(
            List.of(GoalChanged.class, RestartAsked.class),
            List.of(GoalChanged.class, RestartAsked.class),
            List.of(GoalChanged.class, RestartAsked.class),
            List.of(GoalChanged.class, RestartAsked.class, DeadlinePassed.class),
            List.of(Spawned.class, SpawnFailed.class),
            List.of(GoalChanged.class, RestartAsked.class, Spawned.class, Settled.class, Exited.class),
            List.of(GoalChanged.class, RestartAsked.class, Exited.class),
            List.of(RestartAsked.class, Exited.class, DeadlinePassed.class),
            List.of(RestartAsked.class, FamilyGone.class, DeadlinePassed.class),
            List.of(GoalChanged.class, RestartAsked.class, Due.class),
            List.of(GoalChanged.class, ProcessEvent.HookEnded.class, DeadlinePassed.class));

    private static Sweeping sweeping(ExitStatus status, End.Cause cause, long uptimeNanos) {
        return new Sweeping(LIFE_3, CHILD, new End(status, cause, Optional.empty(), uptimeNanos), Force.TERM, LATER);
    }

    private static Transition step(Goal goal, ProcessState state, ProcessEvent event) {
        return Lifecycle.step(SPEC, goal, state, event, NOW, NO_JITTER);
    }

    private static Transition step(RestartPolicy policy, ProcessState state, ProcessEvent event) {
        ProcessSpec spec = SPEC.withRestart(_ -> policy);
        return Lifecycle.step(spec, Goal.UP, state, event, NOW, NO_JITTER);
    }

    static Stream<Arguments> everyStateAndEvent() {
        List<Arguments> all = new ArrayList<>();
        for (int i = 0; i < STATES.size(); i++) {
            for (ProcessEvent event : EVENTS) {
                all.add(Arguments.of(STATES.get(i), event, CONCERNS.get(i).contains(event.getClass())));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void eventThatDoesNotConcernAState_changesNothing(ProcessState state, ProcessEvent event, boolean concerns) {
        boolean changes = Stream.of(Goal.UP, Goal.DOWN)
                .map(goal -> step(goal, state, event))
                .anyMatch(transition -> !transition.equals(new Transition(state, List.of())));

        assertThat(changes).isEqualTo(concerns);
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void everyWaitingState_hasADeadline(ProcessState state, ProcessEvent event, boolean concerns) {
        for (Goal goal : Goal.values()) {
            ProcessState next = step(goal, state, event).next();
            boolean waits = next instanceof ProcessState.Preparing
                    || next instanceof Waiting
                    || next instanceof Stopping
                    || next instanceof Sweeping;

            assertThat(next.deadline().isPresent()).isEqualTo(waits);
        }
    }

    static Stream<ProcessState> downStates() {
        return Stream.of(STOPPED, COMPLETED, ERRORED);
    }

    @ParameterizedTest
    @MethodSource("downStates")
    void startWhileDown_beginsANewCount(ProcessState down) {
        assertThat(step(Goal.UP, down, new GoalChanged()))
                .isEqualTo(Transition.to(new Spawning(new Tally(4, 0, 0, "")), new Effect.Spawn(4)));
    }

    @ParameterizedTest
    @MethodSource("downStates")
    void restartWhileDown_startsAndCounts(ProcessState down) {
        assertThat(step(Goal.UP, down, new RestartAsked(RestartCause.BY_USER)))
                .isEqualTo(Transition.to(new Spawning(new Tally(4, 3, 1, "restarted by user")), new Effect.Spawn(4)));
    }

    @Test
    void spawned_isWatchedUntilItSettles() {
        assertThat(step(Goal.UP, SPAWNING, new Spawned(CHILD)))
                .isEqualTo(Transition.to(LAUNCHING, new Effect.WatchLaunch(CHILD)));
        assertThat(step(Goal.UP, LAUNCHING, new Settled(3))).isEqualTo(Transition.to(ONLINE, new Effect.Attend(CHILD)));
    }

    @Test
    void launchThatAnEarlierDaemonBegan_isWatchedAnew() {
        assertThat(step(Goal.UP, LAUNCHING, new Spawned(CHILD)))
                .isEqualTo(Transition.to(LAUNCHING, new Effect.WatchLaunch(CHILD)));
    }

    @Test
    void endByMessage_isFollowedByTheSignalAndThenByKill() {
        ProcessSpec spec = SPEC.withStop(it -> it.withManner(StopPolicy.Manner.MESSAGE));
        long grace = spec.stop().killTimeout().toNanos();

        Transition asked = Lifecycle.step(spec, Goal.DOWN, ONLINE, new GoalChanged(), NOW, NO_JITTER);
        assertThat(asked.effects()).containsExactly(new Effect.SignalFamily(CHILD, Force.MESSAGE));

        Transition told =
                Lifecycle.step(spec, Goal.DOWN, asked.next(), new DeadlinePassed(NOW + grace), NOW + grace, NO_JITTER);
        assertThat(told.effects()).containsExactly(new Effect.SignalFamily(CHILD, Force.TERM));
        assertThat(told.next().deadline()).hasValue(NOW + 2 * grace);

        Transition killed = Lifecycle.step(
                spec, Goal.DOWN, told.next(), new DeadlinePassed(NOW + 2 * grace), NOW + 2 * grace, NO_JITTER);
        assertThat(killed.effects()).containsExactly(new Effect.SignalFamily(CHILD, Force.KILL));
    }

    @Test
    void lifeThatWasNeverReady_isUnstableHoweverLongItWas() {
        RestartCause late = RestartCause.of(RestartCause.Kind.NOT_READY, "waited 30s");
        RestartCause ill = RestartCause.of(RestartCause.Kind.UNHEALTHY, "status 503");
        long stable = SPEC.restart().minUptime().toNanos();
        for (RestartCause cause : List.of(late, ill)) {
            End end = new End(CRASH, End.Cause.ASKED, Optional.of(cause), stable);
            Transition gone = step(Goal.UP, new Sweeping(LIFE_3, CHILD, end, Force.TERM, LATER), new FamilyGone(3));
            assertThat(gone.next().tally().unstable()).isEqualTo(cause.equals(late) ? LIFE_3.unstable() + 1 : 0);
        }
    }

    @Test
    void spawnThatFailsAtAUsersStart_isAnErrorAtOnce() {
        Spawning first = new Spawning(new Tally(1, 0, 0, ""));

        assertThat(step(Goal.UP, first, new SpawnFailed("no such file")))
                .isEqualTo(Transition.to(new Errored(new Tally(1, 0, 1, "no such file"))));
    }

    @Test
    void spawnThatFailsAtARestart_isTriedAgain() {
        Transition transition = step(Goal.UP, SPAWNING, new SpawnFailed("text file busy"));

        assertThat(transition.next()).isInstanceOf(Waiting.class);
        assertThat(transition.next().tally()).isEqualTo(new Tally(3, 2, 2, "text file busy"));
    }

    @Test
    void stop_signalsTheFamilyAndGivesItItsGracePeriod() {
        Stopping expected = new Stopping(LIFE_3, CHILD, NOW, Force.TERM, NOW + GRACE, Optional.empty());

        assertThat(step(Goal.DOWN, ONLINE, new GoalChanged()))
                .isEqualTo(Transition.to(expected, new Effect.SignalFamily(CHILD, Force.TERM)));
        assertThat(step(Goal.DOWN, LAUNCHING, new GoalChanged()))
                .isEqualTo(Transition.to(expected, new Effect.SignalFamily(CHILD, Force.TERM)));
    }

    @Test
    void gracePeriodOver_kills() {
        long again = NOW + Lifecycle.KILL_AGAIN.toNanos();

        assertThat(step(Goal.DOWN, STOPPING, new DeadlinePassed(LATER)))
                .isEqualTo(Transition.to(
                        new Stopping(LIFE_3, CHILD, NOW, Force.KILL, again, Optional.empty()),
                        new Effect.SignalFamily(CHILD, Force.KILL)));
    }

    @Test
    void deadlineOfAnEarlierState_changesNothing() {
        DeadlinePassed stale = new DeadlinePassed(LATER - 1);

        assertThat(step(Goal.DOWN, STOPPING, stale)).isEqualTo(Transition.to(STOPPING));
        assertThat(step(Goal.UP, WAITING, stale)).isEqualTo(Transition.to(WAITING));
        assertThat(step(Goal.UP, SWEEPING, stale)).isEqualTo(Transition.to(SWEEPING));
    }

    @Test
    void exitOfAnEarlierIncarnation_changesNothing() {
        for (ProcessState state : List.of(LAUNCHING, ONLINE, STOPPING)) {
            assertThat(step(Goal.UP, state, new Exited(2, CRASH))).isEqualTo(Transition.to(state));
        }
    }

    @Test
    void exit_sweepsTheFamilyFirst() {
        Transition transition = step(Goal.UP, ONLINE, new Exited(3, CRASH));
        End end = End.byItself(CRASH, 0);

        assertThat(transition)
                .isEqualTo(Transition.to(
                        new Sweeping(LIFE_3, CHILD, end, Force.TERM, NOW + GRACE),
                        new Effect.SweepFamily(CHILD, end, Force.TERM)));
    }

    @Test
    void exitWhileStopping_isAsAsked() {
        Transition transition = step(Goal.DOWN, STOPPING, new Exited(3, new ExitStatus.Signal(15)));

        assertThat(((Sweeping) transition.next()).end().cause()).isEqualTo(End.Cause.ASKED);
        assertThat(step(Goal.DOWN, transition.next(), new FamilyGone(3)))
                .isEqualTo(Transition.to(new Stopped(new Tally(3, 2, 0, ""))));
    }

    @Test
    void familyThatOutlivesItsGracePeriod_isKilled() {
        Transition transition = step(Goal.UP, SWEEPING, new DeadlinePassed(LATER));

        assertThat(transition.effects()).containsExactly(new Effect.SweepFamily(CHILD, SWEEPING.end(), Force.KILL));
        assertThat(transition.next().deadline()).hasValue(NOW + Lifecycle.KILL_AGAIN.toNanos());
    }

    @Test
    void crashAfterAStableLife_restartsAtOnce() {
        Sweeping stable =
                sweeping(CRASH, End.Cause.BY_ITSELF, Duration.ofSeconds(1).toNanos());

        assertThat(step(Goal.UP, stable, new FamilyGone(3)))
                .isEqualTo(Transition.to(new Spawning(new Tally(4, 3, 0, "exit 1")), new Effect.Spawn(4)));
    }

    @Test
    void secondUnstableCrash_waits() {
        assertThat(step(Goal.UP, SWEEPING, new FamilyGone(3)))
                .isEqualTo(Transition.to(new Waiting(new Tally(3, 2, 2, "exit 1"), NOW + 50_000)));
        assertThat(step(Goal.UP, WAITING, new DeadlinePassed(LATER)))
                .isEqualTo(Transition.to(new Spawning(new Tally(4, 3, 1, "exit 1")), new Effect.Spawn(4)));
    }

    @Test
    void sixteenUnstableRestarts_giveUpWithTheReason() {
        ProcessState state = new Spawning(new Tally(1, 0, 0, ""));
        int restarts = -1;
        while (!state.isDown()) {
            if (state instanceof Spawning) {
                restarts++;
            }
            ProcessEvent event = switch (state) {
                case Spawning spawning ->
                    new Spawned(new Child(42, 1, spawning.tally().incarnation()));
                case Launching launching -> new Exited(launching.program().incarnation(), CRASH);
                case Sweeping sweeping -> new FamilyGone(sweeping.program().incarnation());
                case Waiting waiting -> new DeadlinePassed(waiting.deadlineNanos());
                case ProcessState.Held _,
                        ProcessState.Preparing _,
                        Stopped _,
                        Completed _,
                        Errored _,
                        Scheduled _,
                        Online _,
                        Stopping _ -> throw new AssertionError(state);
            };
            state = step(Goal.UP, state, event).next();
        }

        assertThat(restarts).isEqualTo(16);
        assertThat(state).isInstanceOf(Errored.class);
        assertThat(state.tally().reason()).isEqualTo("exit 1; given up after 16 unstable restarts");
    }

    @Test
    void stopWhileWaiting_stopsAtOnce() {
        assertThat(step(Goal.DOWN, WAITING, new GoalChanged())).isEqualTo(Transition.to(new Stopped(LIFE_3)));
    }

    @Test
    void restartWhileOnline_endsInANewLife() {
        ProcessState stopping =
                step(Goal.UP, ONLINE, new RestartAsked(RestartCause.BY_USER)).next();
        ProcessState sweeping = step(Goal.UP, stopping, new Exited(3, new ExitStatus.Signal(15)))
                .next();

        assertThat(step(Goal.UP, sweeping, new FamilyGone(3)))
                .isEqualTo(Transition.to(new Spawning(new Tally(4, 3, 0, "restarted by user")), new Effect.Spawn(4)));
    }

    /** The state after a restart for that cause, the program's end and the end of its family. */
    private static ProcessState restarted(RestartPolicy policy, RestartCause cause) {
        ProcessState stopping = step(policy, ONLINE, new RestartAsked(cause)).next();
        ProcessState sweeping =
                step(policy, stopping, new Exited(3, new ExitStatus.Signal(15))).next();
        return step(policy, sweeping, new FamilyGone(3)).next();
    }

    @Test
    void restartForACause_tellsIt() {
        RestartCause cause = RestartCause.of(RestartCause.Kind.WATCH, "src/app.js");

        assertThat(restarted(RestartPolicy.DEFAULT, cause))
                .isEqualTo(new Spawning(new Tally(4, 3, 0, "watch: src/app.js")));
    }

    @Test
    void restartForAFault_countsLikeACrash() {
        RestartCause cause = RestartCause.of(RestartCause.Kind.MEMORY, "312M of 256M");
        Tally tally = new Tally(3, 2, 2, "memory: 312M of 256M");

        assertThat(restarted(RestartPolicy.DEFAULT, cause)).isEqualTo(new Waiting(tally, NOW + 50_000));
        assertThat(restarted(RestartPolicy.DEFAULT.withMode(RestartPolicy.Mode.NEVER), cause))
                .isEqualTo(new Errored(tally));
    }

    @Test
    void firstCauseOfARestart_isToldUnlessAUserAsksToo() {
        RestartCause watch = RestartCause.of(RestartCause.Kind.WATCH, "a");
        RestartCause age = RestartCause.of(RestartCause.Kind.MAX_AGE, "1d");
        ProcessState stopping = step(Goal.UP, ONLINE, new RestartAsked(watch)).next();

        assertThat(step(Goal.UP, stopping, new RestartAsked(age)).next()).isEqualTo(stopping);
        assertThat(((Stopping) step(Goal.UP, stopping, new RestartAsked(RestartCause.BY_USER))
                                .next())
                        .cause())
                .hasValue(RestartCause.BY_USER);
    }

    @Test
    void stopWhileSweepingAfterACrash_endsStopped() {
        assertThat(step(Goal.DOWN, SWEEPING, new FamilyGone(3)).next()).isInstanceOf(Stopped.class);
    }

    @Test
    void restartWhileSweeping_isAnotherLifeWhateverThePolicySays() {
        RestartPolicy never = RestartPolicy.DEFAULT.withMode(RestartPolicy.Mode.NEVER);
        Transition asked = step(never, SWEEPING, new RestartAsked(RestartCause.BY_USER));
        assertThat(asked.effects()).isEmpty();
        assertThat(step(never, asked.next(), new FamilyGone(3)).next()).isInstanceOf(Spawning.class);
    }

    @Test
    void killedOnStop_saysSo() {
        End end = new End(new ExitStatus.Signal(9), End.Cause.ASKED, Optional.empty(), 0);
        Sweeping killed = new Sweeping(LIFE_3, CHILD, end, Force.KILL, LATER);

        assertThat(step(Goal.DOWN, killed, new FamilyGone(3)).next().tally().reason())
                .isEqualTo("killed, did not end within its grace period");
    }

    @Test
    void policies_decideWhatFollowsAnEnd() {
        RestartPolicy never = RestartPolicy.DEFAULT.withMode(RestartPolicy.Mode.NEVER);
        RestartPolicy onFailure = RestartPolicy.DEFAULT.withMode(RestartPolicy.Mode.ON_FAILURE);
        Sweeping succeeded = sweeping(SUCCESS, End.Cause.BY_ITSELF, 0);

        assertThat(step(never, succeeded, new FamilyGone(3)).next()).isInstanceOf(Completed.class);
        assertThat(step(never, SWEEPING, new FamilyGone(3)).next()).isInstanceOf(Errored.class);
        assertThat(step(onFailure, succeeded, new FamilyGone(3)).next()).isInstanceOf(Completed.class);
        assertThat(step(onFailure, SWEEPING, new FamilyGone(3)).next()).isInstanceOf(Waiting.class);
    }

    @Test
    void restartDelay_isWhatEveryRestartWaitsAtLeast() {
        RestartPolicy policy = RestartPolicy.DEFAULT.withDelay(Duration.ofSeconds(3));
        assertThat(step(policy, sweeping(CRASH, End.Cause.BY_ITSELF, 0), new FamilyGone(3))
                        .next())
                .isEqualTo(new Waiting(
                        new Tally(3, 2, 2, "exit 1"),
                        NOW + Duration.ofSeconds(3).toNanos()));
        RestartPolicy slower = policy.withBackoff(new Backoff(Duration.ofSeconds(9), Duration.ofSeconds(9), 1, 0));
        assertThat(step(slower, sweeping(CRASH, End.Cause.BY_ITSELF, 0), new FamilyGone(3))
                        .next()
                        .deadline())
                .hasValue(NOW + Duration.ofSeconds(9).toNanos());
    }

    @Test
    void stopExitCode_completesInEveryMode() {
        for (RestartPolicy.Mode mode : RestartPolicy.Mode.values()) {
            RestartPolicy policy = RestartPolicy.DEFAULT.withMode(mode).withStopExitCodes(List.of(1, 7));
            assertThat(step(policy, sweeping(CRASH, End.Cause.BY_ITSELF, 0), new FamilyGone(3))
                            .next())
                    .isEqualTo(new Completed(new Tally(3, 2, 2, "exit 1"), CRASH));
        }
    }

    @Test
    void noBackoff_restartsAtOnceEveryTime() {
        Backoff none = new Backoff(Duration.ZERO, Duration.ZERO, 1, 0);
        RestartPolicy policy = RestartPolicy.DEFAULT.withBackoff(none);

        assertThat(step(policy, SWEEPING, new FamilyGone(3)).next()).isInstanceOf(Spawning.class);
    }
}
