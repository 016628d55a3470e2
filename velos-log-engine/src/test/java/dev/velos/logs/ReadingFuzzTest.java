package dev.velos.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.velos.core.failure.VelosException;
import dev.velos.core.home.VelosHome;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.pattern.InvalidPattern;
import dev.velos.logs.pattern.LinePattern;
import dev.velos.logs.pattern.LinePattern.LetterCase;
import dev.velos.logs.query.Cursor;
import dev.velos.logs.query.EventFilter;
import dev.velos.logs.query.EventFilter.Sense;
import dev.velos.logs.query.HeaderKnowledge;
import dev.velos.logs.query.Hit;
import dev.velos.logs.query.LiveFilter;
import dev.velos.logs.query.LogQuery;
import dev.velos.logs.query.Selector;
import dev.velos.logs.query.TimeSpan;
import dev.velos.logs.query.TimeWords;
import dev.velos.logs.read.EventReader;
import dev.velos.logs.read.Folding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Every stage of reading on arbitrary bytes. As tests they run on the inputs that are kept beside them and on some
 * thousands of random ones; with {@code JAZZER_FUZZ=1} Jazzer looks for others.
 */
class ReadingFuzzTest {
    private static final LogSource SOURCE = new LogSource("x", "out", Path.of("/x"));
    private static final HeaderKnowledge KNOWLEDGE = new HeaderKnowledge(ZoneOffset.UTC, LocalDate.of(2026, 2, 12));

    @FuzzTest
    void events_accountForEveryByte(byte[] bytes) throws IOException {
        for (Folding folding : Folding.values()) {
            long next = 0;
            try (EventReader reader =
                    EventReader.of(SOURCE, new ByteArrayInputStream(bytes), folding, Optional.empty())) {
                while (reader.next()) {
                    LogEvent event = reader.event();
                    assertThat(event.offset()).isEqualTo(next);
                    next += event.length() + event.omittedBytes() + 1;
                }
            }
            assertThat(next).isBetween((long) bytes.length, bytes.length + 1L);
        }
    }

    @FuzzTest
    void pattern_isRefusedWithAPlaceOrSearches(byte[] bytes) {
        int cut = bytes.length == 0 ? 0 : (bytes[0] & 0xff) % bytes.length;
        String pattern = new String(bytes, 0, cut, UTF_8);
        try {
            LinePattern.of(pattern, LetterCase.ANY).matcher().find(bytes, cut, bytes.length);
            LinePattern.of(pattern, LetterCase.EXACT).matcher().find(bytes, cut, bytes.length);
        } catch (InvalidPattern e) {
            assertThat(e.position()).isBetween(0, pattern.length());
            assertThat(e.shown()).startsWith(pattern);
        }
    }

    @FuzzTest
    void wordsForTimesAndCursors_areReadOrRefused(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        TimeWords words = new TimeWords(Instant.parse("2026-02-12T12:30:00Z"), ZoneOffset.UTC);
        try {
            words.until("--until", text, Optional.of(words.instant("--since", text)));
        } catch (VelosException e) {
            assertThat(e.failure().remedy()).isNotEmpty();
        }
        Cursor.parse(text).ifPresent(cursor -> cursor.rest(LogQuery.of(List.of(SOURCE))));
    }

    @FuzzTest
    void liveFilter_givesNoMoreThanItGot(byte[] bytes) throws IOException {
        EventFilter filter =
                new EventFilter(Optional.of(LinePattern.of("a|\\d", LetterCase.ANY)), Sense.MATCHING, Optional.empty());
        AtomicLong given = new AtomicLong();
        LiveFilter live = new LiveFilter(new Selector(filter, KNOWLEDGE.levels(SOURCE)), Folding.EVENTS, new Sink<>() {
            @Override
            public void accept(LogEvent line) {
                given.addAndGet(line.length());
            }

            @Override
            public void end() {}
        });
        try (EventReader reader =
                EventReader.of(SOURCE, new ByteArrayInputStream(bytes), Folding.LINES, Optional.empty())) {
            while (reader.next()) {
                live.accept(reader.event());
            }
        }
        assertThat(given.get()).isLessThanOrEqualTo(bytes.length);
    }

    /** The first byte says how much of it is the index of the rest. */
    @FuzzTest
    void query_answersWhateverLogAndIndexHold(byte[] bytes) throws IOException {
        Path folder = Files.createTempDirectory("velos-fuzz");
        Path log = folder.resolve("a.log");
        int cut = bytes.length == 0 ? 0 : (bytes[0] & 0xff) % bytes.length;
        try {
            Files.write(VelosHome.indexOf(log), Arrays.copyOf(bytes, cut));
            Files.write(log, Arrays.copyOfRange(bytes, cut, bytes.length));
            LogQuery query = LogQuery.of(List.of(new LogSource("a", "out", log)));
            EventFilter filter = new EventFilter(
                    Optional.of(LinePattern.of("[a-f]+", LetterCase.ANY)), Sense.MATCHING, Optional.empty());
            answer(query.withLast(3).withFolding(Folding.LINES));
            answer(query.withFilter(filter).withLast(2).withContext(1));
            answer(query.withFilter(filter)
                    .withSpan(new TimeSpan(Optional.of(Instant.EPOCH.plusSeconds(1)), Optional.of(Instant.now())))
                    .withDetails(LogQuery.Details.TEXT_TIME_AND_LEVEL));
        } finally {
            Files.delete(log);
            Files.delete(VelosHome.indexOf(log));
            Files.delete(folder);
        }
    }

    private static void answer(LogQuery query) {
        query.run(KNOWLEDGE, new Sink<Hit>() {
            @Override
            public void accept(Hit hit) {
                assertThat(hit.event().to()).isLessThanOrEqualTo(hit.event().bytes().length);
            }

            @Override
            public void end() {}
        });
    }

    @Test
    void randomBytes_areTakenByEveryStage() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "aab(|)*+?[]{}^$\\.-09:TZ \t\n\n}^C";
        for (int i = 0; i < 1_500; i++) {
            byte[] bytes = new byte[random.nextInt(1 << random.nextInt(12))];
            random.nextBytes(bytes);
            for (int j = 0; i % 2 == 0 && j < bytes.length; j++) {
                bytes[j] = (byte) alphabet.charAt((bytes[j] & 0xff) % alphabet.length());
            }
            try {
                events_accountForEveryByte(bytes);
                pattern_isRefusedWithAPlaceOrSearches(bytes);
                wordsForTimesAndCursors_areReadOrRefused(bytes);
                liveFilter_givesNoMoreThanItGot(bytes);
                query_answersWhateverLogAndIndexHold(bytes);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", input " + i + ": " + Arrays.toString(bytes), e);
            }
        }
    }
}
