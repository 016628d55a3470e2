package dev.velos.daemon.supervise;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.Condition;
import dev.velos.core.process.Condition.Health;
import dev.velos.core.process.HealthPolicy;
import dev.velos.core.process.InternetAddress;
import dev.velos.core.process.LinePattern;
import dev.velos.core.process.ProbeTarget;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Readiness.Signal;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.process.StopPolicy;
import dev.velos.daemon.OnStage;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.FakePeer;
import dev.velos.daemon.os.fake.FakeProgram;
import dev.velos.daemon.os.fake.SentSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What programs say and are asked, from their start to their end, also across a daemon's death. */
class AttendanceTest extends OnStage {
    private static final int PORT = 3_000;
    private static final InternetAddress ADDRESS = new InternetAddress("127.0.0.1", PORT);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<FakePeer> clients = new ArrayList<>();

    private static ProcessSpec ready(Signal signal) {
        return Stage.spec("api").withReadiness(it -> it.withSignal(signal).withTimeout(TIMEOUT));
    }

    private static ProcessSpec readyByTcp() {
        return ready(new Signal.Answer(new ProbeTarget.Tcp(ADDRESS)));
    }

    private static ProcessSpec healthy(HealthPolicy.Action action) {
        return Stage.spec("api")
                .withHealth(it -> it.withProbe(new ProbeTarget.Http(Optional.of(ADDRESS), "/"))
                        .withInterval(Duration.ofSeconds(1))
                        .withAction(action));
    }

    private void serve(String status) {
        stage.backend.serve(PORT, client -> {
            clients.add(client);
            client.send(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(US_ASCII));
        });
    }

    /** Lets time pass in small steps, so that no deadline is met before its time. */
    private void pass(Duration time) {
        long end = stage.loop.clock().nanos() + time.toNanos();
        stage.until("time passes", () -> stage.loop.clock().nanos() >= end);
    }

    private boolean say(ManagedProcess process, String datagram) {
        return stage.backend.post(stage.home.notifySocket(process.id()), datagram);
    }

    private FakePeer channel(ManagedProcess process) {
        return stage.backend.channel(stage.home.channelLabel(process.id()));
    }

    private static Health health(ManagedProcess process) {
        return process.condition().health().orElseThrow();
    }

    // readiness

    @Test
    void programWithAProbe_isLaunchingUntilItAnswers() {
        ManagedProcess process = stage.start(readyByTcp());
        pass(Duration.ofSeconds(10));
        assertThat(process.state()).isInstanceOf(ProcessState.Launching.class);
        assertThat(process.condition().awaits()).isEqualTo("tcp 127.0.0.1:3000");
        stage.backend.serve(PORT, clients::add);
        stage.until(process, ProcessState.Online.class);
        assertThat(process.condition()).isEqualTo(Condition.NONE);
    }

    @Test
    void programThatIsNotReadyInTime_isEndedAndStartedAgainMoreAndMoreSlowly() {
        ManagedProcess process = stage.start(readyByTcp());
        stage.until("second life", () -> process.state().tally().incarnation() == 2);
        assertThat(process.state().tally())
                .isEqualTo(new Tally(2, 1, 1, "not ready: waited 30s for tcp 127.0.0.1:3000: error 111"));
        stage.until("third life", () -> process.state().tally().incarnation() == 3);
        assertThat(process.state().tally().unstable()).isEqualTo(2);
    }

    @Test
    void programThatIsNotReadyInTime_isAnErrorWhereThePolicyWantsNoRestart() {
        ManagedProcess process = stage.start(readyByTcp().withRestart(it -> it.withMode(RestartPolicy.Mode.NEVER)));
        stage.until(process, ProcessState.Errored.class);
        assertThat(process.state().tally().reason()).startsWith("not ready: waited 30s for tcp");
    }

    @Test
    void programThatDiesBeforeItIsReady_isNotWaitedFor() {
        ManagedProcess process = stage.start(readyByTcp());
        pass(Duration.ofMillis(5));
        stage.backend.exit(Stage.pid(process), 3 << 8);
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        assertThat(process.state().tally().reason()).isEqualTo("exit 3");
    }

