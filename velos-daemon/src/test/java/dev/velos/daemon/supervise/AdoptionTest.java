package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.process.Backoff;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.RestartCause;
import dev.velos.core.process.RestartPolicy;
import dev.velos.daemon.OnStage;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.FakeProcess;
import dev.velos.daemon.os.fake.FakeProgram;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdoptionTest extends OnStage {
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    @AfterEach
    void letCallsPass() {
        stage.backend.onCall(() -> {});
    }

    @Test
    void runningProgram_goesOnUnderTheSamePid() {
        ManagedProcess process = stage.startOnline("api");
        crash(process);
        long pid = Stage.pid(process);
        stage.killAndStartAnew();
        ManagedProcess adopted = stage.process("api");
        assertThat(adopted.state()).isInstanceOf(ProcessState.Online.class);
        assertThat(Stage.pid(adopted)).isEqualTo(pid);
        assertThat(adopted.isAdopted()).isTrue();
        assertThat(adopted.id()).isEqualTo(process.id());
        assertThat(adopted.state().tally()).isEqualTo(new Tally(2, 1, 1, "exit 1"));
        assertThat(stage.backend.spawned()).hasSize(2);
        assertThat(stage.backend.signals()).allMatch(signal -> signal.pid() != pid);
    }

    @Test
    void adoptedProgramThatEnds_isRestarted() {
        stage.startOnline("api");
        stage.killAndStartAnew();
        ManagedProcess adopted = stage.process("api");
        stage.backend.exit(Stage.pid(adopted), SIGKILL);
        stage.until("another life", () -> adopted.state().tally().incarnation() == 2);
        stage.until(adopted, ProcessState.Online.class);
        assertThat(adopted.state().tally().reason()).isEqualTo("exit status unknown, adopted");
        assertThat(adopted.isAdopted()).isFalse();
    }

    @Test
    void programThatEndedMeanwhile_isRestarted() {
        long pid = Stage.pid(stage.startOnline("api"));
        stage.killAndStartAnew(() -> stage.backend.exit(pid, SIGKILL));
        ManagedProcess adopted = stage.process("api");
        stage.until(adopted, ProcessState.Online.class);
        assertThat(adopted.state().tally().incarnation()).isEqualTo(2);
        assertThat(adopted.state().tally().restarts()).isEqualTo(1);
    }

    @Test
    void pidThatSomebodyElseHasNow_isLeftAlone() {
        long pid = Stage.pid(stage.startOnline("api"));
        FakeProcess[] others = new FakeProcess[2];
        stage.killAndStartAnew(() -> {
            stage.backend.exit(pid, SIGKILL);
            stage.backend.advance(Duration.ofSeconds(1));
            stage.backend.nextPidIs(pid);
            others[0] = stage.backend.startStranger("PATH=/bin");
            others[1] = others[0].fork();
        });
        assertThat(others[0].pid()).isEqualTo(pid);
        ManagedProcess adopted = stage.process("api");
        stage.until(adopted, ProcessState.Online.class);
        assertThat(Stage.pid(adopted)).isNotEqualTo(pid);
        assertThat(others).allMatch(FakeProcess::runs);
    }

    @Test
    void familyOfAProgramThatEndedMeanwhile_isToldToEnd() {
        stage.backend.everyProgram(FakeProcess::fork);
        long pid = Stage.pid(stage.startOnline("api"));
        stage.backend.everyProgram(FakeProgram.runs());
        stage.killAndStartAnew(() -> stage.backend.exit(pid, SIGKILL));
        ManagedProcess adopted = stage.process("api");
        stage.until(adopted, ProcessState.Online.class);
        assertThat(programs()).extracting(FakeProcess::pid).containsExactly(Stage.pid(adopted));
    }

    @Test
    void programSpawnedButNotWrittenDown_isFoundByItsMark() {
        stage.backend.everyProgram(self -> {
            self.forkAway();
            throw new DaemonDied();
        });
        assertThatThrownBy(() -> stage.start(Stage.spec("api"))).isInstanceOf(DaemonDied.class);
        long pid = stage.backend.firstLeader();
        stage.backend.everyProgram(FakeProgram.runs());
        stage.killAndStartAnew();
        ManagedProcess adopted = stage.process("api");
        assertThat(adopted.state()).isInstanceOf(ProcessState.Online.class);
        assertThat(Stage.pid(adopted)).isEqualTo(pid);
        assertThat(stage.backend.spawned()).hasSize(1);
    }

    @Test
    void programThatWasAboutToBeSpawned_isSpawnedOnce() {
        stage.backend.onSpawn(_ -> {
            throw new DaemonDied();
        });
        assertThatThrownBy(() -> stage.start(Stage.spec("api"))).isInstanceOf(DaemonDied.class);
        stage.backend.everyProgram(FakeProgram.runs());
        stage.killAndStartAnew();
        ManagedProcess adopted = stage.process("api");
        stage.until(adopted, ProcessState.Online.class);
        assertThat(adopted.state().tally()).isEqualTo(new Tally(1, 0, 0, ""));
        assertThat(stage.backend.spawned()).hasSize(1);
    }

    @Test
    void launchingProgram_isOnline() {
        stage.backend.everyProgram(self -> self.works(true));
        ManagedProcess process = stage.start(Stage.spec("api"));
        stage.turn();
        long pid = Stage.pid(process);
        stage.killAndStartAnew();
        assertThat(stage.process("api").state()).isInstanceOf(ProcessState.Online.class);
        assertThat(Stage.pid(stage.process("api"))).isEqualTo(pid);
    }

    @Test
    void stoppingProgram_isStoppedWithinItsGracePeriod() {
        stage.backend.everyProgram(FakeProgram.ignores(SIGTERM));
        ManagedProcess process = stage.startOnline("api");
        stage.supervisor.wish(process, Goal.DOWN);
        stage.killAndStartAnew();
        ManagedProcess adopted = stage.process("api");
        assertThat(adopted.state()).isInstanceOf(ProcessState.Stopping.class);
        stage.until(adopted, ProcessState.Stopped.class);
        assertThat(programs()).isEmpty();
        assertThat(stage.backend.spawned()).hasSize(1);
    }

    @Test
    void restartingProgram_getsItsOtherLife() {
        stage.backend.everyProgram(FakeProgram.ignores(SIGTERM));
        ManagedProcess process = stage.startOnline("api");
        stage.supervisor.restart(process, RestartCause.BY_USER);
        stage.killAndStartAnew();
        ManagedProcess adopted = stage.process("api");
        stage.until("another life", () -> adopted.state().tally().incarnation() == 2);
        stage.until(adopted, ProcessState.Online.class);
        assertThat(programs()).hasSize(1);
    }

    @Test
    void stoppingProgramThatEndedMeanwhile_leavesItsFamilyTheGracePeriod() {
        stage.backend.everyProgram(self -> {
            self.onSignal(FakeProgram.ignores(SIGTERM));
            self.fork().onSignal(FakeProgram.ignores(SIGTERM));
        });
        ManagedProcess process = stage.startOnline("api");
        long pid = Stage.pid(process);
        stage.supervisor.wish(process, Goal.DOWN);
        stage.killAndStartAnew(() -> stage.backend.exit(pid, 0));
        ManagedProcess adopted = stage.process("api");
        stage.pass(Duration.ofSeconds(4));
        assertThat(programs()).hasSize(1);
        stage.until(adopted, ProcessState.Stopped.class);
        assertThat(programs()).isEmpty();
    }

    @Test
    void waitingProcess_waitsOn() {
        stage.backend.everyProgram(FakeProgram.exits(1));
        Backoff backoff = new Backoff(Duration.ofSeconds(4), Duration.ofSeconds(4), 1, 0);
        ManagedProcess process = stage.start(
                Stage.spec("api").withRestart(it -> it.withMaxRestarts(9).withBackoff(backoff)));
        stage.until(process, ProcessState.Waiting.class);
        int spawned = stage.backend.spawned().size();
        stage.killAndStartAnew();
        ManagedProcess adopted = stage.process("api");
        assertThat(adopted.state()).isInstanceOf(ProcessState.Waiting.class);
        assertThat(adopted.state().tally()).isEqualTo(process.state().tally());
        stage.pass(Duration.ofSeconds(3));
        assertThat(stage.backend.spawned()).hasSize(spawned);
        stage.pass(Duration.ofSeconds(2));
        assertThat(stage.backend.spawned()).hasSize(spawned + 1);
    }

    @Test
    void sweptFamilyOfACompletedJob_doesNotRunItAgain() {
        stage.backend.everyProgram(self -> {
            self.fork().onSignal(FakeProgram.ignores(SIGTERM));
            self.clock().after(Duration.ofMillis(100), () -> self.exit(0));
        });
        ManagedProcess process = stage.start(
                Stage.spec("job").withRestart(_ -> RestartPolicy.DEFAULT.withMode(RestartPolicy.Mode.ON_FAILURE)));
        stage.until(process, ProcessState.Sweeping.class);
        stage.killAndStartAnew();
        ManagedProcess adopted = stage.process("job");
        stage.until(adopted, ProcessState.Completed.class);
        assertThat(stage.backend.spawned()).hasSize(1);
        assertThat(programs()).isEmpty();
    }

    @Test
    void whatIsDown_staysDown() {
        ManagedProcess stopped = stage.startOnline("stopped");
        stage.supervisor.wish(stopped, Goal.DOWN);
        stage.until(stopped, ProcessState.Stopped.class);
        RestartPolicy never = RestartPolicy.DEFAULT.withMode(RestartPolicy.Mode.NEVER);
        stage.backend.everyProgram(FakeProgram.exitsAfter(Duration.ofMillis(100), 0));
        ProcessSpec job = Stage.spec("completed").withRestart(_ -> never);
        stage.until(stage.start(job), ProcessState.Completed.class);
        stage.backend.everyProgram(FakeProgram.exitsAfter(Duration.ofMillis(100), 3));
        ProcessSpec bad = Stage.spec("errored").withRestart(_ -> never);
        stage.until(stage.start(bad), ProcessState.Errored.class);
        int spawned = stage.backend.spawned().size();
        stage.killAndStartAnew();
        stage.pass(Duration.ofSeconds(1));
        assertThat(stage.process("stopped").state()).isInstanceOf(ProcessState.Stopped.class);
        assertThat(stage.process("completed").state()).isInstanceOf(ProcessState.Completed.class);
        assertThat(stage.process("errored").state()).isInstanceOf(ProcessState.Errored.class);
        assertThat(stage.process("errored").state().tally().reason()).isEqualTo("exit 3");
        assertThat(stage.backend.spawned()).hasSize(spawned);
    }

    @Test
    void afterAReboot_whatRanRunsAnewAndNobodyIsSignalled() {
        stage.startOnline("api");
        ManagedProcess stopped = stage.startOnline("stopped");
        stage.supervisor.wish(stopped, Goal.DOWN);
        stage.until(stopped, ProcessState.Stopped.class);
        FakeProcess[] stranger = new FakeProcess[1];
        stage.killAndStartAnew(() -> {
            stage.backend.running().forEach(process -> process.dieBy(SIGKILL));
            stage.backend.reboot("second-boot");
            stage.backend.nextPidIs(1001);
            stranger[0] = stage.backend.startStranger("PATH=/bin");
        });
        int signals = stage.backend.signals().size();
        ManagedProcess adopted = stage.process("api");
        stage.until(adopted, ProcessState.Online.class);
        stage.pass(Duration.ofSeconds(1));
        assertThat(Stage.pid(adopted)).isNotEqualTo(1001);
        assertThat(stage.process("stopped").state()).isInstanceOf(ProcessState.Stopped.class);
        assertThat(stranger[0].runs()).isTrue();
        assertThat(stage.backend.signals()).hasSize(signals);
    }

    @Test
    void outputBetweenTwoDaemons_isInTheLog() {
        ManagedProcess process = stage.startOnline("api");
        long pid = Stage.pid(process);
        stage.backend.print(pid, "before\n");
        stage.turn();
        stage.killAndStartAnew(() -> {
            stage.backend.print(pid, "between\n");
            stage.backend.exit(pid, SIGKILL);
        });
        stage.until(stage.process("api"), ProcessState.Online.class);
        assertThat(process.capture().outLog()).hasContent("before\nbetween");
    }

    @Test
    void manyDaemonsOneAfterTheOther_changeNothing() {
        ManagedProcess process = stage.startOnline("api");
        long pid = Stage.pid(process);
        for (int i = 0; i < 30; i++) {
            stage.killAndStartAnew();
            stage.turn();
            stage.turn();
        }
        assertThat(Stage.pid(stage.process("api"))).isEqualTo(pid);
        assertThat(stage.process("api").state().tally()).isEqualTo(new Tally(1, 0, 0, ""));
        assertThat(stage.backend.running()).hasSize(2);
    }

    private void crash(ManagedProcess process) {
        stage.backend.exit(Stage.pid(process), 1 << 8);
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        stage.until(process, ProcessState.Online.class);
    }

    /** Those that run and are no keepers of pipes. */
    private List<FakeProcess> programs() {
        return stage.backend.running().stream()
                .filter(process -> stage.backend
                        .table()
                        .variable(process.pid(), "VELOS_NAME")
                        .isPresent())
                .toList();
    }

    /** Thrown where the daemon is to die. */
    static final class DaemonDied extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
