package dev.velos.daemon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.process.Registration;
import dev.velos.core.process.StopSignal;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.ApplyArguments;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.StartArguments;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.FakeProgram;
import dev.velos.daemon.os.fake.SentSignal;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApplyTest extends OnClient {
    private static final ProcessSpec API = Stage.spec("api");

    private List<ActionResult> apply(ProcessSpec... specs) {
        return apply(List.of(specs), List.of());
    }

    private List<ActionResult> apply(List<ProcessSpec> specs, List<String> gone) {
        ApplyArguments arguments = new ApplyArguments(new StartArguments(specs, StartArguments.Await.UP), gone);
        return ActionResult.listOf(client.succeed(Commands.APPLY, arguments.toFields()));
    }

    @Test
    void newProcess_starts() {
        ActionResult result = apply(API).getFirst();
        assertThat(result.failure()).isEmpty();
        assertThat(result.snapshot().orElseThrow().status()).isEqualTo(ProcessStatus.ONLINE);
    }

    @Test
    void unchangedProcess_isLeftAloneWhateverItInherits() {
        ManagedProcess process = stage.startOnline(API.inheriting(Map.of("SHLVL", "1")));
        long pid = Stage.pid(process);
        apply(API.inheriting(Map.of("SHLVL", "2")));
        assertThat(Stage.pid(stage.process("api"))).isEqualTo(pid);
        assertThat(stage.backend.signals()).isEmpty();
    }

    @Test
    void changeThatReachesTheProgram_startsItAnewUnderItsNumber() {
        ManagedProcess process = stage.startOnline(API);
        long pid = Stage.pid(process);
        ProcessSpec changed = API.withProgram(it -> it.withArgs(List.of("--new")));
        ActionResult result = apply(changed).getFirst();
        assertThat(result.snapshot().orElseThrow().id()).isEqualTo(process.id());
        assertThat(stage.process("api").spec()).isEqualTo(changed);
        assertThat(Stage.pid(stage.process("api"))).isNotEqualTo(pid);
        assertThat(stage.backend.spawned().getLast().request().argv()).contains("--new");
    }

    @Test
    void programOfTheOldSpec_endsByTheOldSpecsSignal() {
        ManagedProcess process = stage.startOnline(API.withStop(it -> it.withSignal(StopSignal.SIGINT)));
        long pid = Stage.pid(process);
        apply(API.withProgram(it -> it.withArgs(List.of("--new"))));
        assertThat(stage.backend.signals()).contains(new SentSignal(pid, 2, SentSignal.To.GROUP));
    }

    @Test
    void changeOfPolicy_takesEffectWithoutARestart() {
        ManagedProcess process = stage.startOnline(API);
        long pid = Stage.pid(process);
        apply(API.withStop(it -> it.withSignal(StopSignal.SIGINT)).withRestart(it -> it.withMaxRestarts(1)));
        assertThat(Stage.pid(process)).isEqualTo(pid);
        assertThat(process.spec().restart().maxRestarts()).isEqualTo(1);
        stage.supervisor.wish(process, Goal.DOWN);
        assertThat(stage.backend.signals()).contains(new SentSignal(pid, 2, SentSignal.To.GROUP));
    }

    @Test
    void changedLogs_areKeptByTheNewPolicyAfterTheRestart() {
        ManagedProcess process = stage.startOnline(API);
        apply(API.withLog(it -> it.withMaxBytes(10)));
        assertThat(stage.process("api").spec().log().maxBytes()).isEqualTo(10);
        stage.backend.print(Stage.pid(process), "0123456789\n");
        stage.turn();
        stage.backend.print(Stage.pid(process), "next\n");
        stage.until("the log is rotated", () -> {
            String[] logs = folder.resolve("logs").toFile().list((_, name) -> name.startsWith("api-out"));
            return Stream.of(logs).filter(name -> !name.endsWith(".idx")).count() == 2;
        });
    }

    @Test
    void processThatIsDown_startsAgainWithTheNewInheritance() {
        stage.backend.everyProgram(FakeProgram.exits(0));
        ManagedProcess process = stage.start(API.withRestart(it -> it.withStopExitCodes(List.of(0))));
        stage.until(process, ProcessState.Completed.class);
        stage.backend.everyProgram(FakeProgram.runs());
        ActionResult result = apply(process.spec().inheriting(Map.of("A", "2"))).getFirst();
        assertThat(result.snapshot().orElseThrow().status()).isEqualTo(ProcessStatus.ONLINE);
        assertThat(stage.backend.spawned().getLast().request().environment().entries())
                .contains("A=2");
    }

    @Test
    void processThatStartsByHand_entersTheListAndWaits() {
        ProcessSpec byHand = API.withRegistration(it -> it.withStart(Registration.Start.BY_HAND));
        assertThat(apply(byHand).getFirst().snapshot().orElseThrow().status()).isEqualTo(ProcessStatus.STOPPED);
        assertThat(apply(byHand).getFirst().failure()).isEmpty();
        assertThat(stage.backend.spawned()).isEmpty();
        client.succeed(Commands.RESTART, Client.targets("api"));
        assertThat(stage.process("api").state()).isInstanceOf(ProcessState.Online.class);
    }

    @Test
    void processThatWaitsByHand_isNotStartedByTheNextDaemon() {
        apply(API.withRegistration(it -> it.withStart(Registration.Start.BY_HAND)));
        client.close();
        stage.killAndStartAnew();
        client = new Client(stage);
        assertThat(stage.process("api").state()).isInstanceOf(ProcessState.Stopped.class);
    }

    @Test
    void processesThatAreGone_areStoppedAndForgotten() {
        stage.startOnline(API);
        stage.startOnline("old");
        List<ActionResult> results = apply(List.of(API), List.of("old", "never-was"));
        assertThat(results).extracting(ActionResult::process).containsExactlyInAnyOrder("api", "old");
        assertThat(stage.supervisor.all()).hasSize(1);
    }

    @Test
    void daemonThatDiesWhileTheOldProgramEnds_startsTheNewOne() {
        ManagedProcess process = stage.startOnline(API);
        ProcessSpec changed = API.withProgram(it -> it.withArgs(List.of("--new")));
        stage.backend.immortal(true);
        stage.supervisor.respec(process, changed);
        stage.killAndStartAnew(() -> stage.backend.immortal(false));
        stage.until(
                "the new one runs",
                () -> stage.process("api").state() instanceof ProcessState.Online
                        && stage.backend.spawned().getLast().request().argv().contains("--new"));
    }

    @Test
    void allAreRecorded_beforeTheFirstStarts() {
        AtomicInteger recorded = new AtomicInteger(-1);
        stage.backend.onSpawn(_ -> {
            recorded.compareAndSet(-1, stage.supervisor.all().size());
            return FakeProgram.runs();
        });
        apply(API, Stage.spec("second"), Stage.spec("third"));
        assertThat(recorded).hasValue(3);
    }

    @Test
    void restartWhileWaiting_takesTheNewSpecAtOnce() {
        stage.backend.everyProgram(FakeProgram.exits(1));
        ManagedProcess process = stage.start(API.withRestart(it -> it.withDelay(Duration.ofHours(1))));
        stage.until(process, ProcessState.Waiting.class);
        stage.backend.everyProgram(FakeProgram.runs());
        apply(API.withProgram(it -> it.withArgs(List.of("--new"))));
        assertThat(process.state()).isInstanceOf(ProcessState.Online.class);
        assertThat(process.latestSpec().program().args()).containsExactly("--new");
    }

    @Test
    void namespace_namesItsProcesses() {
        apply(
                API.withRegistration(
                        it -> it.withNamespace(java.util.Optional.of(new dev.velos.core.process.ProcessName("web")))),
                Stage.spec("other"));
        List<ActionResult> stopped = ActionResult.listOf(client.succeed(Commands.STOP, Client.targets("@web")));
        assertThat(stopped).extracting(ActionResult::process).containsExactly("api");
    }
}
