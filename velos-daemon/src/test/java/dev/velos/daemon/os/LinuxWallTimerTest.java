package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.linux.LinuxBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinuxWallTimerTest {
    private final LinuxBackend backend = LinuxBackend.open();
    private WallTimer timer;
    private int wakes;

    @BeforeEach
    void open() throws OsException {
        timer = backend.openWallTimer().orElseThrow();
        timer.onWake(() -> wakes++);
    }

    @AfterEach
    void close() {
        timer.close();
        backend.close();
    }

    private void awaitWake() {
        for (int i = 0; wakes == 0 && i < 1_000; i++) {
            backend.poller().await(30_000_000);
        }
    }

    @Test
    void timer_wakesOnceAndNotTooEarly() {
        long due = System.currentTimeMillis() + 30;
        timer.wakeAt(due);
        awaitWake();
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(due);
        backend.poller().await(0);
        assertThat(wakes).isEqualTo(1);
    }

    @Test
    void timeThatHasPassed_wakesAtOnce() {
        timer.wakeAt(0);
        awaitWake();
        assertThat(wakes).isEqualTo(1);
    }

    @Test
    void timerThatIsOff_doesNotWake() {
        timer.wakeAt(0);
        timer.off();
        backend.poller().await(0);
        assertThat(wakes).isZero();
    }

    @Test
    void otherTime_takesThePlaceOfTheOneBefore() {
        timer.wakeAt(System.currentTimeMillis() + 3_600_000);
        timer.wakeAt(0);
        awaitWake();
        assertThat(wakes).isEqualTo(1);
    }
}
