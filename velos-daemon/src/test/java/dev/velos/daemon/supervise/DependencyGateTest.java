package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.Dependencies;
import dev.velos.core.process.Dependencies.Condition;
import dev.velos.core.process.HealthPolicy;
import dev.velos.core.process.InternetAddress;
import dev.velos.core.process.ProbeTarget;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Readiness.Signal;
import dev.velos.core.process.RestartPolicy;
import dev.velos.daemon.OnStage;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.SentSignal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Processes that depend on others. */
class DependencyGateTest extends OnStage {
    private static final ProbeTarget PORT =
            new ProbeTarget.Http(Optional.of(new InternetAddress("127.0.0.1", 3_000)), "/");

    private static ProcessSpec api(Condition condition) {
        return Stage.spec("api").withDependencies(new Dependencies(Map.of(new ProcessName("db"), condition)));
    }

    private void pass() {
        long end = stage.loop.clock().nanos() + Duration.ofSeconds(3).toNanos();
        stage.until("time passes", () -> stage.loop.clock().nanos() >= end);
    }

    private static Unmet held(ManagedProcess process) {
        assertThat(process.state()).isInstanceOf(ProcessState.Held.class);
        return ((ProcessState.Held) process.state()).unmet();
    }

    private void serve(String status) {
        stage.backend.serve(
                3_000, client -> client.send(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void processStarts_whenTheOtherOneIsReady() {
        ManagedProcess api = stage.start(api(Condition.READY));
        assertThat(held(api)).isEqualTo(new Unmet("db is not in the list", true));
        ManagedProcess db = stage.start(Stage.spec("db").withReadiness(it -> it.withSignal(new Signal.Notification())));
        pass();
        assertThat(held(api)).isEqualTo(new Unmet("db not ready", false));
        assertThat(stage.backend.spawned()).hasSize(1);
        stage.backend.post(stage.home.notifySocket(db.id()), "READY=1");
        stage.until(api, ProcessState.Online.class);
        assertThat(api.state().tally()).isEqualTo(new Tally(1, 0, 0, ""));
    }

    @Test
    void processStarts_whenTheOtherOneHasStarted() {
        stage.start(Stage.spec("db").withReadiness(it -> it.withSignal(new Signal.Notification())));
        ManagedProcess api = stage.start(api(Condition.STARTED));
        stage.until(api, ProcessState.Online.class);
    }

    @Test
    void processStarts_whenTheOtherOneIsHealthy() {
        serve("503 No");
        ManagedProcess db = stage.startOnline(Stage.spec("db")
                .withHealth(it ->
                        it.withProbe(PORT).withInterval(Duration.ofSeconds(1)).withAction(HealthPolicy.Action.MARK)));
        ManagedProcess api = stage.start(api(Condition.HEALTHY));
        pass();
        assertThat(held(api).text()).isEqualTo("db not healthy");
        serve("200 OK");
        stage.until(api, ProcessState.Online.class);
        assertThat(db.condition().isUnhealthy()).isFalse();
    }

    @Test
    void processStarts_whenTheOtherOneHasCompleted() {
        ManagedProcess db = stage.start(Stage.spec("db").withRestart(it -> it.withMode(RestartPolicy.Mode.ON_FAILURE)));
        ManagedProcess api = stage.start(api(Condition.COMPLETED));
        stage.until(db, ProcessState.Online.class);
        assertThat(held(api).text()).isEqualTo("db not completed");
        stage.backend.exit(Stage.pid(db), 0);
        stage.until(api, ProcessState.Online.class);
    }

    @Test
    void processWhoseOtherOneFails_saysSo_andStartsWhenThatIsMended() {
        ManagedProcess db = stage.start(Stage.spec("db").withRestart(it -> it.withMode(RestartPolicy.Mode.NEVER)));
        ManagedProcess api = stage.start(api(Condition.READY));
        stage.backend.exit(Stage.pid(db), 1 << 8);
        stage.until(db, ProcessState.Errored.class);
        assertThat(held(api)).isEqualTo(new Unmet("db not ready, it is errored", true));
        stage.supervisor.wish(db, Goal.UP);
        stage.until(api, ProcessState.Online.class);
    }

    @Test
    void circle_isNoSilentHang() {
        ManagedProcess api = stage.start(api(Condition.READY));
        ManagedProcess db = stage.start(
                Stage.spec("db").withDependencies(new Dependencies(Map.of(new ProcessName("api"), Condition.READY))));
        assertThat(held(db)).isEqualTo(new Unmet("api not ready, which depends on it in turn", true));
        assertThat(held(api).isHopeless()).isTrue();
    }

    @Test
    void processThatWaits_canBeStopped() {
        ManagedProcess api = stage.start(api(Condition.READY));
        stage.supervisor.wish(api, Goal.DOWN);
        assertThat(api.state()).isInstanceOf(ProcessState.Stopped.class);
        stage.startOnline("db");
        pass();
        assertThat(api.state()).isInstanceOf(ProcessState.Stopped.class);
    }

    @Test
    void nextDaemon_goesOnWaiting() {
        stage.start(Stage.spec("db").withReadiness(it -> it.withSignal(new Signal.Notification())));
        stage.start(api(Condition.READY));
        stage.killAndStartAnew();
        ManagedProcess api = stage.process("api");
        assertThat(held(api).text()).isEqualTo("db not ready");
        stage.backend.post(stage.home.notifySocket(stage.process("db").id()), "READY=1");
        stage.until(api, ProcessState.Online.class);
        assertThat(api.state().tally().restarts()).isZero();
    }

    @Test
    void stop_isInReverse() {
        ManagedProcess db = stage.startOnline("db");
        ManagedProcess api = stage.startOnline(api(Condition.READY));
        long dbPid = Stage.pid(db);
        long apiPid = Stage.pid(api);
        stage.supervisor.wishDown(List.of(db, api), "user");
        assertThat(db.state()).isInstanceOf(ProcessState.Online.class);
        stage.until(db, ProcessState.Stopped.class);
        assertThat(stage.backend.signals()).extracting(SentSignal::pid).containsSubsequence(apiPid, dbPid);
    }

    @Test
    void stopThatTheDaemonDiesIn_isFinishedByTheNext() {
        ManagedProcess db = stage.startOnline("db");
        ManagedProcess api = stage.startOnline(api(Condition.READY));
        stage.supervisor.wishDown(List.of(db, api), "user");
        stage.killAndStartAnew();
        stage.until(stage.process("db"), ProcessState.Stopped.class);
        stage.until(stage.process("api"), ProcessState.Stopped.class);
    }
}