    @Test
    void line_isTheSignOfReadiness() {
        ManagedProcess process = stage.start(ready(new Signal.Line(new LinePattern("listening on *:3000"))));
        pass(Duration.ofMillis(5));
        stage.backend.print(Stage.pid(process), "starting\nlistening on port");
        pass(Duration.ofSeconds(2));
        assertThat(process.state()).isInstanceOf(ProcessState.Launching.class);
        stage.backend.printError(Stage.pid(process), "note: listening on [::]:3000 now\n");
        stage.until(process, ProcessState.Online.class);
    }

    @Test
    void notification_isTheSignOfReadiness_andItsStatusIsShown() {
        ManagedProcess process = stage.start(ready(new Signal.Notification()));
        pass(Duration.ofSeconds(2));
        assertThat(say(process, "STATUS=loading")).isTrue();
        stage.until("status", () -> process.condition().says().equals("loading"));
        assertThat(process.state()).isInstanceOf(ProcessState.Launching.class);
        assertThat(stage.backend.spawned().getLast().request().environment().entries())
                .contains("NOTIFY_SOCKET=" + stage.home.notifySocket(process.id()));
        say(process, "READY=1\nSTATUS=serving");
        stage.until(process, ProcessState.Online.class);
        assertThat(process.condition().says()).isEqualTo("serving");
    }

    @Test
    void notificationOfAnotherProcess_isNotTakenForOnesOwn() {
        ManagedProcess one = stage.start(ready(new Signal.Notification()));
        ManagedProcess other = stage.supervisor
                .create(Stage.spec("other").withReadiness(it -> it.withSignal(new Signal.Notification())))
                .getFirst();
        stage.supervisor.wish(other, Goal.UP);
        pass(Duration.ofMillis(5));
        say(other, "READY=1");
        stage.until(other, ProcessState.Online.class);
        assertThat(one.state()).isInstanceOf(ProcessState.Launching.class);
    }

    @Test
    void message_isTheSignOfReadiness() {
        ManagedProcess process = stage.start(ready(new Signal.Message()));
        pass(Duration.ofMillis(5));
        assertThat(stage.backend.spawned().getLast().request().environment().entries())
                .contains("NODE_CHANNEL_FD=3", "NODE_CHANNEL_SERIALIZATION_MODE=json");
        assertThat(stage.backend.spawned().getLast().request().handed()).hasSize(2);
        channel(process).send("{\"type\":\"axm:monitor\"}\n".getBytes(UTF_8));
        pass(Duration.ofSeconds(2));
        assertThat(process.state()).isInstanceOf(ProcessState.Launching.class);
        channel(process).send("\"ready\"\n".getBytes(UTF_8));
        stage.until(process, ProcessState.Online.class);
    }

    @Test
    void variablesOfTheCaller_thatNameItsOwnSocketsAreNotInherited() {
        stage.startOnline(Stage.spec("api")
                .inheriting(java.util.Map.of(
                        "NOTIFY_SOCKET", "/run/x", "NODE_CHANNEL_FD", "7", "VELOS_HANDOVER_FD", "8", "A", "b")));
        assertThat(stage.backend.spawned().getLast().request().environment().entries())
                .contains("A=b")
                .noneMatch(entry -> entry.matches("(NOTIFY_SOCKET|NODE_CHANNEL|VELOS_HANDOVER).*"));
    }

    @Test
    void launchingProcess_isWaitedForByTheNextDaemon() {
        stage.start(readyByTcp());
        pass(Duration.ofMillis(5));
        stage.killAndStartAnew();
        ManagedProcess process = stage.process("api");
        pass(Duration.ofSeconds(5));
        assertThat(process.state()).isInstanceOf(ProcessState.Launching.class);
        stage.backend.serve(PORT, clients::add);
        stage.until(process, ProcessState.Online.class);
        assertThat(process.isAdopted()).isTrue();
    }

    @Test
    void onlineProcess_staysOnlineForTheNextDaemon_andIsNotAskedAgain() {
        stage.backend.serve(PORT, clients::add);
        stage.startOnline(readyByTcp());
        stage.backend.serveNoMore(PORT);
        stage.killAndStartAnew();
        assertThat(stage.process("api").state()).isInstanceOf(ProcessState.Online.class);
    }

