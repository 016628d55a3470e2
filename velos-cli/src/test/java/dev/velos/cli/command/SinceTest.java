package dev.velos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
    private static final Instant NOW = Instant.parse("2026-02-03T14:30:00Z");
    private static final ZoneId ZONE = ZoneId.of("+01:00");

    @ParameterizedTest
    @CsvSource({
        "10m,2026-02-03T14:20:00Z",
        "1h30m,2026-02-03T13:00:00Z",
        "2026-02-01,2026-01-31T23:00:00Z",
        "14:30,2026-02-03T13:30:00Z",
        "08:15:30,2026-02-03T07:15:30Z",
        "2026-02-03 14:30,2026-02-03T13:30:00Z",
        "2026-02-03T14:30:00Z,2026-02-03T14:30:00Z",
    })
    void moment_isRead(String text, Instant expected) {
        assertThat(Since.parse(text, NOW, ZONE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "10", "25:00", "2026-13-01", "2026-02-03 25:00", "-5m"})
    void otherText_isExplained(String text) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Since.parse(text, NOW, ZONE))
                .withMessageContaining("is no moment");
    }
}
