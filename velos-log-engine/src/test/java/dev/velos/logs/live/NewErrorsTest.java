package dev.velos.logs.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.template.KnownPatterns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewErrorsTest {
    private final LogEvent line = new LogEvent(new LogSource("api", "out", Path.of("api-out.log")));

    @Test
    void anError_isToldOnce_andWhatIsNone_never() {
        assertThat(told("""
                2026-02-12 10:00:01 INFO  started
                2026-02-12 10:00:02 ERROR Connection to 10.0.0.1:5432 refused
                2026-02-12 10:00:03 WARN  retry 1 of 3 failed
                2026-02-12 10:00:04 ERROR Connection to 10.0.0.2:5432 refused
                """)).containsExactly("Connection to <ip> refused");
    }

    @Test
    void aTracebackOfPython_isToldByItsLastLine() {
        assertThat(told("""
                Traceback (most recent call last):
                  File "/srv/job.py", line 7, in <module>
                    raise ValueError("Error: no such order")
                ValueError: no such order
                job goes on
                """)).containsExactly("ValueError: no such order");
    }

    @Test
    void anUncaughtErrorOfNode_isToldByItsMessage() {
        assertThat(told("""
                /srv/app.js:3
                  throw new TypeError('x is not a function');
                  ^

                TypeError: x is not a function
                    at Object.<anonymous> (/srv/app.js:3:9)
                    at Module._compile (node:internal/modules/cjs/loader:1105:14)

                Node.js v18.20.4
                """)).containsExactly("TypeError: x is not a function");
    }

    @Test
    void aTraceOfJava_isOneError_whateverCausedIt() {
        assertThat(told("""
                Exception in thread "main" java.lang.IllegalStateException: no pool
                \tat com.acme.Main.main(Main.java:5)
                Caused by: java.lang.IllegalArgumentException: Error: size
                \t... 1 more
                """)).hasSize(1).first().asString().contains("no pool");
    }

    @Test
    void linesOfJson_areToldByTheirMessage() {
        assertThat(told("""
                {"level":"error","time":1,"msg":"queue full","size":9}
                {"level":"error","time":2,"msg":"queue full","size":10}
                """)).containsExactly("queue full");
    }

    @Test
    void rulesOfTheUser_tellWhatIsAnError() {
        LogAnalysis rules = LogAnalysis.DEFAULT.withLevels(Map.of("^E[0-9]{4}", "error"));

        assertThat(found("E1234 no ink\n", rules)).singleElement().satisfies(error -> {
            assertThat(error.level()).isEqualTo(Level.ERROR);
            assertThat(error.example()).isEqualTo("E1234 no ink");
        });
    }

    private List<String> told(String text) {
        return found(text, LogAnalysis.DEFAULT).stream()
                .map(error -> error.template().text())
                .toList();
    }

    private List<NewError> found(String text, LogAnalysis analysis) {
        NewErrors errors =
                new NewErrors(ZoneOffset.UTC, LocalDate.of(2026, 2, 12), analysis, new KnownPatterns(analysis));
        List<NewError> found = new ArrayList<>();
        for (String one : text.lines().toList()) {
            byte[] bytes = one.getBytes(StandardCharsets.UTF_8);
            errors.accept(line.line(bytes, 0, bytes.length, 0)).ifPresent(found::add);
        }
        return found;
    }
}
