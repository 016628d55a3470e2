package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 2, 0.5);

    @ParameterizedTest
    @CsvSource({
        "-1, 0.5, 0",
        "0, 1, 0",
        "1, 0.5, 100",
        "2, 0.5, 200",
        "3, 0.5, 400",
        "4, 0.5, 800",
        "5, 0.5, 1000",
        "1000000, 0.5, 1000",
        "1, 0, 50",
        "1, 1, 150",
        "5, 0, 500",
        "5, 1, 1500",
        "2, 0.75, 250"
    })
    void delay_growsToItsMaximumAndIsJittered(int attempt, double random, long millis) {
        assertThat(BACKOFF.delay(attempt, random)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void defaultDelays_bringTheSixteenthRestartAfterHalfAMinute() {
        Duration sum = Duration.ZERO;
        for (int attempt = 0; attempt < RestartPolicy.DEFAULT.maxRestarts(); attempt++) {
            sum = sum.plus(Backoff.DEFAULT.delay(attempt, 0.5));
        }
        assertThat(sum).isBetween(Duration.ofSeconds(27), Duration.ofSeconds(28));
        assertThat(Backoff.DEFAULT.delay(1, 0.5)).isEqualTo(Duration.ofNanos(50_000));
        assertThat(Backoff.DEFAULT.delay(Integer.MAX_VALUE, 0.5)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void impossibleBackoffs_areRefused() {
        Duration second = Duration.ofSeconds(1);
        assertRefused(Duration.ofMillis(-1), second, 2, 0);
        assertRefused(second.plusNanos(1), second, 2, 0);
        assertRefused(second, Duration.ofDays(36_501), 2, 0);
        assertRefused(second, second, 0.99, 0);
        assertRefused(second, second, Double.NaN, 0);
        assertRefused(second, second, 2, -0.1);
        assertRefused(second, second, 2, 1.1);
        assertRefused(second, second, 2, Double.NaN);
    }

    private static void assertRefused(Duration initial, Duration max, double factor, double jitter) {
        assertThatThrownBy(() -> new Backoff(initial, max, factor, jitter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("backoff ");
    }
}
