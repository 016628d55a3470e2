package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.OnStage;
import dev.velos.daemon.Stage;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MemoryWatchTest extends OnStage {
    private static final long MIB = 1 << 20;

    private static ProcessSpec limited(Duration grace) {
        return Stage.spec("api")
                .withMemory(it -> it.withMaxBytes(OptionalLong.of(256 * MIB)).withGrace(grace));
    }

    private void takes(ManagedProcess process, long bytes) {
        stage.backend.process(Stage.pid(process)).uses(0, bytes);
    }

    private void untilSecondLife(ManagedProcess process) {
        stage.until("another life", () -> process.state().tally().incarnation() == 2);
    }

    @Test
    void overrun_isActedOnWithinTwoSeconds() {
        ManagedProcess process = stage.startOnline(limited(Duration.ZERO));
        stage.pass(Duration.ofSeconds(10));
        takes(process, 312 * MIB);
        stage.pass(Duration.ofSeconds(2));

        assertThat(process.state().tally().incarnation()).isEqualTo(2);
        assertThat(process.state().tally().reason()).isEqualTo("memory: 312M of 256M");
        assertThat(process.lives().all().getFirst().peakBytes()).isEqualTo(312 * MIB);
    }

    @Test
    void wholeFamily_isCounted() {
        ManagedProcess process = stage.startOnline(limited(Duration.ZERO));
        stage.backend.process(Stage.pid(process)).fork().uses(0, 250 * MIB);
        untilSecondLife(process);

        assertThat(process.state().tally().reason()).isEqualTo("memory: 260M of 256M");
    }

    @Test
    void overrunByAByte_isNotToldAsNone() {
        ManagedProcess process = stage.startOnline(limited(Duration.ZERO));
        takes(process, 256 * MIB + 1);
        untilSecondLife(process);

        assertThat(process.state().tally().reason()).isEqualTo("memory: 257M of 256M");
    }

    @Test
    void overrunThatIsOverWithinItsGrace_isForgiven() {
        ManagedProcess process = stage.startOnline(limited(Duration.ofSeconds(5)));
        for (int i = 0; i < 3; i++) {
            takes(process, 300 * MIB);
            stage.pass(Duration.ofSeconds(4));
            takes(process, 100 * MIB);
            stage.pass(Duration.ofSeconds(2));
        }
        assertThat(process.state().tally().incarnation()).isEqualTo(1);
        takes(process, 300 * MIB);
        stage.pass(Duration.ofSeconds(7));
        assertThat(process.state().tally().incarnation()).isEqualTo(2);
    }

    @Test
    void processWithoutALimit_wakesNobody() {
        stage.startOnline(Stage.spec("api"));
        stage.pass(Duration.ofSeconds(30)); // what the start itself has planned is over

        assertThat(stage.loop.timers().untilNext(stage.loop.clock().nanos())).isEmpty();
    }

    @Test
    void lastProcessWithALimit_takesTheWakeUpsWithIt() {
        ManagedProcess process = stage.startOnline(limited(Duration.ZERO));
        stage.supervisor.wish(process, Goal.DOWN);
        stage.until(process, ProcessState.Stopped.class);
        stage.pass(Duration.ofSeconds(30));

        assertThat(stage.loop.timers().untilNext(stage.loop.clock().nanos())).isEmpty();
    }

    @Test
    void nextDaemon_watchesOn() {
        stage.startOnline(limited(Duration.ZERO));
        stage.killAndStartAnew();
        ManagedProcess process = stage.process("api");
        takes(process, 300 * MIB);
        untilSecondLife(process);

        assertThat(process.state().tally().reason()).startsWith("memory: 300M");
    }

    @Test
    void limitThatIsSetLater_countsForWhatRuns() {
        ManagedProcess process = stage.startOnline(Stage.spec("api"));
        takes(process, 300 * MIB);
        stage.supervisor.respec(process, limited(Duration.ZERO));
        untilSecondLife(process);

        assertThat(process.state().tally().reason()).startsWith("memory: 300M");
    }
}
