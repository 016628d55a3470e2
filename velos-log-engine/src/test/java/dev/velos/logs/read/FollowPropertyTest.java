package dev.velos.logs.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random lines in random chunks, with rotations anywhere: what is read is what was written. */
class FollowPropertyTest {
    @TempDir
    Path folder;

    static LongStream seeds() {
        long base = System.nanoTime();
        return LongStream.concat(LongStream.rangeClosed(1, 20), LongStream.range(base, base + 5));
    }

    /** Writes all of a text in chunks; owned by the thread that runs it. */
    private static final class Writer {
        private final WrittenLog log;
        private final Random random;
        private final byte[] text;

        Writer(WrittenLog log, Random random, byte[] text) {
            this.log = log;
            this.random = random;
            this.text = text;
        }

        void writeAll(Runnable between) throws IOException {
            int done = 0;
            for (long micros = 0; done < text.length; micros++) {
                int length = Math.min(text.length - done, 1 + random.nextInt(random.nextInt(10) == 0 ? 40_000 : 60));
                byte[] chunk = new byte[length];
                System.arraycopy(text, done, chunk, 0, length);
                log.write(chunk, micros);
                done += length;
                if (random.nextInt(6) == 0) {
                    log.rotate();
                }
                between.run();
            }
        }
    }

    private static List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            lines.add(i + "\u00e9".repeat(random.nextInt(random.nextInt(30) == 0 ? 30_000 : 50)));
        }
        return lines;
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pollsBetweenWrites_giveExactlyTheLines(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> lines = lines(random);
        WrittenLog log = new WrittenLog(folder, "api", "out", 1_000);
        List<String> read = new ArrayList<>();
        try (LogFollower follower = new LogFollower(List.of(log.source))) {
            new Writer(log, random, bytes(lines)).writeAll(() -> {
                if (random.nextInt(4) == 0) {
                    poll(follower, read);
                }
            });
            follower.drain().forEach(line -> read.add(line.text()));
        }
        assertThat(read).isEqualTo(lines);
        assertThat(LogTail.last(List.of(log.source), 1_000))
                .extracting(LogLine::text)
                .isEqualTo(lines);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pollsWhileAnotherThreadWritesAndRotates_giveExactlyTheLines(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> lines = lines(random);
        WrittenLog log = new WrittenLog(folder, "api", "out", 1_000);
        List<String> read = new ArrayList<>();
        try (LogFollower follower = new LogFollower(List.of(log.source))) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeAll(log, random, bytes(lines)));
            while (!writing.isDone()) {
                poll(follower, read);
            }
            writing.get();
            follower.drain().forEach(line -> read.add(line.text()));
        }
        assertThat(read).isEqualTo(lines);
    }

    private static void writeAll(WrittenLog log, Random random, byte[] text) {
        try {
            new Writer(log, random, text).writeAll(() -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void poll(LogFollower follower, List<String> read) {
        try {
            follower.poll().forEach(line -> read.add(line.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
