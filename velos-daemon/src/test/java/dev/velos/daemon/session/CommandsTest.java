package dev.velos.daemon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Reply;
import dev.velos.core.protocol.StartArguments;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.FakeProgram;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest extends OnClient {
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    @Test
    void start_answersWhenTheProgramIsUp() {
        ActionResult result = start(Stage.spec("api")).getFirst();
        assertThat(result.failure()).isEmpty();
        assertThat(result.snapshot().orElseThrow().status()).isEqualTo(ProcessStatus.ONLINE);
    }

    @Test
    void startOfWhatDiesAtOnce_saysSoWithItsLastWords() {
        stage.backend.everyProgram(self -> {
            self.printError("one\ncannot find module\n");
            self.exit(1);
        });
        ActionResult result = start(Stage.spec("bad")).getFirst();
        assertThat(result.failure().orElseThrow().message()).contains("\"bad\" is not up: exit 1 after 0 ms");
        assertThat(result.lastLines()).containsExactly("one", "cannot find module");
    }

    @ParameterizedTest
    @CsvSource({"NEVER, 3, ERRORED", "ON_FAILURE, 3, WAITING", "ALWAYS, 3, WAITING", "ALWAYS, 0, WAITING"})
    void snapshotOfAFailedStart_hasTheReasonAndWhatFollows(RestartPolicy.Mode mode, int code, ProcessStatus status) {
        stage.backend.everyProgram(self -> {
            self.fork(); // so that its family is cleared away while the answer is given
            self.exit(code);
        });
        ProcessSnapshot snapshot = start(withMode(mode)).getFirst().snapshot().orElseThrow();
        assertThat(snapshot.reason()).isEqualTo("exit " + code);
        assertThat(snapshot.status()).isEqualTo(status);
        assertThat(snapshot.pid()).isEmpty();
    }

    @Test
    void startThatUsesUpTheLastTry_isErroredInTheAnswer() {
        stage.backend.everyProgram(self -> self.exit(3));
        RestartPolicy noTries = RestartPolicy.DEFAULT.withMaxRestarts(0);
        ProcessSnapshot snapshot =
                start(withRestart(noTries)).getFirst().snapshot().orElseThrow();
        assertThat(snapshot.status()).isEqualTo(ProcessStatus.ERRORED);
        assertThat(snapshot.reason()).startsWith("exit 3; given up");
    }

    @Test
    void programThatLeavesAStubbornFamily_isStoppingWithItsReasonUntilThatIsGone() {
        stage.backend.everyProgram(self -> {
            self.fork().onSignal(FakeProgram.ignores(SIGTERM));
            self.exit(3);
        });
        start(withMode(RestartPolicy.Mode.NEVER));
        ProcessSnapshot listed = ProcessSnapshot.listOf(client.succeed(Commands.LIST, Fields.empty()))
                .getFirst();
        assertThat(listed.status()).isEqualTo(ProcessStatus.STOPPING);
        assertThat(listed.reason()).isEqualTo("exit 3");
        stage.until(stage.process("bad"), ProcessState.Errored.class);
    }

    private static ProcessSpec withMode(RestartPolicy.Mode mode) {
        return withRestart(RestartPolicy.DEFAULT.withMode(mode));
    }

    private static ProcessSpec withRestart(RestartPolicy policy) {
        return Stage.spec("bad").withRestart(_ -> policy);
    }

    @Test
    void startOfATakenName_isAConflict() {
        stage.startOnline("api");
        assertThat(start(Stage.spec("api")).getFirst().failure().orElseThrow().code())
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void nameTwiceInOneRequest_isAConflictAndRunsOnce() {
        List<ActionResult> results = start(Stage.spec("api"), Stage.spec("api"));
        assertThat(results).hasSize(2);
        assertThat(results)
                .filteredOn(result -> result.failure().isPresent())
                .singleElement()
                .satisfies(result ->
                        assertThat(result.failure().orElseThrow().code()).isEqualTo(ErrorCode.CONFLICT));
        assertThat(stage.backend.spawned()).hasSize(1);
        assertThat(stage.supervisor.all()).hasSize(1);
    }

    @Test
    void startOfSeveral_waitsForThemSideBySide() {
        ProcessSpec[] specs =
                IntStream.range(0, 50).mapToObj(i -> Stage.spec("p" + i)).toArray(ProcessSpec[]::new);
        long before = stage.loop.clock().nanos();
        assertThat(start(specs)).hasSize(50).allMatch(result -> result.failure().isEmpty());
        assertThat(stage.loop.clock().nanos() - before)
                .isLessThan(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void startWithoutWaiting_answersAtOnce() {
        Fields arguments = new StartArguments(List.of(Stage.spec("api")), StartArguments.Await.NOTHING).toFields();
        ActionResult result =
                ActionResult.listOf(client.succeed(Commands.START, arguments)).getFirst();
        assertThat(result.snapshot().orElseThrow().status()).isEqualTo(ProcessStatus.LAUNCHING);
    }

    @Test
    void deleteOfSeveral_givesOneResultEach() {
        stage.startOnline("a");
        stage.startOnline("b");
        stage.startOnline("c");
        act(Commands.STOP, "a");
        assertThat(act(Commands.DELETE, "all"))
                .extracting(ActionResult::process)
                .containsExactlyInAnyOrder("a", "b", "c");
        assertThat(stage.supervisor.all()).isEmpty();
    }

    @Test
    void twoWhoDeleteAtOnce_areBothAnsweredOnce() {
        stage.backend.everyProgram(FakeProgram.ignores(SIGTERM));
        stage.startOnline("a");
        stage.startOnline("b");
        Client second = new Client(stage);
        long one = client.send(Commands.DELETE, Client.targets("all"));
        long two = second.send(Commands.DELETE, Client.targets("all"));
        stage.until("both answers", () -> client.has(one) && second.has(two));
        for (Reply reply : List.of(client.answer(one), second.answer(two))) {
            assertThat(ActionResult.listOf(((Reply.Success) reply).result()))
                    .hasSize(2)
                    .allMatch(result -> result.failure().isEmpty());
        }
        second.close();
    }

    @Test
    void stopWhileStartWaits_answersBoth() {
        stage.backend.everyProgram(self -> self.works(true));
        long start = client.send(
                Commands.START, new StartArguments(List.of(Stage.spec("api")), StartArguments.Await.UP).toFields());
        stage.turn();
        Client second = new Client(stage);
        assertThat(ActionResult.listOf(second.succeed(Commands.STOP, Client.targets("api")))
                        .getFirst()
                        .failure())
                .isEmpty();
        stage.until("the answer", () -> client.has(start));
        assertThat(SessionTest.result(client.answer(start))
                        .failure()
                        .orElseThrow()
                        .message())
                .contains("stopped before it was up");
        second.close();
    }

    @Test
    void askerWhoGoes_isForgottenAndTheActionGoesOn() {
        stage.backend.everyProgram(FakeProgram.ignores(SIGTERM));
        ManagedProcess process = stage.startOnline("api");
        Client leaver = new Client(stage);
        leaver.send(Commands.STOP, Client.targets("api"));
        stage.turn();
        stage.turn();
        leaver.close();
        stage.until(process, ProcessState.Stopped.class);
        assertThat(process.state().tally().reason()).contains("killed");
    }

    @Test
    void restart_answersWithTheNewProgram() {
        long old = Stage.pid(stage.startOnline("api"));
        ProcessSnapshot snapshot =
                act(Commands.RESTART, "api").getFirst().snapshot().orElseThrow();
        assertThat(snapshot.pid().orElseThrow()).isNotEqualTo(old);
        assertThat(snapshot.restarts()).isEqualTo(1);
    }

    @Test
    void restartOfWhatJustEnded_isAnotherLife() {
        stage.backend.everyProgram(self -> {
            self.forkAway();
            self.clock().after(Duration.ofMillis(200), () -> self.exit(0));
        });
        ManagedProcess process = stage.startOnline(
                Stage.spec("job").withRestart(_ -> RestartPolicy.DEFAULT.withMode(RestartPolicy.Mode.NEVER)));
        stage.backend.running().stream()
                .filter(stray -> stray.pid() != Stage.pid(process))
                .forEach(stray -> stray.onSignal(FakeProgram.ignores(SIGTERM)));
        stage.until(process, ProcessState.Sweeping.class);
        ActionResult result = act(Commands.RESTART, "job").getFirst();
        assertThat(result.failure()).isEmpty();
        assertThat(process.state().tally().incarnation()).isEqualTo(2);
    }

    @Test
    void targets_areNamesNumbersAndInstances() {
        stage.startOnline("api");
        ProcessSpec several = Stage.spec("web").withInstances(3);
        assertThat(start(several)).hasSize(3);
        assertThat(names("web")).containsExactly("web:0", "web:1", "web:2");
        assertThat(names("web:1")).containsExactly("web:1");
        assertThat(names("0")).containsExactly("api");
        assertThat(names("2", "web:1", "2")).containsExactly("web:1");
        assertThat(names("all")).hasSize(4);
        assertThat(client.fail(Commands.INFO, Client.targets("wep")).remedy()).isEqualTo("Did you mean \"web\"?");
        assertThat(client.fail(Commands.INFO, Client.targets()).message()).contains("No process is named");
    }

    private List<String> names(String... words) {
        return ProcessSnapshot.listOf(client.succeed(Commands.INFO, Client.targets(words))).stream()
                .map(ProcessSnapshot::displayName)
                .toList();
    }

    @Test
    void allOfNothing_isNothing() {
        assertThat(act(Commands.STOP, "all")).isEmpty();
        assertThat(act(Commands.DELETE, "all")).isEmpty();
    }

    @Test
    void thousandsOfUnknownNames_areAnsweredShortly() {
        stage.startOnline("api");
        String[] words = IntStream.range(0, 4_000).mapToObj(i -> "w" + i).toArray(String[]::new);
        assertThat(act(Commands.STOP, words)).hasSize(4_000);
        String[] more = IntStream.range(0, 5_000).mapToObj(i -> "w" + i).toArray(String[]::new);
        assertThat(client.fail(Commands.STOP, Client.targets(more)).message()).contains("names 5000 processes");
        ActionResult odd = act(Commands.STOP, "x".repeat(50_000)).getFirst();
        assertThat(odd.failure().orElseThrow().message()).hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource({
        "kill_timeout_ms, 9223372036854775807",
        "kill_timeout_ms, -1",
        "instances, 2000000000",
        "instances, 0",
        "instances, 4294967297"
    })
    void numbersOutOfBounds_areRefused(String field, long value) {
        Fields spec = Fields.builder()
                .putAll(Stage.spec("api").toFields())
                .put(field, value)
                .build();
        assertSpecIsRefused(spec);
    }

    @ParameterizedTest
    @CsvSource({"restart, min_uptime_ms", "restart, max_restarts", "backoff, max_ms", "log, max_files"})
    void innerNumbersOutOfBounds_areRefused(String part, String field) {
        Fields inner = Fields.builder()
                .put(field, field.equals("max_restarts") ? -1 : Long.MAX_VALUE >> 1)
                .build();
        if (field.equals("max_files")) {
            inner = Fields.builder().put(field, Integer.MAX_VALUE).build();
        }
        Fields nested =
                part.equals("backoff") ? Fields.builder().put("backoff", inner).build() : inner;
        String outer = part.equals("backoff") ? "restart" : part;
        assertSpecIsRefused(Fields.builder()
                .putAll(Stage.spec("api").toFields())
                .put(outer, nested)
                .build());
    }

    private void assertSpecIsRefused(Fields spec) {
        Failure failure = client.fail(
                Commands.START, Fields.builder().putList("specs", List.of(spec)).build());
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(stage.supervisor.all()).isEmpty();
    }

    @Test
    void startWhileTheDaemonStops_isRefused() {
        ManagedProcess process = stage.startOnline("api");
        stage.shuttingDown = true;
        Fields start = new StartArguments(List.of(Stage.spec("new")), StartArguments.Await.UP).toFields();
        assertThat(client.fail(Commands.START, start).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(client.fail(Commands.RESTART, Client.targets("api")).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(process.state()).isInstanceOf(ProcessState.Online.class);
        stage.shuttingDown = false;
    }

    @Test
    void handoverToWhatIsNoProgram_isRefused() {
        for (String launcher : List.of("/nowhere/velos", folder.toString(), "velos")) {
            Fields arguments = Fields.builder().put("launcher", launcher).build();
            assertThat(client.fail(Commands.HANDOVER, arguments).message()).contains("cannot become " + launcher);
        }
    }

    @Test
    void flush_emptiesTheLogs() {
        ManagedProcess process = stage.startOnline("api");
        stage.backend.print(Stage.pid(process), "before\n");
        assertThat(act(Commands.FLUSH, "api").getFirst().failure()).isEmpty();
        assertThat(process.capture().outLog()).isEmptyFile();
        stage.backend.print(Stage.pid(process), "after\n");
        stage.turn();
        assertThat(process.capture().outLog()).hasContent("after");
    }

    @Test
    void startOfAStoppedName_replacesItsEntry() {
        stage.startOnline("api");
        act(Commands.STOP, "api");
        ActionResult result = start(Stage.spec("api")).getFirst();
        assertThat(result.failure()).isEmpty();
        assertThat(result.snapshot().orElseThrow().restarts()).isZero();
        assertThat(stage.supervisor.all()).hasSize(1);
    }

    @Test
    void killedByHand_isListedWithItsReason() {
        ManagedProcess process = stage.startOnline("api");
        stage.backend.exit(Stage.pid(process), SIGKILL);
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        ProcessSnapshot snapshot = ProcessSnapshot.listOf(client.succeed(Commands.LIST, Fields.empty()))
                .getFirst();
        assertThat(snapshot.reason()).isEqualTo("SIGKILL");
        assertThat(snapshot.restarts()).isEqualTo(1);
    }

    private List<ActionResult> start(ProcessSpec... specs) {
        Fields arguments = new StartArguments(List.of(specs), StartArguments.Await.UP).toFields();
        return ActionResult.listOf(client.succeed(Commands.START, arguments));
    }

    private List<ActionResult> act(String command, String... targets) {
        return ActionResult.listOf(client.succeed(command, Client.targets(targets)));
    }
}
