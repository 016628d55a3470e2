package dev.velos.logs.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.pattern.LinePattern;
import dev.velos.logs.query.EventFilter.Sense;
import dev.velos.logs.read.Folding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveFilterTest {
    private static final LogSource SOURCE = new LogSource("api", "out", Path.of("/x"));
    private final List<String> shown = new ArrayList<>();

    private LiveFilter filter(String pattern, Sense sense, Optional<Level> level) {
        Optional<LinePattern> compiled = Optional.of(LinePattern.of(pattern, LinePattern.LetterCase.EXACT));
        Selector selector = new Selector(new EventFilter(compiled, sense, level), LiveFilterTest::level);
        return new LiveFilter(selector, Folding.EVENTS, new Sink<>() {
            @Override
            public void accept(LogEvent line) {
                shown.add(line.text());
            }

            @Override
            public void end() {}
        });
    }

    private static Level level(LogEvent event) {
        String line = event.firstLine();
        return line.startsWith("ERROR")
                ? Level.ERROR
                : line.startsWith("/") || line.startsWith("Traceback") ? Level.NONE : Level.INFO;
    }

    private static void feed(LiveFilter filter, String... lines) {
        for (String line : lines) {
            byte[] bytes = line.getBytes(UTF_8);
            filter.accept(new LogEvent(SOURCE).line(bytes, 0, bytes.length, 0));
        }
    }

    @Test
    void lineThatMatches_isGivenAtOnce_andWhatBelongsToItFollows() {
        LiveFilter filter = filter("no", Sense.MATCHING, Optional.empty());
        feed(filter, "yes", "ERROR no");
        assertThat(shown).containsExactly("ERROR no");
        feed(filter, "\tat somewhere", "yes");
        assertThat(shown).containsExactly("ERROR no", "\tat somewhere");
    }

    @Test
    void lineWithinAnEvent_bringsAlongThoseBeforeIt() {
        LiveFilter filter = filter("Disk", Sense.MATCHING, Optional.of(Level.ERROR));
        feed(filter, "INFO Disk", "ERROR a", "\tat Main", "\tat Disk", "\tat End", "next");
        assertThat(shown).containsExactly("ERROR a", "\tat Main", "\tat Disk", "\tat End");
    }

    @Test
    void inverted_wholeEventsAreLeftOutByTheirFirstLine() {
        LiveFilter filter = filter("no", Sense.OTHERS, Optional.empty());
        feed(filter, "no", "  within", "yes", "  within");
        assertThat(shown).containsExactly("yes", "  within");
    }

    private static final String[] CRASH_OF_NODE = {
        "/srv/app.js:3",
        "  throw new TypeError('no');",
        "  ^",
        "",
        "TypeError: no",
        "    at main (/srv/app.js:3:9)",
        "",
    };

    @Test
    void crashOfNode_isAnErrorAsSoonAsItIsNamed_andShownWhole() {
        LiveFilter filter = filter("", Sense.MATCHING, Optional.of(Level.ERROR));
        feed(filter, "INFO up", "/srv/app.js:3", "  throw new TypeError('no');", "  ^", "");
        assertThat(shown).isEmpty();
        feed(filter, "TypeError: no");
        assertThat(shown).containsExactly("/srv/app.js:3", "  throw new TypeError('no');", "  ^", "", "TypeError: no");
        feed(filter, "    at main (/srv/app.js:3:9)", "", "Node.js v18.20.4", "INFO up again");
        assertThat(shown).hasSize(8).endsWith("    at main (/srv/app.js:3:9)", "", "Node.js v18.20.4");
    }

    @Test
    void tracebackOfPython_isAnErrorAsSoonAsItIsNamed() {
        LiveFilter filter = filter("", Sense.MATCHING, Optional.of(Level.ERROR));
        feed(filter, "Traceback (most recent call last):", "  File \"x.py\", line 1, in <module>", "    f()");
        assertThat(shown).isEmpty();
        feed(filter, "ValueError: no such order", "INFO next");
        assertThat(shown).hasSize(4).endsWith("ValueError: no such order");
    }

    @Test
    void crash_isShownOnlyIfItMeetsTheOtherConditions() {
        feed(filter("", Sense.MATCHING, Optional.of(Level.FATAL)), CRASH_OF_NODE);
        feed(filter("RangeError", Sense.MATCHING, Optional.of(Level.ERROR)), CRASH_OF_NODE);
        feed(filter("app", Sense.OTHERS, Optional.of(Level.ERROR)), CRASH_OF_NODE);
        assertThat(shown).isEmpty();
        feed(filter("throw new", Sense.MATCHING, Optional.of(Level.ERROR)), CRASH_OF_NODE);
        assertThat(shown).containsExactly(CRASH_OF_NODE);
    }
}
