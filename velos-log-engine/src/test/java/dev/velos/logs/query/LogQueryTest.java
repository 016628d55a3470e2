package dev.velos.logs.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.VelosHome;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LevelOf;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.event.TimeOf;
import dev.velos.logs.pattern.LinePattern;
import dev.velos.logs.query.EventFilter.Sense;
import dev.velos.logs.read.Folding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogQueryTest {
    @TempDir
    Path folder;

    private LogSource api;
    private LogSource web;

    @BeforeEach
    void sources() {
        api = new LogSource("api", "out", folder.resolve("api-out.log"));
        web = new LogSource("web", "out", folder.resolve("web-out.log"));
    }

    /** A level is the first word of a line, and a written time its second. */
    private static final EventKnowledge KNOWLEDGE = new EventKnowledge() {
        @Override
        public LevelOf levels(LogSource source) {
            return event -> Level.of(event.firstLine().split(" ")[0]).orElse(Level.NONE);
        }

        @Override
        public Optional<TimeOf> times(LogSource source) {
            return Optional.of(event -> {
                String[] words = event.firstLine().split(" ");
                return words.length > 1 && words[1].matches("\\d+") ? Long.parseLong(words[1]) : Long.MIN_VALUE;
            });
        }
    };

    private static List<String> run(LogQuery query) {
        List<String> texts = new ArrayList<>();
        query.run(KNOWLEDGE, new Sink<>() {
            @Override
            public void accept(Hit hit) {
                texts.add(hit.event().text());
            }

            @Override
            public void end() {
                texts.add("end");
            }
        });
        assertThat(texts.removeLast()).isEqualTo("end");
        return texts;
    }

    private static EventFilter grep(String pattern) {
        return new EventFilter(
                Optional.of(LinePattern.of(pattern, LinePattern.LetterCase.EXACT)), Sense.MATCHING, Optional.empty());
    }

    private static TimeSpan span(long since, long until) {
        return new TimeSpan(
                since < 0 ? Optional.empty() : Optional.of(micros(since)),
                until < 0 ? Optional.empty() : Optional.of(micros(until)));
    }

    private static Instant micros(long micros) {
        return Instant.EPOCH.plusNanos(micros * 1000);
    }

    private static void write(LogSource source, String text, long micros) throws IOException {
        Path file = source.file();
        long offset = Files.exists(file) ? Files.size(file) : 0;
        byte[] entry = ByteBuffer.allocate(16).putLong(offset).putLong(micros).array();
        Files.write(VelosHome.indexOf(file), entry, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.write(file, text.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void rotate(LogSource source) throws IOException {
        for (int n = 8; n >= 0; n--) {
            Path from = n == 0 ? source.file() : VelosHome.rotated(source.file(), n);
            if (Files.exists(from)) {
                Files.move(from, VelosHome.rotated(source.file(), n + 1));
            }
            if (Files.exists(VelosHome.indexOf(from))) {
                Files.move(VelosHome.indexOf(from), VelosHome.indexOf(VelosHome.rotated(source.file(), n + 1)));
            }
        }
    }

    private static void compress(LogSource source, int n) throws IOException {
        Path plain = VelosHome.rotated(source.file(), n);
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(VelosHome.compressed(plain)))) {
            Files.copy(plain, out);
        }
        Files.delete(plain);
    }

    @Test
    void rotatedAndCompressedFiles_areOneStream() throws IOException {
        write(api, "one\ntwo, of wh", 1);
        rotate(api);
        write(api, "ich the rest came later\nthree\n", 2);
        rotate(api);
        compress(api, 2);
        write(api, "four", 3);
        assertThat(run(LogQuery.of(List.of(api))))
                .containsExactly("one", "two, of which the rest came later", "three", "four");
        assertThat(run(LogQuery.of(List.of(api)).withLast(3).withFolding(Folding.LINES)))
                .containsExactly("two, of which the rest came later", "three", "four");
    }

    @Test
    void span_takesLinesByTheirArrival() throws IOException {
        write(api, "a\nb\n", 100);
        rotate(api);
        write(api, "c\n", 200);
        write(api, "d\n", 300);
        assertThat(run(LogQuery.of(List.of(api)).withSpan(span(101, -1)))).containsExactly("c", "d");
        assertThat(run(LogQuery.of(List.of(api)).withSpan(span(100, 200)))).containsExactly("a", "b", "c");
        assertThat(run(LogQuery.of(List.of(api)).withSpan(span(-1, 199)))).containsExactly("a", "b");
        assertThat(run(LogQuery.of(List.of(api)).withSpan(span(301, -1)))).isEmpty();
        assertThat(run(LogQuery.of(List.of(api)).withSpan(span(150, 250)).withLast(5)))
                .containsExactly("c");
    }

    @Test
    void severalSources_areMergedByArrival() throws IOException {
        write(api, "1\n2\n", 100);
        write(web, "3\n", 200);
        write(api, "4\n", 300);
        write(web, "5\n", 400);
        assertThat(run(LogQuery.of(List.of(web, api)))).containsExactly("1", "2", "3", "4", "5");
        assertThat(run(LogQuery.of(List.of(web, api)).withLast(3))).containsExactly("3", "4", "5");
        assertThat(run(LogQuery.of(List.of(web, api)).withSkip(2))).containsExactly("3", "4", "5");
    }

    @Test
    void filters_combine() throws IOException {
        write(api, "error 1 disk\ninfo 2 disk\nerror 3 net\nwarn 4 disk\nfatal 5 disk\n", 100);
        EventFilter filter = new EventFilter(grep("disk").pattern(), Sense.MATCHING, Optional.of(Level.ERROR));
        assertThat(run(LogQuery.of(List.of(api)).withFilter(filter))).containsExactly("error 1 disk", "fatal 5 disk");
        EventFilter others = new EventFilter(grep("disk").pattern(), Sense.OTHERS, Optional.empty());
        assertThat(run(LogQuery.of(List.of(api)).withFilter(others))).containsExactly("error 3 net");
        assertThat(run(LogQuery.of(List.of(api)).withFilter(filter).withLast(1)))
                .containsExactly("fatal 5 disk");
    }

    @Test
    void context_isGivenOnceAndGapsAreMarked() throws IOException {
        write(api, "1\n2\nx\n4\n5\n6\n7\n8\nx\nx\n11\n12\n", 100);
        List<String> shown = new ArrayList<>();
        LogQuery.of(List.of(api)).withFilter(grep("x")).withContext(1).run(KNOWLEDGE, new Sink<>() {
            @Override
            public void accept(Hit hit) {
                shown.add((hit.role().isBehindGap() ? "--" : "") + hit.event().text());
            }

            @Override
            public void end() {}
        });
        assertThat(shown).containsExactly("2", "x", "4", "--8", "x", "x", "11");
    }

    @Test
    void lastWantedEvents_areFoundFromTheEnd() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> all = new ArrayList<>();
        for (int file = 0; file < 3; file++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 9_000; i++) {
                String line =
                        file + "." + i + (random.nextInt(100) == 0 ? " x" : " y") + "z".repeat(random.nextInt(60));
                all.add(line);
                text.append(line).append('\n');
            }
            write(api, text.toString(), 100 + file);
            if (file < 2) {
                rotate(api);
            }
        }
        List<String> wanted = all.stream().filter(it -> it.contains(" x")).toList();
        for (int last : new int[] {0, 1, 5, wanted.size() - 1, wanted.size(), wanted.size() + 5}) {
            assertThat(run(LogQuery.of(List.of(api)).withFilter(grep(" x")).withLast(last)))
                    .as("seed %d, last %d", seed, last)
                    .isEqualTo(wanted.subList(Math.max(0, wanted.size() - last), wanted.size()));
            assertThat(run(LogQuery.of(List.of(api)).withFolding(Folding.LINES).withLast(last)))
                    .isEqualTo(all.subList(all.size() - last, all.size()));
        }
    }

    @Test
    void traceAtTheBorderOfAStretch_isOneEvent() throws IOException {
        String trace = "error 1 no\n" + "\tat line\n".repeat(40_000);
        write(api, "info 0 go\n" + trace + "info 2 on\n", 100);
        assertThat(run(LogQuery.of(List.of(api))
                        .withFilter(grep("^(error|info)"))
                        .withLast(2)))
                .containsExactly(trace.stripTrailing(), "info 2 on");
    }

    @Test
    void withoutAnIndex_theTimesThatAreWrittenCount() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("info ").append(i).append(" text\n\tand more\n");
        }
        Files.writeString(api.file(), text);
        assertThat(run(LogQuery.of(List.of(api)).withSpan(span(19_998, -1))))
                .containsExactly("info 19998 text\n\tand more", "info 19999 text\n\tand more");
        assertThat(run(LogQuery.of(List.of(api)).withSpan(span(7, 7)))).containsExactly("info 7 text\n\tand more");
    }

    @Test
    void corruptIndex_isWorkedAround() throws IOException {
        write(api, "info 100 a\n", 100);
        write(api, "info 200 b\n", 200);
        byte[] noise = new byte[160];
        new Random(3).nextBytes(noise);
        Files.write(VelosHome.indexOf(api.file()), noise);
        assertThat(run(LogQuery.of(List.of(api)).withSpan(span(150, -1)))).containsExactly("info 200 b");
    }

    @Test
    void timesThatNobodyKnows_areSaidOnce() throws IOException {
        Files.writeString(api.file(), "a\nb\n");
        List<String> shown = new ArrayList<>();
        Answered answered = LogQuery.of(List.of(api)).withSpan(span(150, 160)).run(EventKnowledge.NONE, new Sink<>() {
            @Override
            public void accept(Hit hit) {
                shown.add(hit.event().text());
            }

            @Override
            public void end() {}
        });
        assertThat(answered.notes()).hasSize(1).first().asString().contains("no sound time index");
        assertThat(shown).containsExactly("a", "b");
    }

    @Test
    void missingFile_isEmpty() {
        assertThat(run(LogQuery.of(List.of(api)))).isEmpty();
        assertThat(run(LogQuery.of(List.of(api)).withFilter(grep("x")).withLast(3)))
                .isEmpty();
    }

    @Test
    void sinkThatHasEnough_endsTheReading() throws IOException {
        write(api, "a\n".repeat(100), 1);
        List<String> shown = new ArrayList<>();
        LogQuery.of(List.of(api)).run(KNOWLEDGE, new Sink<>() {
            @Override
            public void accept(Hit hit) {
                shown.add(hit.event().text());
            }

            @Override
            public boolean hasEnough() {
                return shown.size() == 7;
            }

            @Override
            public void end() {}
        });
        assertThat(shown).hasSize(7);
    }
}
