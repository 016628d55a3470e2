package dev.velos.daemon.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final Allowance allowance = new Allowance(3, 100);

    private long taken(int times, long now) {
        return IntStream.range(0, times).filter(_ -> allowance.take(now)).count();
    }

    @Test
    void afterABurst_oneInEachInterval() {
        assertThat(taken(10, 0)).isEqualTo(3);
        assertThat(allowance.refused()).isEqualTo(7);
        assertThat(allowance.refused()).isZero();
        assertThat(taken(1, 99)).isZero();
        assertThat(taken(2, 200)).isEqualTo(2);
        assertThat(taken(10, 1_000_000)).isEqualTo(3);
    }
}
