package dev.velos.daemon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ListenSocket;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.ApplyArguments;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Reply;
import dev.velos.core.protocol.StartArguments;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.FakeProgram;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code reload} and {@code scale}, and what may come between. */
class ReloadTest extends OnClient {
    private static final ProcessSpec API =
            Stage.spec("api").withInstances(2).withListening(it -> it.withSockets(List.of(ListenSocket.parse("3000"))));

    @BeforeEach
    void startAll() {
        stage.supervisor.create(API).forEach(process -> stage.supervisor.wish(process, Goal.UP));
        stage.until("all are up", () -> all().stream().allMatch(it -> it.state() instanceof ProcessState.Online));
    }

    private List<ManagedProcess> all() {
        return List.copyOf(stage.supervisor.all());
    }

    private List<Long> pids() {
        return all().stream().map(Stage::pid).toList();
    }

    private List<ActionResult> reload(String... targets) {
        return ActionResult.listOf(client.succeed(Commands.RELOAD, Client.targets(targets)));
    }

    private List<ActionResult> answer(long id) {
        stage.until("the answer", () -> client.has(id));
        return ActionResult.listOf(((Reply.Success) client.answer(id)).result());
    }

    /** Begins a reload that does not come to its end by itself: nothing that starts from now on comes to rest. */
    private long beginReload() {
        stage.backend.onSpawn(_ -> FakeProgram.runs());
        long id = client.send(Commands.RELOAD, Client.targets("api"));
        int before = stage.backend.spawned().size();
        stage.until("a successor starts", () -> stage.backend.spawned().size() > before);
        stage.backend.process(stage.backend.lastPid()).works(true);
        return id;
    }

