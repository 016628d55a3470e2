package dev.velos.logs.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.pattern.LinePattern;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventReaderTest {
    private static final LogSource SOURCE = new LogSource("x", "out", Path.of("/x"));

    /** Traces as the programs print them, each between two lines that have nothing to do with it. */
    enum Trace {
        JAVA("""
                Exception in thread "main" java.lang.IllegalStateException: no
                \tat com.example.Main.run(Main.java:3)
                \t... 12 more
                Caused by: java.io.IOException: disk
                \tat com.example.Disk.read(Disk.java:9)
                """),
        JAVA_BEHIND_A_LOG_LINE("""
                2026-02-12 10:00:00 ERROR [main] Main - cannot go on
                java.lang.IllegalStateException: no
                \tat com.example.Main.run(Main.java:3)
                """),
        PYTHON("""
                Traceback (most recent call last):
                  File "/app/a.py", line 3, in <module>
                    go()
                ValueError: no

                During handling of the above exception, another exception occurred:

                Traceback (most recent call last):
                  File "/app/a.py", line 5, in <module>
                KeyError: 'x'
                """),
        PYTHON_BEHIND_A_LOG_LINE("""
                ERROR:root:failed
                Traceback (most recent call last):
                  File "/app/a.py", line 3, in <module>
                ValueError: no
                """),
        NODE("""
                /app/server.js:12
                throw new Error("no");
                ^

                Error: no
                    at Object.<anonymous> (/app/server.js:12:7)
                    at Module._compile (node:internal/modules/cjs/loader:1554:14) {
                  code: 'X'
                }

                Node.js v22.14.0
                """),
        NODE_LOGGED("""
                TypeError: x is not a function
                    at run (/app/server.js:1:1)
                """),
        GO("""
                panic: no

                goroutine 1 [running]:
                main.run(...)
                \t/tmp/a.go:4
                main.main()
                \t/tmp/a.go:8 +0x1d
                exit status 2
                """),
        RUST("""
                thread 'main' panicked at src/main.rs:2:5:
                no
                note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
                """),
        RUST_BACKTRACE("""
                thread 'main' panicked at src/main.rs:2:5:
                no
                stack backtrace:
                   0: rust_begin_unwind
                             at /rustc/library/std/src/panicking.rs:665:5
                note: Some details are omitted
                """),
        RUBY("""
                a.rb:2:in `run': no (RuntimeError)
                \tfrom a.rb:5:in `<main>'
                """),
        DOT_NET("""
                Unhandled exception. System.InvalidOperationException: no
                 ---> System.IO.IOException: disk
                   at Program.Read() in /app/Program.cs:line 9
                   --- End of inner exception stack trace ---
                   at Program.Main() in /app/Program.cs:line 3
                """);

        private final String text;

        Trace(String text) {
            this.text = text.stripTrailing();
        }
    }

    @ParameterizedTest
    @EnumSource
    void trace_isOneEvent(Trace trace) throws IOException {
        String text = "before\n" + trace.text + "\nafter it, all is well\n";
        List<LogEvent> events = read(text, Folding.EVENTS, "");
        assertThat(events).extracting(LogEvent::text).containsExactly("before", trace.text, "after it, all is well");
        assertThat(events.get(1).lines()).isEqualTo((int) trace.text.lines().count());
        assertThat(events.get(2).lineNumber()).isEqualTo(trace.text.lines().count() + 2);
    }

    @ParameterizedTest
    @EnumSource
    void traceOfWhichALineIsFound_isGivenWhole(Trace trace) throws IOException {
        String text = "before\n".repeat(20_000) + trace.text + "\n" + "after it, all is well\n".repeat(20_000);
        for (String line : trace.text.split("\n")) {
            if (!line.isBlank()) {
                List<LogEvent> found = read(text, Folding.EVENTS, "^\\Q" + line + "\\E$");
                assertThat(found).as(line).extracting(LogEvent::text).containsExactly(trace.text);
            }
        }
    }

    @Test
    void linesIndentedAsTheFirst_areNoContinuation() throws IOException {
        assertThat(read("  a\n  b\n    c\n  d\n", Folding.EVENTS, ""))
                .extracting(LogEvent::text)
                .containsExactly("  a", "  b\n    c", "  d");
    }

    @Test
    void withoutFolding_everyLineIsAnEvent() throws IOException {
        assertThat(read("a\n  b\n\nc", Folding.LINES, ""))
                .extracting(LogEvent::text)
                .containsExactly("a", "  b", "", "c");
    }

    @Test
    void badBytes_areKept() throws IOException {
        byte[] bytes = {'a', (byte) 0xff, (byte) 0xc3, '\n', 0, 'b'};
        try (EventReader reader = reader(new ByteArrayInputStream(bytes), Folding.EVENTS, "")) {
            assertThat(reader.next()).isTrue();
            LogEvent event = reader.event();
            assertThat(Arrays.copyOfRange(event.bytes(), event.from(), event.to()))
                    .containsExactly('a', 0xff, 0xc3);
            assertThat(reader.next()).isTrue();
            assertThat(reader.event().text()).isEqualTo("\0b");
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void lineBeyondTheBound_isCutAndCounted() throws IOException {
        int length = 5 * Window.MAX_KEPT + 77;
        List<LogEvent> events = read("a\n" + "x".repeat(length) + "\nb\n", Folding.EVENTS, "");
        assertThat(events).hasSize(3);
        assertThat(events.get(1).length()).isEqualTo(Window.MAX_KEPT);
        assertThat(events.get(1).omittedBytes()).isEqualTo(length - Window.MAX_KEPT);
        assertThat(events.get(2).text()).isEqualTo("b");
        assertThat(events.get(2).offset()).isEqualTo(length + 3);
    }

    @Test
    void eventBeyondTheBound_isCutAndItsLinesAreCounted() throws IOException {
        int lines = 3 * Window.MAX_KEPT / 100;
        String text = "head\n" + (" " + "y".repeat(98) + "\n").repeat(lines) + "next\n";
        List<LogEvent> events = read(text, Folding.EVENTS, "");
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().lines()).isEqualTo(lines + 1);
        assertThat(events.getFirst().length() + events.getFirst().omittedBytes())
                .isEqualTo(text.length() - "next\n".length() - 1);
    }

    @Test
    void longLine_isFoundByItsHead_andTheLineBehindItToo() throws IOException {
        String text = "a\nneedle" + "x".repeat(4 * Window.MAX_KEPT) + "\nneedle 2\n";
        assertThat(read(text, Folding.EVENTS, "needle")).hasSize(2);
    }

    /** Of the first read comes its line feed alone. */
    @Test
    void emptyFirstLine_isPartOfItsEvent() throws IOException {
        assertThat(read("\n  indented\nlast\n", Folding.EVENTS, ""))
                .extracting(LogEvent::text)
                .containsExactly("\n  indented", "last");
    }

    @ParameterizedTest
    @EnumSource
    void search_findsWhatReadingFinds(Folding folding) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            String text = someText(random);
            List<String> expected = new ArrayList<>();
            for (LogEvent event : read(text, folding, "")) {
                if (event.text().contains("ab") || event.text().contains("ac")) {
                    expected.add(event.text());
                }
            }
            assertThat(read(text, folding, "a[bc]"))
                    .as("seed %d, round %d", seed, round)
                    .extracting(LogEvent::text)
                    .isEqualTo(expected);
        }
    }

    private static String someText(Random random) {
        StringBuilder text = new StringBuilder();
        String alphabet = random.nextBoolean() ? "abcxyz  \n" : "abxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n";
        int length = random.nextInt(1 << random.nextInt(18));
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static List<LogEvent> read(String text, Folding folding, String search) throws IOException {
        List<LogEvent> events = new ArrayList<>();
        try (EventReader reader = reader(new Dribble(text.getBytes(UTF_8)), folding, search)) {
            while (reader.next()) {
                events.add(reader.event().copy());
            }
        }
        return events;
    }

    private static EventReader reader(InputStream stream, Folding folding, String search) {
        return EventReader.of(
                SOURCE,
                stream,
                folding,
                search.isEmpty()
                        ? Optional.empty()
                        : Optional.of(LinePattern.of(search, LinePattern.LetterCase.EXACT)));
    }

    /** Gives bytes in pieces of all sizes, as a pipe does. */
    private static final class Dribble extends ByteArrayInputStream {
        private int turn;

        Dribble(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] into, int at, int length) {
            int[] sizes = {1, 7, 4096, 100_000, 3, 65_536};
            return super.read(into, at, Math.min(length, sizes[turn++ % sizes.length]));
        }
    }
}
