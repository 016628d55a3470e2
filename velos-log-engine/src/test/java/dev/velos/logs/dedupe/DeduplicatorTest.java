package dev.velos.logs.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.header.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeduplicatorTest {
    private static final LogSource SOURCE = new LogSource("x", "out", Path.of("/x"));

    @Test
    void whatComesAgainWithinTheWindow_isOne_andTheWindowSlides() {
        List<Repeats> given = given(
                LogAnalysis.DEFAULT,
                List.of(
                        at(0, "ERROR: lost 10.0.0.1"),
                        at(50, "ERROR: lost 10.0.0.2"),
                        at(100, "ERROR: lost 10.0.0.3"),
                        at(120, "fine"),
                        at(161, "ERROR: lost 10.0.0.4")));

        assertThat(given).extracting(Repeats::count).containsExactly(3L, 1L, 1L);
        Repeats first = given.getFirst();
        assertThat(first.level()).isEqualTo(Level.ERROR);
        assertThat(first.example()).isEqualTo("ERROR: lost 10.0.0.1");
        assertThat(first.lastMicros() - first.firstMicros()).isEqualTo(100_000_000L);
        assertThat(given.get(1).example()).isEqualTo("fine");
        assertThat(given.get(2).example()).endsWith("10.0.0.4");
    }

    @Test
    void withoutTimes_allAreWithinOneWindow() {
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            events.add(event("user " + i + " left"));
        }

        assertThat(given(LogAnalysis.DEFAULT, events))
                .singleElement()
                .extracting(Repeats::count)
                .isEqualTo(1000L);
    }

    @Test
    void moreThanIsHeld_isGivenEarly_andNothingIsLost() {
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            events.add(at(1, "word" + (char) ('a' + i % 26) + (char) ('a' + i / 26) + " alone"));
        }

        List<Repeats> given = given(LogAnalysis.DEFAULT.withMaxTemplates(100), events);

        assertThat(given.stream().mapToLong(Repeats::count).sum()).isEqualTo(1000);
    }

    private static List<Repeats> given(LogAnalysis analysis, List<LogEvent> events) {
        List<Repeats> given = new ArrayList<>();
        boolean[] ended = {false};
        EventHeaders headers = new EventHeaders(ZoneOffset.UTC, LocalDate.of(2026, 2, 12));
        Sink<LogEvent> sink = new Deduplicator(Duration.ofSeconds(60), analysis, () -> headers, () -> headers)
                .before(new Sink<>() {
                    @Override
                    public void accept(Repeats repeats) {
                        given.add(repeats);
                    }

                    @Override
                    public void end() {
                        ended[0] = true;
                    }
                });
        events.forEach(sink::accept);
        sink.end();
        assertThat(ended[0]).isTrue();
        return given;
    }

    private static LogEvent at(long second, String line) {
        return event(line).at(LogEvent.NO_NUMBER, 0, second * 1_000_000);
    }

    private static LogEvent event(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new LogEvent(SOURCE).line(bytes, 0, bytes.length, 0);
    }
}
