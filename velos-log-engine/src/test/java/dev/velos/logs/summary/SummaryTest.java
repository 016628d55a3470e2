package dev.velos.logs.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.trend.Trend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final LogSource SOURCE = new LogSource("api", "out", Path.of("api-out.log"));

    @Test
    void hourWithABurstOfErrors_isOneIncidentWithItsCause() {
        List<String> lines = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            for (int i = 0; i < 20; i++) {
                lines.add(
                        "2024-01-01 10:%02d:%02d INFO [main] a.Web: served /x/%d in %d ms".formatted(minute, i, i, i));
            }
            for (int i = 0; i < (minute >= 40 && minute < 44 ? 50 : 0); i++) {
                lines.add("2024-01-01 10:%02d:30 ERROR [main] a.Db: Connection to 10.0.0.%d refused"
                        .formatted(minute, i));
            }
        }

        Summary summary = summary(lines);

        assertThat(summary.events()).isEqualTo(1400);
        assertThat(summary.levels()).isEqualTo(Map.of(Level.INFO, 1200L, Level.ERROR, 200L));
        assertThat(summary.patterns())
                .extracting(one -> one.template().text())
                .containsExactly("served <path> in <duration>", "Connection to <ip> refused");
        assertThat(summary.patterns()).extracting(Pattern::trend).containsExactly(Trend.STABLE, Trend.NEW);
        assertThat(summary.incidents()).hasSize(1);
        Incident incident = summary.incidents().getFirst();
        assertThat(incident.anomaly().series()).isEqualTo("errors");
        assertThat(incident.anomaly().start()).isEqualTo(Instant.parse("2024-01-01T10:40:00Z"));
        assertThat(incident.anomaly().end()).isEqualTo(Instant.parse("2024-01-01T10:44:00Z"));
        assertThat(incident.anomaly().peak()).isEqualTo(50);
        assertThat(incident.mostly().orElseThrow().text()).isEqualTo("Connection to <ip> refused");
        assertThat(summary.lastError().orElseThrow().text()).endsWith("Connection to 10.0.0.49 refused");
        assertThat(summary.health()).isEqualTo(new Health(1, 1, 2));
        assertThat(summary.health().score()).isEqualTo(100 - 5 - 10 - 6);
    }

    @Test
    void linesWithoutTimes_haveTrendsByTheirOrder_andNoIncidents() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lines.add(i < 60 ? "all is well today" : "nothing works any more");
        }

        Summary summary = summary(lines);

        assertThat(summary.from()).isEmpty();
        assertThat(summary.incidents()).isEmpty();
        assertThat(summary.patterns()).extracting(Pattern::trend).containsExactly(Trend.DECLINING, Trend.NEW);
    }

    @Test
    void nothing_isHealthy() {
        Summary summary = summary(List.of());

        assertThat(summary.events()).isZero();
        assertThat(summary.patterns()).isEmpty();
        assertThat(summary.lastError()).isEqualTo(Optional.empty());
    }

    @Test
    void timesFarApart_areSummedUpWithinBounds() {
        Summary summary = summary(List.of(
                "1971-01-01 00:00:00 INFO long ago", "2024-01-01 00:00:00 INFO now", "2024-01-01 00:00:01 INFO now"));

        assertThat(summary.events()).isEqualTo(3);
        assertThat(summary.incidents()).isEmpty();
    }

    @Test
    void moreThanABatch_losesNothing() {
        String line = "INFO " + "word ".repeat(200);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            lines.add(line + i);
        }

        assertThat(summary(lines).patterns())
                .singleElement()
                .extracting(Pattern::count)
                .isEqualTo(5000L);
    }

    @Test
    void failureOfTheMiner_isGivenToWhoReads() {
        Digest digest = new Digest(ZoneOffset.UTC, LocalDate.of(2024, 12, 31)) {
            @Override
            void accept(EventBatch batch) {
                throw new IllegalStateException("broken");
            }
        };
        try (MiningThread thread = new MiningThread(digest)) {
            thread.accept(event("x"));

            assertThatThrownBy(thread::end).hasMessage("broken");
        }
    }

    private static Summary summary(List<String> lines) {
        Digest digest = new Digest(ZoneOffset.UTC, LocalDate.of(2024, 12, 31));
        try (MiningThread thread = new MiningThread(digest)) {
            lines.forEach(line -> thread.accept(event(line)));
            thread.end();
        }
        return Summary.of(digest).withRestarts(2);
    }

    private static LogEvent event(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new LogEvent(SOURCE).line(bytes, 0, bytes.length, 0);
    }
}
