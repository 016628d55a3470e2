package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.Backoff;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.process.RestartCause;
import dev.velos.core.process.RestartPolicy;
import dev.velos.daemon.OnStage;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.fake.FakeProcess;
import dev.velos.daemon.os.fake.FakeProgram;
import dev.velos.daemon.os.fake.SentSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisionTest extends OnStage {
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;
    private static final int EXIT_3 = 3 << 8;

    @Test
    void crash_isFollowedByAnotherLife() {
        ManagedProcess process = stage.startOnline("api");
        long first = Stage.pid(process);
        stage.backend.exit(first, EXIT_3);
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        stage.until(process, ProcessState.Online.class);
        assertThat(Stage.pid(process)).isNotEqualTo(first);
        assertThat(process.state().tally()).isEqualTo(new Tally(2, 1, 1, "exit 3"));
    }

    @Test
    void stableLife_endsTheRowOfUnstableOnes() {
        ManagedProcess process = stage.startOnline("api");
        crash(process);
        crash(process);
        assertThat(process.state().tally().unstable()).isEqualTo(2);
        stage.pass(Duration.ofSeconds(2));
        crash(process);
        assertThat(process.state().tally().unstable()).isZero();
        assertThat(process.state().tally().restarts()).isEqualTo(3);
    }

    private void crash(ManagedProcess process) {
        long incarnation = process.state().tally().incarnation();
        stage.backend.exit(Stage.pid(process), EXIT_3);
        stage.until("another life", () -> process.state().tally().incarnation() == incarnation + 1);
        stage.until(process, ProcessState.Online.class);
    }

    @Test
    void restarts_waitAsTheBackoffSaysAndEndAsErrored() {
        List<Long> starts = new ArrayList<>();
        stage.backend.onSpawn(_ -> {
            starts.add(stage.loop.clock().nanos());
            return FakeProgram.exits(1);
        });
        Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofMillis(60), 2, 0);
        ManagedProcess process = stage.start(
                Stage.spec("bad").withRestart(it -> it.withMaxRestarts(6).withBackoff(backoff)));
        stage.until(process, ProcessState.Errored.class);
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < starts.size(); i++) {
            gaps.add((starts.get(i) - starts.get(i - 1)) / 1_000_000);
        }
        assertThat(gaps).containsExactly(0L, 10L, 20L, 40L, 60L, 60L);
        assertThat(process.state().tally().reason()).isEqualTo("exit 1; given up after 6 unstable restarts");
    }

    @Test
    void onFailure_completesAfterExitZero() {
        stage.backend.everyProgram(FakeProgram.exitsAfter(Duration.ofMillis(300), 0));
        ManagedProcess process = stage.start(policy(RestartPolicy.Mode.ON_FAILURE));
        stage.until(process, ProcessState.Completed.class);
        assertThat(process.state().status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(stage.backend.spawned()).hasSize(1);
    }

    @Test
    void never_isErroredAfterACrash() {
        stage.backend.everyProgram(FakeProgram.exitsAfter(Duration.ofMillis(300), 7));
        ManagedProcess process = stage.start(policy(RestartPolicy.Mode.NEVER));
        stage.until(process, ProcessState.Errored.class);
        assertThat(process.state().tally().reason()).isEqualTo("exit 7");
    }

    private static ProcessSpec policy(RestartPolicy.Mode mode) {
        return Stage.spec("job").withRestart(_ -> RestartPolicy.DEFAULT.withMode(mode));
    }

    @Test
    void programThatCannotStart_isErroredAtOnce() {
        stage.backend.everyProgram(FakeProgram.cannotStart(Errno.ENOEXEC, "Exec format error"));
        ManagedProcess process = stage.start(Stage.spec("api"));
        assertThat(process.state()).isInstanceOf(ProcessState.Errored.class);
        assertThat(process.state().tally().reason()).contains("cannot be run: Exec format error");
    }

    @Test
    void programThatCannotStartAgain_isTriedAgain() {
        ManagedProcess process = stage.startOnline("api");
        stage.backend.everyProgram(FakeProgram.cannotStart(Errno.EAGAIN, "Resource temporarily unavailable"));
        stage.backend.exit(Stage.pid(process), EXIT_3);
        stage.until(process, ProcessState.Waiting.class);
        stage.backend.everyProgram(FakeProgram.runs());
        stage.until(process, ProcessState.Online.class);
    }

    @Test
    void stop_isATermToTheGroup() {
        ManagedProcess process = stage.startOnline("api");
        long pid = Stage.pid(process);
        stop(process);
        assertThat(stage.backend.signals()).containsExactly(new SentSignal(pid, SIGTERM, SentSignal.To.GROUP));
        assertThat(process.state().tally().reason()).isEmpty();
    }

    @Test
    void ignoredTerm_isFollowedByKillAfterTheGracePeriod() {
        stage.backend.everyProgram(self -> {
            self.onSignal(FakeProgram.ignores(SIGTERM));
            self.fork().onSignal(FakeProgram.ignores(SIGTERM));
        });
        ManagedProcess process =
                stage.startOnline(Stage.spec("api").withStop(it -> it.withKillTimeout(Duration.ofMillis(1_700))));
        long before = stage.loop.clock().nanos();
        stop(process);
        assertThat(stage.loop.clock().nanos() - before).isBetween(1_700_000_000L, 1_800_000_000L);
        assertThat(process.state().tally().reason()).startsWith("killed");
        assertThat(membersOf("api")).isEmpty();
    }

    @Test
    void memberThatLeftForAnotherSession_isStoppedAsWell() {
        stage.backend.everyProgram(self -> self.forkAway().onSignal(FakeProgram.ignores(SIGTERM)));
        ManagedProcess process = stage.startOnline("api");
        assertThat(membersOf("api")).hasSize(2);
        stop(process);
        assertThat(membersOf("api")).isEmpty();
    }

    @Test
    void doubleFork_isFoundByItsMark() {
        stage.backend.everyProgram(self -> {
            self.forkAway().forkAway().onSignal(FakeProgram.ignores(SIGTERM));
            self.clock().after(Duration.ofMillis(500), () -> self.exit(0));
        });
        ManagedProcess process = stage.startOnline("api");
        long first = Stage.pid(process);
        stage.until(process, ProcessState.Sweeping.class);
        assertThat(membersOf("api")).hasSize(1);
        stage.backend.everyProgram(FakeProgram.runs());
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        assertThat(Stage.pid(process)).isNotEqualTo(first);
        assertThat(membersOf("api")).extracting(FakeProcess::pid).containsExactly(Stage.pid(process));
    }

    @Test
    void strayOfAnEarlierLife_isStoppedWithTheProcess() {
        stage.backend.everyProgram(FakeProcess::forkAway);
        ManagedProcess process = stage.startOnline("api");
        stage.backend.everyProgram(FakeProgram.runs());
        stage.backend.exit(Stage.pid(process), SIGKILL);
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        stage.until(process, ProcessState.Online.class);
        assertThat(membersOf("api")).hasSize(2);
        stop(process);
        assertThat(membersOf("api")).isEmpty();
    }

    @Test
    void strangersAndOtherProcesses_areLeftAlone() {
        FakeProcess stranger = stage.backend.startStranger("VELOS_MARK=elsewhere//api:0/1");
        FakeProcess unmarked = stage.backend.startStranger("PATH=/bin");
        stage.backend.everyProgram(FakeProcess::forkAway);
        ManagedProcess process = stage.startOnline("api");
        ManagedProcess other = stage.startOnline("api2");
        stop(process);
        assertThat(stranger.runs()).isTrue();
        assertThat(unmarked.runs()).isTrue();
        assertThat(other.state()).isInstanceOf(ProcessState.Online.class);
        assertThat(membersOf("api2")).hasSize(2);
    }

    @Test
    void childOfAWrapperThatEndsAtOnce_isToldOnceOnly() {
        List<Integer> told = new ArrayList<>();
        stage.backend.everyProgram(self -> self.fork().onSignal(new Patient(told)));
        ManagedProcess process = stage.startOnline("api");
        stop(process);
        assertThat(told).containsExactly(SIGTERM);
    }

    /** Drains its connections for a second after SIGTERM. */
    private record Patient(List<Integer> told) implements FakeProgram {
        @Override
        public void started(FakeProcess self) {}

        @Override
        public void signalled(FakeProcess self, int signal) {
            told.add(signal);
            self.clock().after(Duration.ofSeconds(1), () -> self.exit(0));
        }
    }

    @Test
    void familyThatNothingEnds_isLookedAtBySteadyMeans() {
        stage.backend.everyProgram(self -> {
            self.forkAway().onSignal(FakeProgram.ignores(SIGTERM));
            self.clock().after(Duration.ofMillis(100), () -> self.exit(0));
        });
        stage.backend.immortal(true);
        ManagedProcess process = stage.startOnline("api");
        stage.until(process, ProcessState.Sweeping.class);
        stage.pass(Duration.ofSeconds(60));
        assertThat(process.state()).isInstanceOf(ProcessState.Sweeping.class);
        int before = stage.backend.looks();
        stage.pass(Duration.ofSeconds(1));
        assertThat(stage.backend.looks() - before).isLessThan(100);
        stage.backend.immortal(false);
    }

    @Test
    void endThatLeavesNobodyBehind_needsNoLookAtTheMachine() {
        stage.backend.everyProgram(self -> self.clock().after(Duration.ofSeconds(2), () -> self.exit(0)));
        ManagedProcess process = stage.startOnline("api");
        stage.startOnline("web");
        int before = stage.backend.looks();
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        assertThat(stage.backend.looks()).isEqualTo(before);
    }

    @Test
    void restart_isATermAndAnotherLife() {
        ManagedProcess process = stage.startOnline("api");
        long first = Stage.pid(process);
        stage.supervisor.restart(process, RestartCause.BY_USER);
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        stage.until(process, ProcessState.Online.class);
        assertThat(stage.backend.signals()).contains(new SentSignal(first, SIGTERM, SentSignal.To.GROUP));
        assertThat(process.state().tally()).isEqualTo(new Tally(2, 1, 0, "restarted by user"));
    }

    @Test
    void stopWhileWaiting_isAtOnce() {
        stage.backend.everyProgram(FakeProgram.exits(1));
        ManagedProcess process = stage.start(Stage.spec("api")
                .withRestart(it -> it.withBackoff(new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(5), 1, 0))
                        .withMaxRestarts(5)));
        stage.until(process, ProcessState.Waiting.class);
        stop(process);
        int spawned = stage.backend.spawned().size();
        stage.pass(Duration.ofSeconds(20));
        assertThat(stage.backend.spawned()).hasSize(spawned);
    }

    @Test
    void programsStarted_knowTheirNameAndMark() {
        stage.startOnline("api");
        assertThat(stage.backend.spawned().getFirst().request().environment().entries())
                .contains(
                        "VELOS_NAME=api",
                        "VELOS_INSTANCE_ID=0",
                        "VELOS_ID=0",
                        "NODE_APP_INSTANCE=0",
                        "VELOS_MARK=" + folder + "//api:0/1");
    }

    @Test
    void lastWordsOfAProgram_areInItsLog() {
        stage.backend.everyProgram(self -> {
            self.print("x".repeat(300_000) + "\n");
            self.printError("last words\n");
            self.exit(1);
        });
        ManagedProcess process = stage.start(policy(RestartPolicy.Mode.NEVER));
        stage.until(process, ProcessState.Errored.class);
        assertThat(process.capture().outLog()).hasSize(300_001);
        assertThat(process.capture().lastLines(3)).containsExactly("last words");
    }

    @Test
    void manyCycles_leaveNothing() {
        stage.turn();
        for (int i = 0; i < 200; i++) {
            ManagedProcess process = stage.startOnline("api");
            stage.backend.print(Stage.pid(process), "hello\n");
            stage.backend.printError(Stage.pid(process), "hello\n");
            stop(process);
            stage.supervisor.remove(process);
            stage.turn();
            assertThat(stage.backend.openHandles()).as("cycle " + i).hasSize(1);
        }
        assertThat(stage.backend.running()).hasSizeLessThanOrEqualTo(8);
        assertThat(stage.home.run().toFile().list()).containsExactlyInAnyOrder("journal", "staging");
    }

    private void stop(ManagedProcess process) {
        stage.supervisor.wish(process, Goal.DOWN);
        stage.until(process, ProcessState.Stopped.class);
    }

    private List<FakeProcess> membersOf(String name) {
        return stage.backend.running().stream()
                .filter(process -> stage.backend
                        .table()
                        .variable(process.pid(), "VELOS_NAME")
                        .filter(name::equals)
                        .isPresent())
                .toList();
    }
}
