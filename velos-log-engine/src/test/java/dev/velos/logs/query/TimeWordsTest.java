package dev.velos.logs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.VelosException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWordsTest {
    /** 12 February 2026, 13:30 in Berlin. */
    private static final TimeWords WORDS =
            new TimeWords(Instant.parse("2026-02-12T12:30:00Z"), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "now,                       2026-02-12T12:30:00Z",
        "10m,                       2026-02-12T12:20:00Z",
        "1h30m,                     2026-02-12T11:00:00Z",
        "2d ago,                    2026-02-10T12:30:00Z",
        "@1770000000,               2026-02-02T02:40:00Z",
        "today,                     2026-02-11T23:00:00Z",
        "Yesterday,                 2026-02-10T23:00:00Z",
        "10:00,                     2026-02-12T09:00:00Z",
        "9:05,                      2026-02-12T08:05:00Z",
        "14:03:07,                  2026-02-11T13:03:07Z",
        "10:00:00.250,              2026-02-12T09:00:00.250Z",
        "2026-02-12,                2026-02-11T23:00:00Z",
        "2026-02-12 10:00,          2026-02-12T09:00:00Z",
        "2026-02-12 10:00:01.5,     2026-02-12T09:00:01.500Z",
        "'2026-02-12 10:00:01,500', 2026-02-12T09:00:01.500Z",
        "2026-02-12T10:00:00Z,      2026-02-12T10:00:00Z",
        "2026-02-12T10:00:00+03:00, 2026-02-12T07:00:00Z",
        "2026-02-12 10:00:00 +0300, 2026-02-12T07:00:00Z",
        "2026-02-12T10:00,          2026-02-12T09:00:00Z",
    })
    void time_isRead(String text, Instant expected) {
        assertThat(WORDS.instant("--since", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "tomorrowish", "25:00", "2026-02-30", "2026-13-01 10:00", "10", "-5m", "9999999999d", "12:"})
    void whatIsNoTime_isRefusedWithTheFormsThatAre(String text) {
        assertThatThrownBy(() -> WORDS.instant("--since", text))
                .isInstanceOf(VelosException.class)
                .hasMessageContaining("--since")
                .hasMessageContaining("Europe/Berlin");
    }

    @Test
    void endGivenAsTimeOfDay_isTheFirstBehindTheBeginning() {
        Optional<Instant> since = Optional.of(WORDS.instant("--since", "22:00"));
        assertThat(WORDS.until("--until", "23:00", since)).isEqualTo(since.get().plus(Duration.ofHours(1)));
        assertThat(WORDS.until("--until", "02:00", since)).isEqualTo(since.get().plus(Duration.ofHours(4)));
        assertThat(WORDS.until("--until", "10:00", Optional.empty())).isEqualTo(WORDS.instant("--since", "10:00"));
    }

    @Test
    void spanThatEndsBeforeItBegins_isRefused() {
        Instant now = WORDS.now();
        assertThatThrownBy(() -> new TimeSpan(Optional.of(now), Optional.of(now.minusSeconds(1))))
                .isInstanceOf(VelosException.class)
                .hasMessageContaining("before it begins");
    }
}