    @Test
    void nextDaemon_hearsNotificationsAndMessages() {
        stage.start(ready(new Signal.Notification()).withStop(it -> it.withManner(StopPolicy.Manner.MESSAGE)));
        pass(Duration.ofMillis(5));
        stage.killAndStartAnew(() -> assertThat(stage.backend.post(stage.home.notifySocket(0), "READY=1"))
                .isFalse());
        ManagedProcess process = stage.process("api");
        assertThat(process.state()).isInstanceOf(ProcessState.Launching.class);
        say(process, "READY=1");
        stage.until(process, ProcessState.Online.class);
        stage.supervisor.wish(process, Goal.DOWN);
        assertThat(channel(process).receive(100)).asString(UTF_8).isEqualTo("\"shutdown\"\n");
    }

    @Test
    void signThatMayHaveBeenGivenWhileNoDaemonWasThere_isNotHeldAgainstAProgram() {
        stage.start(ready(new Signal.Notification()));
        pass(Duration.ofMillis(5));
        stage.killAndStartAnew();
        ManagedProcess process = stage.process("api");
        long pid = Stage.pid(process);
        stage.until(process, ProcessState.Online.class);
        assertThat(Stage.pid(process)).isEqualTo(pid);
    }

    // health

    @Test
    void healthyProgram_isShownAsSuch() {
        serve("200 OK");
        ManagedProcess process = stage.startOnline(healthy(HealthPolicy.Action.RESTART));
        stage.until("healthy", () -> health(process) == Health.HEALTHY);
        pass(Duration.ofSeconds(10));
        assertThat(clients).hasSizeBetween(9, 12);
        assertThat(process.state().tally().restarts()).isZero();
    }

    @Test
    void failingProbes_markAProgramAfterSoManyRetries_untilOneSucceeds() {
        serve("503 No");
        ManagedProcess process = stage.startOnline(healthy(HealthPolicy.Action.MARK));
        stage.until("first failure", () -> !process.condition().problem().isEmpty());
        assertThat(health(process)).isEqualTo(Health.STARTING);
        stage.until("unhealthy", () -> process.condition().isUnhealthy());
        assertThat(clients).hasSize(3);
        assertThat(process.condition().problem()).isEqualTo("http 127.0.0.1:3000/: status 503");
        assertThat(process.state()).isInstanceOf(ProcessState.Online.class);
        serve("200 OK");
        stage.until("healthy", () -> health(process) == Health.HEALTHY);
        assertThat(process.condition().problem()).isEmpty();
    }

    @Test
    void failingProbes_restartAProgramWhereThatIsWanted() {
        serve("500 No");
        ManagedProcess process = stage.startOnline(healthy(HealthPolicy.Action.RESTART));
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        assertThat(process.state().tally().reason()).isEqualTo("unhealthy: http 127.0.0.1:3000/: status 500");
        assertThat(process.condition()).isEqualTo(Condition.NONE);
    }

    @Test
    void probeToAClosedPort_isAFailure() {
        ManagedProcess process = stage.startOnline(healthy(HealthPolicy.Action.MARK));
        stage.until("unhealthy", () -> process.condition().isUnhealthy());
        assertThat(process.condition().problem()).isEqualTo("http 127.0.0.1:3000/: error 111");
    }

    @Test
    void failuresInTheStartPeriod_doNotCount() {
        serve("503 No");
        ManagedProcess process = stage.startOnline(
                healthy(HealthPolicy.Action.RESTART).withHealth(it -> it.withStartPeriod(Duration.ofSeconds(60))));
        pass(Duration.ofSeconds(50));
        assertThat(process.state().tally().restarts()).isZero();
        assertThat(health(process)).isEqualTo(Health.STARTING);
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
    }

