package dev.velos.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.fake.FakeBackend;
import dev.velos.daemon.os.linux.LinuxBackend;
import dev.velos.daemon.os.posix.PosixBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogRotationTest {
    private static final LogPolicy SMALL = LogPolicy.DEFAULT.withMaxBytes(1_000).withMaxFiles(1_000);

    @TempDir
    Path folder;

    static List<Named<Supplier<Backend>>> backends() {
        return List.of(
                Named.of("fake", FakeBackend::new),
                Named.of("linux", LinuxBackend::open),
                Named.of("posix", PosixBackend::open));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void anyChunks_areNeitherLostNorDoubledOverManyRotations(Supplier<Backend> opener) throws IOException {
        for (int seed = 0; seed < 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path own = Files.createDirectory(folder.resolve("seed-" + seed));
            try (CaptureBench bench = new CaptureBench(opener.get(), own, SMALL)) {
                StringBuilder written = new StringBuilder();
                for (int i = 0; i < 400; i++) {
                    String chunk = chunk(random);
                    written.append(chunk);
                    bench.write(chunk);
                    if (random.nextInt(3) > 0) {
                        bench.capture.drain();
                    }
                    bench.clock.advance(Duration.ofNanos(random.nextInt(2_000_000)));
                }
                bench.capture.drain();
                assertThat(bench.allText()).as("seed " + seed).isEqualTo(written.toString());
                assertThat(bench.rotated(10)).exists();
            }
        }
    }

    private static String chunk(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(Integer.toString(random.nextInt(), 36).repeat(1 + random.nextInt(5)));
            text.append(random.nextInt(4) == 0 ? "" : "\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void linesOneByOne_areNeverCut(Supplier<Backend> opener) {
        try (CaptureBench bench = new CaptureBench(opener.get(), folder, SMALL)) {
            for (int i = 0; i < 2_000; i++) {
                bench.print("line number " + i + "\n");
            }
            for (int n = 1; n <= 30; n++) {
                assertThat(CaptureBench.read(bench.rotated(n))).endsWith("\n").hasSizeBetween(1_000, 1_020);
            }
        }
    }

    @Test
    void rotation_waitsForTheEndOfALineInTheMiddleOfAChunk() {
        try (CaptureBench bench = new CaptureBench(LinuxBackend.open(), folder, SMALL)) {
            bench.print("x".repeat(1_500));
            bench.print("end\nnext\nlast");
            assertThat(CaptureBench.read(bench.rotated(1))).hasSize(1_504).endsWith("end\n");
            assertThat(bench.text()).isEqualTo("next\nlast");
        }
    }

    @Test
    void lineLongerThanTheBound_isWholeInOneFile() {
        try (CaptureBench bench = new CaptureBench(LinuxBackend.open(), folder, SMALL)) {
            bench.print("x".repeat(1_000_000));
            bench.print("y\nafter\n");
            assertThat(CaptureBench.read(bench.rotated(1))).hasSize(1_000_002);
            assertThat(bench.text()).isEqualTo("after\n");
            assertThat(bench.rotated(2)).doesNotExist();
        }
    }

    @Test
    void endlessLine_isCutWhenItIsFarOverTheBound() {
        try (CaptureBench bench = new CaptureBench(LinuxBackend.open(), folder, SMALL)) {
            for (int i = 0; i < 300; i++) {
                bench.print("x".repeat(60_000));
            }
            assertThat(Files.exists(bench.rotated(1))).isTrue();
            assertThat(bench.allText()).hasSize(300 * 60_000);
        }
    }

    @Test
    void noBound_neverRotates() {
        try (CaptureBench bench = new CaptureBench(
                new FakeBackend(), folder, LogPolicy.DEFAULT.withMaxBytes(0).withMaxFiles(5))) {
            bench.print("line\n".repeat(100_000));
            assertThat(bench.text()).hasSize(500_000);
            assertThat(bench.rotated(1)).doesNotExist();
        }
    }

    @Test
    void filesBeyondTheMost_go() {
        try (CaptureBench bench = new CaptureBench(
                new FakeBackend(), folder, LogPolicy.DEFAULT.withMaxBytes(100).withMaxFiles(3))) {
            for (int i = 0; i < 100; i++) {
                bench.print("line number " + i + " that is long enough\n");
            }
            assertThat(bench.rotated(3)).exists();
            assertThat(bench.rotated(4)).doesNotExist();
            assertThat(bench.allText()).endsWith("line number 99 that is long enough\n");
            assertThat(folder.toFile().list()).hasSize(1 + 4 * 2);
        }
    }

    @Test
    void gapInTheRotatedFiles_isFilledAndNothingElseMoves() throws IOException {
        try (CaptureBench bench = new CaptureBench(
                new FakeBackend(), folder, LogPolicy.DEFAULT.withMaxBytes(10).withMaxFiles(5))) {
            Files.writeString(bench.rotated(1), "one\n");
            Files.writeString(bench.rotated(3), "three\n");
            bench.print("0123456789\n");
            bench.print("next\n");
            assertThat(bench.rotated(2)).hasContent("one");
            assertThat(bench.rotated(3)).hasContent("three");
        }
    }

    @Test
    void index_goesWithItsLog() {
        try (CaptureBench bench = new CaptureBench(
                new FakeBackend(), folder, LogPolicy.DEFAULT.withMaxBytes(100).withMaxFiles(3))) {
            bench.print("x".repeat(120) + "\n");
            long first = bench.clock.epochMicros();
            bench.clock.advance(Duration.ofSeconds(1));
            bench.print("next\n");
            assertThat(bench.index(bench.rotated(1))).containsExactly(new CaptureBench.Entry(0, first));
            assertThat(bench.index(bench.log)).containsExactly(new CaptureBench.Entry(0, first + 1_000_000));
        }
    }
}
