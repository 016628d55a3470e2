package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.RestartCause;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.FakeProcess;
import dev.velos.daemon.os.fake.FakeProgram;
import dev.velos.daemon.supervise.AdoptionTest.DaemonDied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon dies before and after each call by which it changes the machine; the next one puts everything right. */
class AnyMomentTest {
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    @TempDir
    Path folder;

    @Test
    void deathAtAnyMoment_leavesOneProgramForEachProcess() throws IOException {
        int moments = 0;
        while (diesAt(moments)) {
            moments++;
        }
        assertThat(moments).isGreaterThan(20);
    }

    /** Whether the daemon did die: false where it had nothing more to do. */
    private boolean diesAt(int moment) throws IOException {
        try (Stage stage = new Stage(Files.createDirectory(folder.resolve("moment-" + moment)))) {
            int[] left = {moment};
            stage.backend.onCall(() -> {
                if (left[0]-- == 0) {
                    throw new DaemonDied();
                }
            });
            boolean died = false;
            try {
                play(stage);
            } catch (DaemonDied e) {
                died = true;
            }
            stage.backend.onCall(() -> {});
            stage.killAndStartAnew();
            stage.pass(Duration.ofSeconds(15));
            check(stage, "moment " + moment);
            return died;
        }
    }

    private static void play(Stage stage) {
        ManagedProcess api = stage.startOnline("api");
        stage.backend.onSpawn(request -> request.environment().entries().contains("VELOS_NAME=stubborn")
                ? FakeProgram.ignores(SIGTERM)
                : FakeProcess::forkAway);
        ManagedProcess stubborn = stage.startOnline("stubborn");
        ManagedProcess web = stage.startOnline("web");
        stage.backend.exit(Stage.pid(api), SIGKILL);
        stage.until("another life", () -> api.state().tally().incarnation() == 2);
        stage.backend.exit(Stage.pid(web), 0);
        stage.until("another life", () -> web.state().tally().incarnation() == 2);
        stage.supervisor.restart(web, RestartCause.BY_USER);
        stage.supervisor.wish(stubborn, Goal.DOWN);
        stage.until(stubborn, ProcessState.Stopped.class);
        stage.supervisor.remove(stubborn);
        stage.startOnline("stubborn");
        stage.pass(Duration.ofSeconds(2));
    }

    private static void check(Stage stage, String moment) {
        for (ManagedProcess process : stage.supervisor.all()) {
            assertThat(process.state().isDown()).as(moment + " " + process).isEqualTo(process.goal() == Goal.DOWN);
            List<Long> pids = programs(stage, process.displayName()).stream()
                    .map(FakeProcess::pid)
                    .toList();
            assertThat(pids.isEmpty()).as(moment + " " + process).isEqualTo(process.goal() == Goal.DOWN);
            process.state()
                    .child()
                    .ifPresent(child -> assertThat(pids).as(moment).contains(child.pid()));
        }
        assertThat(markedMains(stage))
                .as(moment + ": one program for each incarnation")
                .doesNotHaveDuplicates();
        assertThat(stage.supervisor.all().stream().map(ManagedProcess::displayName))
                .as(moment)
                .doesNotHaveDuplicates();
    }

    private static List<FakeProcess> programs(Stage stage, String name) {
        return stage.backend.running().stream()
                .filter(program -> stage.backend
                        .table()
                        .variable(program.pid(), "VELOS_NAME")
                        .filter(name::equals)
                        .isPresent())
                .toList();
    }

    /** The marks of programs that the daemon has spawned and that still run. */
    private static List<String> markedMains(Stage stage) {
        return stage.backend.spawned().stream()
                .filter(spawned -> stage.backend.running().stream().anyMatch(process -> process.pid() == spawned.pid()))
                .map(spawned -> stage.backend
                        .table()
                        .variable(spawned.pid(), "VELOS_MARK")
                        .orElseThrow())
                .map(mark -> mark.substring(0, mark.lastIndexOf('/')))
                .toList();
    }
}