    @Test
    void stoppedProcess_isNotAskedAnyMore() {
        serve("200 OK");
        ManagedProcess process = stage.startOnline(healthy(HealthPolicy.Action.RESTART));
        stage.supervisor.wish(process, Goal.DOWN);
        stage.until(process, ProcessState.Stopped.class);
        clients.clear();
        pass(Duration.ofSeconds(10));
        assertThat(clients).isEmpty();
        assertThat(process.condition()).isEqualTo(Condition.NONE);
    }

    @Test
    void otherProbe_isUsedAtOnceAndNeedsNoRestart() {
        serve("503 No");
        ManagedProcess process = stage.startOnline(healthy(HealthPolicy.Action.MARK));
        stage.until("unhealthy", () -> process.condition().isUnhealthy());
        stage.supervisor.respec(process, Stage.spec("api"));
        assertThat(process.condition().health()).isEmpty();
        assertThat(process.state()).isInstanceOf(ProcessState.Online.class);
        stage.supervisor.respec(process, healthy(HealthPolicy.Action.MARK));
        assertThat(health(process)).isEqualTo(Health.STARTING);
        assertThat(process.state().tally().incarnation()).isEqualTo(1);
    }

    @Test
    void nextDaemon_asksAgain() {
        serve("503 No");
        stage.startOnline(healthy(HealthPolicy.Action.MARK));
        stage.killAndStartAnew();
        ManagedProcess process = stage.process("api");
        stage.until("unhealthy", () -> process.condition().isUnhealthy());
    }

    // watchdog

    private static ProcessSpec watched() {
        return Stage.spec("api").withHealth(it -> it.withWatchdog(Duration.ofSeconds(10)));
    }

    @Test
    void programThatSaysInTimeThatItIsWell_livesOn() {
        ManagedProcess process = stage.startOnline(watched());
        assertThat(stage.backend.spawned().getLast().request().environment().entries())
                .contains("WATCHDOG_USEC=10000000");
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(8));
            say(process, "WATCHDOG=1");
        }
        assertThat(process.state().tally().restarts()).isZero();
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        assertThat(process.state().tally().reason()).isEqualTo("watchdog: no WATCHDOG=1 for 10s");
    }

    @Test
    void watchdogThatIsTriggered_bitesAtOnce() {
        ManagedProcess process = stage.startOnline(watched());
        say(process, "WATCHDOG=trigger");
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        assertThat(process.state().tally().reason()).isEqualTo("watchdog: it says so itself");
    }

    @Test
    void programThatStopsItself_isNotWatchedAnyMore() {
        ManagedProcess process = stage.startOnline(watched());
        say(process, "STOPPING=1");
        pass(Duration.ofSeconds(60));
        assertThat(process.state().tally().restarts()).isZero();
    }

    @Test
    void afterADaemonsDeath_theWatchBeginsWithTheFirstSign() {
        stage.startOnline(watched());
        stage.killAndStartAnew();
        ManagedProcess process = stage.process("api");
        pass(Duration.ofSeconds(60));
        assertThat(process.state().tally().restarts()).isZero();
        say(process, "WATCHDOG=1");
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
    }

    // shutdown by message

    private static ProcessSpec endedByMessage() {
        return Stage.spec("api")
                .withStop(it -> it.withManner(StopPolicy.Manner.MESSAGE).withKillTimeout(Duration.ofSeconds(5)));
    }

    @Test
    void programThatHearsTheMessage_isSentNoSignal() {
        ManagedProcess process = stage.startOnline(endedByMessage());
        stage.supervisor.wish(process, Goal.DOWN);
        assertThat(channel(process).receive(100)).asString(UTF_8).isEqualTo("\"shutdown\"\n");
        stage.backend.exit(Stage.pid(process), 0);
        stage.until(process, ProcessState.Stopped.class);
        assertThat(stage.backend.signals()).isEmpty();
    }

    @Test
    void programThatIgnoresTheMessage_isToldByTheSignalAndThenKilled() {
        stage.backend.everyProgram(FakeProgram.ignores(15));
        ManagedProcess process = stage.startOnline(endedByMessage());
        stage.supervisor.wish(process, Goal.DOWN);
        stage.until(process, ProcessState.Stopped.class);
        assertThat(stage.backend.signals()).extracting(SentSignal::signal).containsSubsequence(15, 9);
    }
}