    private void nothingIsLeft() {
        stage.until(
                "only what stands in the table runs",
                () -> stage.supervisor.everything().size()
                        == stage.supervisor.all().size());
        List<Long> sessions = stage.backend.running().stream()
                .filter(process -> stage.backend.spawned().stream().anyMatch(it -> it.pid() == process.pid()))
                .map(it -> it.pid())
                .toList();
        List<Long> expected = all().stream()
                .flatMap(process -> process.state().child().stream())
                .map(child -> child.pid())
                .toList();
        assertThat(sessions).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void reload_replacesEachInstanceUnderItsNumber() {
        List<Long> before = pids();
        List<Long> ids = all().stream().map(ManagedProcess::id).toList();
        List<ActionResult> results = reload("api");
        assertThat(results).hasSize(2).allMatch(result -> result.failure().isEmpty());
        assertThat(results).allMatch(result -> result.snapshot().orElseThrow().status() == ProcessStatus.ONLINE);
        assertThat(pids()).doesNotContainAnyElementsOf(before);
        assertThat(all()).map(ManagedProcess::id).isEqualTo(ids);
        assertThat(all()).allMatch(it -> it.state().tally().reason().equals("reload"));
        nothingIsLeft();
    }

    @Test
    void reload_neverHasFewerThanUsual() {
        long id = beginReload();
        assertThat(all()).allMatch(it -> it.state() instanceof ProcessState.Online);
        assertThat(stage.supervisor.everything()).hasSize(3);
        stage.backend.process(stage.backend.lastPid()).works(false);
        assertThat(answer(id)).allMatch(result -> result.failure().isEmpty());
    }

    @Test
    void successorThatFails_leavesTheOldOnes_andSaysWhy() {
        List<Long> before = pids();
        stage.backend.everyProgram(FakeProgram.exits(7));
        List<ActionResult> results = reload("api");
        assertThat(results.getFirst().failure().orElseThrow().message())
                .startsWith("\"api:0\" is not reloaded: exit 7 after ")
                .endsWith("The old one runs on.");
        assertThat(results.get(1).failure().orElseThrow().message())
                .isEqualTo("\"api:1\" is not reloaded: the reload stopped at api:0. The old one runs on.");
        assertThat(pids()).isEqualTo(before);
        nothingIsLeft();
    }

    @Test
    void changedSpec_isReloaded_andStaysTheOldOneWhereThatFails() {
        List<Long> before = pids();
        ProcessSpec changed = API.withProgram(it -> it.withArgs(List.of("--new")));
        stage.backend.everyProgram(FakeProgram.exits(1));
        assertThat(apply(changed)).allMatch(result -> result.failure().isPresent());
        assertThat(pids()).isEqualTo(before);
        assertThat(stage.process("api").latestSpec()).isEqualTo(API);
        stage.backend.everyProgram(FakeProgram.runs());
        assertThat(apply(changed)).allMatch(result -> result.failure().isEmpty());
        assertThat(all()).allMatch(process -> process.spec().equals(changed));
        nothingIsLeft();
    }

    private List<ActionResult> apply(ProcessSpec spec) {
        ApplyArguments arguments =
                new ApplyArguments(new StartArguments(List.of(spec), StartArguments.Await.UP), List.of());
        return ActionResult.listOf(client.succeed(Commands.APPLY, arguments.toFields()));
    }

    @Test
    void processWithoutListen_endsBeforeItsSuccessorStarts() {
        ManagedProcess own = stage.startOnline("own");
        long pid = Stage.pid(own);
        assertThat(reload("own").getFirst().failure()).isEmpty();
        assertThat(Stage.pid(stage.process("own"))).isNotEqualTo(pid);
        assertThat(stage.process("own")).isSameAs(own);
    }

    @Test
    void reloadDuringAReload_follows() {
        long first = beginReload();
        long middle = stage.backend.lastPid();
        long second = client.send(Commands.RELOAD, Client.targets("api:0"));
        stage.turn();
        stage.backend.process(middle).works(false);
        assertThat(answer(first)).hasSize(2).allMatch(result -> result.failure().isEmpty());
        assertThat(answer(second))
                .hasSize(1)
                .allMatch(result -> result.failure().isEmpty());
        assertThat(pids()).doesNotContain(middle);
        nothingIsLeft();
    }

    @Test
    void stopDuringAReload_stopsAll() {
        long reload = beginReload();
        List<ActionResult> stopped = ActionResult.listOf(client.succeed(Commands.STOP, Client.targets("api")));
        assertThat(stopped).allMatch(result -> result.failure().isEmpty());
        assertThat(answer(reload))
                .allSatisfy(result ->
                        assertThat(result.failure().orElseThrow().message()).contains("it was stopped meanwhile"));
        nothingIsLeft();
        assertThat(all()).allMatch(it -> it.state().isDown());
    }

    @Test
    void restartDuringAReload_takesItsPlace() {
        long reload = beginReload();
        List<ActionResult> restarted = ActionResult.listOf(client.succeed(Commands.RESTART, Client.targets("api")));
        assertThat(restarted).allMatch(result -> result.failure().isEmpty());
        assertThat(answer(reload)).allMatch(result -> result.failure().isPresent());
        nothingIsLeft();
    }

    @Test
    void deleteDuringAReload_leavesNothing() {
        long reload = beginReload();
        client.succeed(Commands.DELETE, Client.targets("api"));
        answer(reload);
        assertThat(all()).isEmpty();
        nothingIsLeft();
    }

    @Test
    void scaleDuringAReload_isDone_andTheReloadGoesOn() {
        long reload = beginReload();
        long successor = stage.backend.lastPid();
        Fields more =
                Fields.builder().putAll(Client.targets("api")).put("to", "3").build();
        assertThat(ActionResult.listOf(client.succeed(Commands.SCALE, more)))
                .allMatch(result -> result.failure().isEmpty());
        stage.backend.process(successor).works(false);
        assertThat(answer(reload))
                .hasSize(2)
                .allMatch(result -> result.failure().isEmpty());
        assertThat(all()).hasSize(3).map(ManagedProcess::displayName).containsExactly("api:0", "api:1", "api:2");
        nothingIsLeft();
    }

    @Test
    void scaledDownDuringAReload_theSurplusGoesWithItsSuccessor() {
        stage.backend.process(Stage.pid(all().getFirst()));
        long reload = beginReload();
        long successor = stage.backend.lastPid();
        Fields one =
                Fields.builder().putAll(Client.targets("api")).put("to", "1").build();
        client.succeed(Commands.SCALE, one);
        stage.backend.process(successor).works(false);
        answer(reload);
        assertThat(all()).hasSize(1).map(ManagedProcess::displayName).containsExactly("api");
        nothingIsLeft();
    }

    @Test
    void oldOneThatDiesDuringAReload_isReplacedAllTheSame() {
        long reload = beginReload();
        long successor = stage.backend.lastPid();
        stage.backend.exit(Stage.pid(all().getFirst()), 9);
        stage.turn();
        stage.backend.process(successor).works(false);
        assertThat(answer(reload)).allMatch(result -> result.failure().isEmpty());
        nothingIsLeft();
    }

    @Test
    void daemonKilledWhileASuccessorStarts_keepsTheOldOnes() {
        List<Long> before = pids();
        beginReload();
        stage.killAndStartAnew();
        stage.until("all are up", () -> all().stream().allMatch(it -> it.state() instanceof ProcessState.Online));
        assertThat(pids()).isEqualTo(before);
        nothingIsLeft();
    }

    @Test
    void daemonKilledWhileAnOldOneRetires_keepsTheNewOne() {
        stage.backend.immortal(true);
        List<Long> before = pids();
        client.send(Commands.RELOAD, Client.targets("api:0"));
        stage.until("one has taken over", () -> !pids().equals(before));
        List<Long> after = pids();
        stage.killAndStartAnew();
        stage.until("all are up", () -> all().stream().allMatch(it -> it.state() instanceof ProcessState.Online));
        assertThat(pids()).isEqualTo(after);
        stage.backend.immortal(false);
        nothingIsLeft();
        assertThat(stage.backend.running()).noneMatch(process -> process.pid() == before.getFirst());
    }

    @Test
    void pause_isKept() {
        ProcessSpec slow = API.withReload(it -> it.withPause(Duration.ofSeconds(30)));
        apply(slow);
        List<Long> before = pids();
        long reload = client.send(Commands.RELOAD, Client.targets("api"));
        stage.until("the first is replaced", () -> !pids().equals(before));
        stage.pass(Duration.ofSeconds(10));
        assertThat(pids().get(1)).isEqualTo(before.get(1));
        stage.pass(Duration.ofSeconds(25));
        assertThat(answer(reload)).allMatch(result -> result.failure().isEmpty());
        assertThat(pids()).doesNotContainAnyElementsOf(before);
    }
}
