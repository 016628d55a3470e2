package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.Hooks;
import dev.velos.core.process.Hooks.Moment;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ProcessStatus;
import dev.velos.daemon.OnStage;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.SpawnRequest;
import dev.velos.daemon.os.fake.FakeBackend.Spawned;
import dev.velos.daemon.supervise.ProcessState.Errored;
import dev.velos.daemon.supervise.ProcessState.Online;
import dev.velos.daemon.supervise.ProcessState.Preparing;
import dev.velos.daemon.supervise.ProcessState.Stopped;
import dev.velos.daemon.supervise.ProcessState.Stopping;
import dev.velos.daemon.supervise.ProcessState.Waiting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HooksTest extends OnStage {
    @AfterEach
    void endHooks() {
        stage.supervisor
                .all()
                .forEach(process ->
                        stage.supervisor.respec(process, process.spec().withHooks(_ -> Hooks.NONE)));
        stage.backend.running().stream().filter(it -> isHook(it.pid())).forEach(it -> it.end(0));
        stage.turn();
    }

    private boolean isHook(long pid) {
        return stage.backend.spawned().stream()
                .anyMatch(spawned ->
                        spawned.pid() == pid && spawned.request().executable().equals("/bin/sh"));
    }

    private static ProcessSpec spec(Moment moment) {
        return Stage.spec("api").withHooks(it -> it.with(moment, "prepare").withTimeout(Duration.ofSeconds(10)));
    }

    private SpawnRequest last() {
        return stage.backend.spawned().getLast().request();
    }

    /** Ends the hook that runs. */
    private void end(int code) {
        Spawned hook = stage.backend.spawned().getLast();
        assertThat(hook.request().executable()).isEqualTo("/bin/sh");
        stage.backend.exit(hook.pid(), code << 8);
    }

    @Test
    void beforeStart_comesBeforeTheProgramWithItsEnvironmentAndLogs() {
        ManagedProcess process = stage.start(spec(Moment.BEFORE_START));
        assertThat(process.state()).isInstanceOf(Preparing.class);
        assertThat(process.state().status()).isEqualTo(ProcessStatus.LAUNCHING);
        assertThat(last().argv()).endsWith("prepare");
        assertThat(last().environment().entries())
                .contains("VELOS_NAME=api", "VELOS_HOOK=before_start")
                .filteredOn(it -> it.startsWith("VELOS_MARK="))
                .containsExactly("VELOS_MARK=" + folder + "//hook/api:0");
        assertThat(List.of(last().stdout(), last().stderr()))
                .isEqualTo(process.capture().pipes());
        end(0);
        stage.until(process, Online.class);
        assertThat(stage.backend.spawned()).hasSize(2);
    }

    @Test
    void beforeStartThatFails_startsNothingAndSaysWhy() {
        ManagedProcess process = stage.start(spec(Moment.BEFORE_START));
        end(3);
        stage.until(process, Errored.class);
        assertThat(process.state().tally().reason()).isEqualTo("its before_start hook has failed: exit 3");
        assertThat(stage.backend.spawned()).hasSize(1);
    }

    @Test
    void beforeStartOfARestartThatFails_isTriedAgain() {
        ManagedProcess process = stage.start(spec(Moment.BEFORE_START));
        end(0);
        stage.until(process, Online.class);
        stage.backend.exit(Stage.pid(process), 1 << 8);
        stage.until(process, Preparing.class);
        end(1);
        stage.until(
                "it tries again",
                () -> process.state() instanceof Waiting
                        || process.state().tally().incarnation() > 2);
        assertThat(process.state().tally().reason()).contains("before_start hook has failed");
        stage.until(process, Preparing.class);
        end(0);
        stage.until(process, Online.class);
    }

    @Test
    void hookThatHangs_isKilledAndSaid() {
        ManagedProcess process = stage.start(spec(Moment.BEFORE_START));
        long hook = stage.backend.lastPid();
        stage.pass(Duration.ofSeconds(11));
        assertThat(process.state()).isInstanceOf(Errored.class);
        assertThat(process.state().tally().reason())
                .isEqualTo("its before_start hook did not end within 10s, and was killed");
        assertThat(stage.backend.running()).noneMatch(it -> it.pid() == hook);
    }

    @Test
    void stopWhileAHookRuns_endsTheHook() {
        ManagedProcess process = stage.start(spec(Moment.BEFORE_START));
        stage.supervisor.wish(process, Goal.DOWN);
        assertThat(process.state()).isInstanceOf(Stopped.class);
        stage.turn();
        assertThat(stage.backend.running()).isEmpty();
        assertThat(stage.supervisor.runsNoHooks()).isTrue();
    }

    @Test
    void beforeStop_comesBeforeTheSignal() {
        ManagedProcess process = stage.startOnline(spec(Moment.BEFORE_STOP));
        long program = Stage.pid(process);
        stage.supervisor.wish(process, Goal.DOWN);
        assertThat(process.state()).isInstanceOf(Stopping.class);
        assertThat(stage.backend.signals()).isEmpty();
        assertThat(last().environment().entries()).contains("VELOS_HOOK=before_stop", "VELOS_PID=" + program);
        end(1);
        stage.until(process, Stopped.class);
        assertThat(stage.backend.signals()).isNotEmpty();
    }

    @Test
    void beforeStopThatHangs_delaysTheStopOnly() {
        ManagedProcess process = stage.startOnline(spec(Moment.BEFORE_STOP));
        stage.supervisor.wish(process, Goal.DOWN);
        stage.pass(Duration.ofSeconds(11));
        assertThat(process.state()).isInstanceOf(Stopped.class);
    }

    @Test
    void programThatEndsDuringBeforeStop_isStopped() {
        ManagedProcess process = stage.startOnline(spec(Moment.BEFORE_STOP));
        stage.supervisor.wish(process, Goal.DOWN);
        stage.backend.exit(Stage.pid(process), 0);
        stage.until(process, Stopped.class);
    }

    @Test
    void afterStart_comesWhenItIsUp() {
        stage.startOnline(spec(Moment.AFTER_START));
        assertThat(last().environment().entries()).contains("VELOS_HOOK=after_start");
        end(1);
        stage.until("the hook is over", () -> stage.supervisor.runsNoHooks());
        assertThat(stage.process("api").state()).isInstanceOf(Online.class);
    }

    @Test
    void afterStop_comesAfterEachEnd() {
        ManagedProcess process = stage.startOnline(spec(Moment.AFTER_STOP));
        stage.backend.exit(Stage.pid(process), 1 << 8);
        stage.until(
                "it runs again", () -> process.state().tally().incarnation() == 2 && process.state() instanceof Online);
        assertThat(stage.backend.spawned())
                .extracting(spawned -> spawned.request().executable())
                .containsExactly("/bin/true", "/bin/sh", "/bin/true");
    }

    @Test
    void daemonThatDiesDuringAHook_isFollowedByOneThatBeginsItAnew() {
        stage.start(spec(Moment.BEFORE_START));
        long hook = stage.backend.lastPid();
        stage.killAndStartAnew();
        ManagedProcess process = stage.process("api");
        stage.until(process, Preparing.class);
        assertThat(stage.backend.running()).noneMatch(it -> it.pid() == hook);
        end(0);
        stage.until(process, Online.class);
    }

    @Test
    void daemonThatDiesDuringBeforeStop_isFollowedByOneThatStops() {
        ManagedProcess process = stage.startOnline(spec(Moment.BEFORE_STOP));
        stage.supervisor.wish(process, Goal.DOWN);
        stage.killAndStartAnew();
        stage.until(stage.process("api"), Stopped.class);
    }

    @Test
    void programThatWasTakenOver_isNotStartedASecondTime() {
        stage.startOnline(spec(Moment.AFTER_START));
        end(0);
        stage.turn();
        int spawned = stage.backend.spawned().size();
        stage.killAndStartAnew();
        stage.until(stage.process("api"), Online.class);
        stage.turn();
        assertThat(stage.backend.spawned()).hasSize(spawned);
    }
}
