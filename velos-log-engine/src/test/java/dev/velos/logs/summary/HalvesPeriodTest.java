package dev.velos.logs.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.logs.trend.Trend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalvesPeriodTest {
    @ParameterizedTest
    @CsvSource({
        "1, 40, 40, STABLE",
        "2, 40, 10, STABLE",
        "2, 10, 40, STABLE",
        "9, 8, 2, STABLE",
        "9, 0, 8, STABLE",
        "10, 8, 2, DECLINING",
        "10, 2, 8, RISING",
        "10, 8, 0, VANISHED",
        "10, 0, 8, NEW"
    })
    void shortPeriod_hasNoTrend(int seconds, long early, long late, Trend trend) {
        Halves halves = new Halves(1_000, 1_000 + seconds, 1);
        for (int second = 0; second < seconds; second++) {
            halves.add(1_000 + second, second < seconds / 2 ? early : late);
        }
        assertThat(halves.trend()).isEqualTo(trend);
    }
}
