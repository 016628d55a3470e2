package dev.velos.logs.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventHeadersTest {
    private final EventHeaders headers = new EventHeaders(ZoneOffset.UTC, LocalDate.of(2024, 12, 31));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error: no such file | ERROR",
                "Error | ERROR",
                "errors: 0 | NONE",
                "npm ERR! code 1 | ERROR",
                "Traceback (most recent call last): | ERROR",
                "java.lang.IllegalStateException: no | ERROR",
                "TypeError: x is not a function | ERROR",
                "TypeError handling is done | NONE",
                "fatal: write failed | FATAL",
                "Warning: old | WARN",
                "(node:4711) DeprecationWarning: x | WARN",
                "(node:4711) [DEP0005] DeprecationWarning: Buffer() is deprecated | WARN",
                "(node:4711) is a node | NONE",
                "the connection failed | NONE",
                "[WARN] careful | WARN",
                "{\"level\":\"fatal\",\"msg\":\"error: gone\"} | FATAL",
                "{\"level\":\"info\",\"msg\":\"error: tried again\"} | INFO",
                "2024-01-01 10:00:00 INFO error: tried again | INFO"
            })
    void fieldThenHeaderThenWords_tellTheLevel(String line, Level level) {
        assertThat(headers.of(event(line))).isEqualTo(level);
    }

    @Test
    void whatNodePrintsOfAnErrorThatNobodyCaught_isAnError() {
        assertThat(headers.of(event("/srv/app.js:3\n  throw 'gone';\n  ^\n\ngone\n(Use `node --trace-uncaught ...`)")))
                .isEqualTo(Level.ERROR);
        assertThat(headers.of(event("/srv/app.js:3\n  is where it is"))).isEqualTo(Level.NONE);
    }

    @Test
    void onlyTheFirstLineCounts() {
        assertThat(headers.of(event("all is well\nerror: not that"))).isEqualTo(Level.NONE);
    }

    @Test
    void formIsLearnedAsLinesCome() {
        headers.of(event("- 1117838570 node RAS KERNEL INFO parity"));
        headers.of(event("- 1117838571 node RAS KERNEL FATAL parity"));

        assertThat(headers.of(event("- 1117838572 node RAS APP FATAL ciod"))).isEqualTo(Level.FATAL);
        assertThat(headers.micros(event("- 1117838572 node RAS APP FATAL ciod")))
                .isEqualTo(1_117_838_572_000_000L);
    }

    private static LogEvent event(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int feed = text.indexOf('\n');
        LogEvent event = new LogEvent(new LogSource("api", "err", Path.of("api-err.log")));
        return feed < 0 ? event.line(bytes, 0, bytes.length, 0) : event.lines(bytes, 0, feed, bytes.length, 2, 0);
    }
}
