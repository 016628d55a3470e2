package dev.velos.core.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.VelosException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0s, 0",
        "0ms, 0",
        "500ms, 500",
        "10s, 10000",
        "5m, 300000",
        "2h, 7200000",
        "1d, 86400000",
        "1m30s, 90000",
        "1h30m, 5400000",
        "1d2h3m4s5ms, 93784005",
        "90m, 5400000",
        "007s, 7000",
        "36500d, 3153600000000",
        "00000000000000000000000000001s, 1000"
    })
    void duration_isRead(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "10",
                "s",
                "ms",
                "10 s",
                " 10s",
                "10s ",
                "-1s",
                "+1s",
                "1.5s",
                "10S",
                "10sec",
                "1s1m",
                "1s1s",
                "1ms1s",
                "10s5",
                "1h-5m",
                "\u0661s",
                "10\u00b5s",
                "PT10S"
            })
    void anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(VelosException.class)
                .hasMessage("\"" + text + "\" is not a duration."
                        + " Write a number with a unit, such as 500ms, 10s, 5m, 1h30m or 7d.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "36501d",
                "36500d1ms",
                "3153600000001ms",
                "99999999999999d",
                "9223372036854775807ms",
                "99999999999999999999999999s"
            })
    void overlong_isRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessageEndingWith("is too long. Use at most 36500d.");
    }

    @Test
    void message_quotesLittleAndNoControlCharacters() {
        assertThatThrownBy(() -> Durations.parse("\u001b[31m" + "x".repeat(10_000)))
                .hasMessageStartingWith("\"?[31m" + "x".repeat(35) + "...\" is not a duration.");
    }

    @Test
    void text_isReadBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Duration duration = Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 41)));
            assertThat(Durations.parse(Durations.text(duration)))
                    .as("seed " + seed)
                    .isEqualTo(duration);
        }
    }

    @Test
    void text_isShort() {
        assertThat(Durations.text(Duration.ofSeconds(90))).isEqualTo("1m30s");
        assertThat(Durations.text(Duration.ZERO)).isEqualTo("0s");
        assertThat(Durations.text(Duration.ofMillis(-1500))).isEqualTo("-1s500ms");
    }
}
