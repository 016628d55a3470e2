package dev.velos.logs.trend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalvesTestTest {
    @ParameterizedTest
    @CsvSource({
        "0, 3, 1, STABLE",
        "0, 7, 1, NEW",
        "7, 0, 1, VANISHED",
        "2, 5, 1, STABLE",
        "2, 14, 1, RISING",
        "14, 2, 1, DECLINING",
        "1000, 1100, 1, STABLE",
        "1000, 1600, 1, RISING",
        "1000, 1600, 200, STABLE",
        "0, 100, 60, NEW",
        "3, 100, 60, STABLE",
        "50000, 20000, 10, DECLINING",
        "0, 0, 1, STABLE"
    })
    void onlyWhatChanceCannotDo_isATrend(long first, long second, double dispersion, Trend trend) {
        assertThat(HalvesTest.trend(first, second, dispersion)).isEqualTo(trend);
    }
}
