package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.FakeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipeKeeperTest {
    private static final int SIGKILL = 9;

    @TempDir
    Path folder;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage(folder);
    }

    @AfterEach
    void nothingIsLeft() {
        stage.close();
        assertThat(stage.backend.running()).isEmpty();
    }

    @Test
    void nothingRuns_needsNoKeeper() {
        stage.turn();
        assertThat(stage.backend.running()).isEmpty();
    }

    @Test
    void processesStartedInOneTurn_haveOneKeeper() {
        for (int i = 0; i < 50; i++) {
            stage.start(Stage.spec("p" + i));
        }
        stage.turn();
        assertThat(keepers()).hasSize(1);
        ManagedProcess last = stage.process("p49");
        assertThat(outputSurvives(last)).isTrue();
    }

    @Test
    void processesStartedOneByOne_neverHaveMoreThanEight() {
        for (int i = 0; i < 30; i++) {
            stage.startOnline("p" + i);
            assertThat(keepers()).hasSizeBetween(1, 8);
        }
        for (int i = 0; i < 30; i++) {
            assertThat(stage.backend.running()).isNotEmpty();
        }
        assertThat(outputSurvives(stage.process("p0"))).isTrue();
    }

    @Test
    void restart_needsNoOtherKeeper() {
        ManagedProcess process = stage.startOnline("api");
        List<Long> before = keepers();
        stage.backend.exit(Stage.pid(process), SIGKILL);
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
        stage.turn();
        assertThat(keepers()).isEqualTo(before);
    }

    @Test
    void killedKeeper_isReplaced() {
        ManagedProcess process = stage.startOnline("api");
        long keeper = keepers().getFirst();
        stage.backend.exit(keeper, SIGKILL);
        stage.until("another keeper", () -> keepers().size() == 1 && keepers().getFirst() != keeper);
        assertThat(outputSurvives(process)).isTrue();
    }

    @Test
    void keepersThatAreKilledAgainAndAgain_areGivenUp() {
        stage.startOnline("api");
        for (int i = 0; i < 40; i++) {
            keepers().forEach(keeper -> stage.backend.exit(keeper, SIGKILL));
            stage.turn();
            stage.turn();
        }
        assertThat(keepers()).isEmpty();
    }

    @Test
    void processMadeAnewUnderItsOldName_isKept() {
        ManagedProcess first = stage.startOnline("api");
        stage.supervisor.wish(first, Goal.DOWN);
        stage.until(first, ProcessState.Stopped.class);
        stage.supervisor.remove(first);
        assertThat(outputSurvives(stage.startOnline("api"))).isTrue();
    }

    @Test
    void nextDaemon_takesOverAndReplacesTheKeeper() {
        stage.startOnline("api");
        long before = keepers().getFirst();
        stage.killAndStartAnew();
        assertThat(keepers()).containsExactly(before);
        stage.turn();
        stage.turn();
        assertThat(keepers()).hasSize(1).doesNotContain(before);
        assertThat(outputSurvives(stage.process("api"))).isTrue();
    }

    @Test
    void daemonThatDiesAtOnce_leavesItsPredecessorsKeeperKnown() {
        stage.startOnline("api");
        stage.killAndStartAnew();
        stage.killAndStartAnew();
        stage.killAndStartAnew();
        stage.turn();
        stage.turn();
        assertThat(keepers()).hasSize(1);
    }

    @Test
    void strangerWithTheNumberOfAKeeper_isLeftAlone() {
        stage.startOnline("api");
        long keeper = keepers().getFirst();
        FakeProcess[] stranger = new FakeProcess[1];
        stage.killAndStartAnew(() -> {
            stage.backend.exit(keeper, SIGKILL);
            stage.backend.advance(Duration.ofSeconds(1));
            stage.backend.nextPidIs(keeper);
            stranger[0] = stage.backend.startStranger();
        });
        stage.turn();
        stage.turn();
        assertThat(stranger[0].runs()).isTrue();
        stranger[0].dieBy(SIGKILL);
    }

    /** Whether what a program wrote is there for the next daemon, when this one and the program die. */
    private boolean outputSurvives(ManagedProcess process) {
        String name = process.displayName();
        long pid = Stage.pid(process);
        stage.killAndStartAnew(() -> {
            stage.backend.print(pid, "last words\n");
            stage.backend.exit(pid, SIGKILL);
        });
        stage.until(stage.process(name), ProcessState.Online.class);
        return process.capture().outLog().toFile().length() > 0;
    }

    private List<Long> keepers() {
        return stage.backend.running().stream()
                .map(FakeProcess::pid)
                .filter(pid -> stage.backend.table().variable(pid, "VELOS_NAME").isEmpty())
                .toList();
    }
}
