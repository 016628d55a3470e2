package dev.velos.daemon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.Inheritance;
import dev.velos.core.process.Stdin;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.SentSignal;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** reset, signal, send, and restart with another environment. */
class AttentionTest extends OnClient {
    private ActionResult one(String command, Fields more) {
        Fields arguments =
                Fields.builder().putAll(Client.targets("api")).putAll(more).build();
        List<ActionResult> results = ActionResult.listOf(client.succeed(command, arguments));
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    private ActionResult signal(int number) {
        return one(Commands.SIGNAL, Fields.builder().put("signal", number).build());
    }

    private ActionResult send(String text) {
        return one(Commands.SEND, Fields.builder().put("text", text).build());
    }

    private static String complaint(ActionResult result) {
        return result.failure().orElseThrow().message();
    }

    private ManagedProcess crashed() {
        ManagedProcess process = stage.startOnline("api");
        stage.backend.exit(Stage.pid(process), 3 << 8);
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        stage.until(process, ProcessState.Online.class);
        return process;
    }

    private void stop(ManagedProcess process) {
        stage.supervisor.wish(process, Goal.DOWN);
        stage.until(process, ProcessState.Stopped.class);
    }

    @Test
    void reset_countsAnewAndLeavesTheProgramAlone() {
        ManagedProcess process = crashed();
        long pid = Stage.pid(process);

        assertThat(one(Commands.RESET, Fields.empty()).snapshot().orElseThrow().restarts())
                .isZero();
        assertThat(Stage.pid(process)).isEqualTo(pid);
        assertThat(process.state().tally().unstable()).isZero();
        assertThat(process.lives().all()).isEmpty();
    }

    @Test
    void reset_outlivesTheDaemon() {
        crashed();
        one(Commands.RESET, Fields.empty());
        stage.killAndStartAnew();
        client = new Client(stage);

        assertThat(stage.process("api").state().tally().restarts()).isZero();
        assertThat(stage.process("api").lives().all()).isEmpty();
    }

    @Test
    void signal_reachesTheProgramAlone() {
        long pid = Stage.pid(stage.startOnline("api"));

        assertThat(signal(1).failure()).isEmpty();
        assertThat(stage.backend.signals()).containsExactly(new SentSignal(pid, 1, SentSignal.To.PROCESS));
    }

    @Test
    void signalToWhatDoesNotRun_saysSo() {
        stop(stage.startOnline("api"));

        assertThat(complaint(signal(1))).isEqualTo("\"api\" does not run.");
    }

    @Test
    void signalThatDoesNotExist_isRefused() {
        Fields arguments =
                Fields.builder().putAll(Client.targets("api")).put("signal", 65).build();

        assertThat(client.fail(Commands.SIGNAL, arguments).message()).isEqualTo("There is no signal 65.");
    }

    @Test
    void textThatIsSent_waitsInThePipeOfTheProgram() {
        stage.startOnline("api");

        assertThat(send("hello\n").failure()).isEmpty();
        assertThat(send("x".repeat((64 << 10) - 6)).failure()).isEmpty();
        assertThat(complaint(send("y"))).contains("does not read its standard input fast enough");
    }

    @Test
    void textThatIsSent_reachesAProgramThatWasTakenOver() {
        stage.startOnline("api");
        stage.killAndStartAnew();
        client = new Client(stage);

        assertThat(send("hello\n").failure()).isEmpty();
    }

    @Test
    void textForWhatDoesNotRun_orHasNoInput_isRefused() {
        ManagedProcess process = stage.startOnline(Stage.spec("api").withProgram(it -> it.withStdin(Stdin.NULL)));
        assertThat(complaint(send("hello"))).isEqualTo("\"api\" has no standard input.");
        stop(process);

        assertThat(complaint(send("hello"))).isEqualTo("\"api\" does not run.");
    }

    @Test
    void restartWithAnEnvironment_inheritsItFromNowOn() {
        ManagedProcess process = stage.startOnline(Stage.spec("api")
                .withEnvironment(it -> it.withInheritance(Inheritance.of(List.of("A"))))
                .inheriting(Map.of("A", "1")));
        Fields environment = Fields.builder()
                .put("env", Fields.ofTexts(Map.of("A", "2", "B", "3")))
                .build();

        assertThat(one(Commands.RESTART, environment).failure()).isEmpty();
        assertThat(stage.backend.spawned().getLast().request().environment().entries())
                .contains("A=2")
                .doesNotContain("B=3");
        assertThat(process.latestSpec().environment().inherited()).isEqualTo(Map.of("A", "2"));
        stage.killAndStartAnew();
        client = new Client(stage);
        assertThat(stage.process("api").spec().environment().inherited()).isEqualTo(Map.of("A", "2"));
    }
}
