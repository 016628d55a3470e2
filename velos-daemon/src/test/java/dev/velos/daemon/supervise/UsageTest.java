package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final Child FIRST = new Child(10, 1, 1);
    private static final Child SECOND = new Child(11, 2, 2);
    private static final long START = 5_000_000_000L;

    private final Usage usage = new Usage();

    @Test
    void firstLook_isSinceTheStart() {
        assertThat(percent(FIRST, 500, 2_000)).isEqualTo(25);
    }

    @Test
    void secondLook_isSinceTheFirst() {
        percent(FIRST, 500, 2_000);
        assertThat(percent(FIRST, 1_500, 3_000)).isEqualTo(100);
        assertThat(percent(FIRST, 1_500, 4_000)).isZero();
    }

    @Test
    void lookSoonAfter_isMeasuredAgainstTheOneBefore() {
        percent(FIRST, 0, 1_000);
        percent(FIRST, 500, 2_000);
        assertThat(percent(FIRST, 510, 2_010)).isEqualTo(50.5);
    }

    @Test
    void severalCores_areOverAHundred() {
        assertThat(percent(FIRST, 4_000, 1_000)).isEqualTo(400);
    }

    @Test
    void anotherProgram_beginsAnew() {
        percent(FIRST, 9_000, 9_000);
        assertThat(usage.percent(SECOND, START + millis(9_500), 250, START + millis(10_000)))
                .isEqualTo(50);
    }

    @Test
    void sumThatShrinks_isNothing() {
        percent(FIRST, 5_000, 10_000);
        assertThat(percent(FIRST, 100, 11_000)).isZero();
    }

    @Test
    void lookAtTheMomentOfTheStart_isNothing() {
        assertThat(percent(FIRST, 0, 0)).isZero();
        assertThat(usage.percent(SECOND, START, 5, START - 1)).isZero();
    }

    private double percent(Child child, long cpuMillis, long afterMillis) {
        return usage.percent(child, START, cpuMillis, START + millis(afterMillis));
    }

    private static long millis(long count) {
        return Duration.ofMillis(count).toNanos();
    }
}
