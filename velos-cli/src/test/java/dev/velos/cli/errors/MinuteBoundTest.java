package dev.velos.cli.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MinuteBoundTest {
    private static final long START = Long.MAX_VALUE - 5; // a clock of nanoseconds may pass over its end

    private final MinuteBound bound = new MinuteBound(ErrorTeller.MOST_A_MINUTE);

    private int taken(String process, Duration after, int wanted) {
        int taken = 0;
        for (int i = 0; i < wanted; i++) {
            taken += bound.take(process, START + after.toNanos()) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void noMoreThanTen_areTakenInAMinute() {
        assertThat(taken("api", Duration.ZERO, 4)).isEqualTo(4);
        assertThat(taken("api", Duration.ofSeconds(30), 100)).isEqualTo(6);
        assertThat(taken("api", Duration.ofMinutes(1).minusNanos(1), 1)).isZero();
    }

    @Test
    void nextMinute_beginsAnew() {
        taken("api", Duration.ZERO, 100);
        assertThat(taken("api", Duration.ofMinutes(1), 100)).isEqualTo(10);
        assertThat(taken("api", Duration.ofSeconds(90), 100)).isZero();
        assertThat(taken("api", Duration.ofMinutes(2), 1)).isEqualTo(1);
    }

    @Test
    void eachProcess_hasItsOwn() {
        taken("api:0", Duration.ZERO, 100);
        assertThat(taken("api:1", Duration.ZERO, 100)).isEqualTo(10);
    }
}
