package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.event.Event;
import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Life;
import dev.velos.core.process.RestartCause;
import dev.velos.core.process.RestartPolicy;
import dev.velos.daemon.OnStage;
import dev.velos.daemon.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChronicleTest extends OnStage {
    private static final int EXIT_3 = 3 << 8;

    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void listen() {
        stage.supervisor.tellEventsTo(events::add);
    }

    private List<String> told() {
        return events.stream()
                .map(event -> (event.kind() + " " + event.text()).strip())
                .toList();
    }

    private static List<String> reasons(ManagedProcess process) {
        return process.lives().all().stream().map(Life::reason).toList();
    }

    private void crash(ManagedProcess process) {
        long life = process.state().tally().incarnation();
        stage.backend.exit(Stage.pid(process), EXIT_3);
        stage.until("another life", () -> process.state().tally().incarnation() == life + 1);
        stage.until(process, ProcessState.Online.class);
    }

    @Test
    void crash_isALifeAndToldOf() {
        ManagedProcess process = stage.startOnline("api");
        long pid = Stage.pid(process);
        crash(process);

        Life life = process.lives().all().getFirst();
        assertThat(life.incarnation()).isEqualTo(1);
        assertThat(life.exit()).isEqualTo(new ExitStatus.Code(3));
        assertThat(life.reason()).isEqualTo("exit 3");
        assertThat(life.endMillis()).isGreaterThanOrEqualTo(life.startMillis());
        assertThat(told()).startsWith("started", "online").contains("restarted exit 3");
        assertThat(events.get(2).text()).startsWith("exit 3 after ");
        assertThat(events.getFirst().details().integer("pid")).isEqualTo(pid);
    }

    @Test
    void stop_tellsWhoWantedIt() {
        ManagedProcess process = stage.startOnline("api");
        events.clear();
        stage.supervisor.wish(process, Goal.DOWN, "velos kill");
        stage.until(process, ProcessState.Stopped.class);

        assertThat(told()).startsWith("stopping by velos kill").endsWith("stopped");
        assertThat(reasons(process)).containsExactly("stopped");
    }

    @Test
    void restart_tellsWhy() {
        ManagedProcess process = stage.startOnline("api");
        events.clear();
        stage.supervisor.restart(process, RestartCause.of(RestartCause.Kind.WATCH, "a.js"));
        stage.until("another life", () -> process.state().tally().incarnation() == 2);

        assertThat(told()).startsWith("restarting watch: a.js").contains("restarted watch: a.js");
        assertThat(reasons(process)).containsExactly("watch: a.js");
    }

    @Test
    void programThatCannotBeRun_isALifeToo() {
        ManagedProcess process = stage.start(Stage.spec("api").withProgram(it -> it.withScript("/no/such/file")));
        stage.until(process, ProcessState.Errored.class);

        assertThat(process.lives().all().getFirst().exit()).isInstanceOf(ExitStatus.NotStarted.class);
        assertThat(told().getLast()).startsWith("errored").contains("/no/such/file");
    }

    @Test
    void lives_outliveTheDaemon() {
        ManagedProcess process = stage.startOnline("api");
        crash(process);
        crash(process);
        List<Life> before = process.lives().all();
        stage.killAndStartAnew();
        assertThat(stage.process("api").lives().all()).isEqualTo(before).hasSize(2);
        stage.killAndStartAnew(); // after the journal was rewritten

        assertThat(stage.process("api").lives().all()).isEqualTo(before);
    }

    @Test
    void onlyTheLatestLives_areKept() {
        RestartPolicy atOnce = RestartPolicy.DEFAULT.withMaxRestarts(1000);
        ManagedProcess process = stage.startOnline(Stage.spec("api").withRestart(_ -> atOnce));
        for (int i = 0; i < Lives.KEPT + 3; i++) {
            crash(process);
        }

        assertThat(process.lives().all()).hasSize(Lives.KEPT);
        assertThat(process.lives().all().getFirst().incarnation()).isEqualTo(4);
        stage.killAndStartAnew();
        assertThat(stage.process("api").lives().all().getFirst().incarnation()).isEqualTo(4);
    }

    @Test
    void deletedProcess_isToldOf() {
        ManagedProcess process = stage.startOnline("api");
        stage.supervisor.wish(process, Goal.DOWN);
        stage.until(process, ProcessState.Stopped.class);
        stage.supervisor.remove(process);

        assertThat(told()).endsWith("deleted");
    }
}
