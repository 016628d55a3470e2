package dev.velos.daemon.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.loop.ManualClock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.linux.LinuxBackend;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingBufferTest {
    private static final LogPolicy SMALL = LogPolicy.DEFAULT.withMaxBytes(300).withMaxFiles(1_000);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();

    /** Text in small and large pieces, with and without line ends, over many rotations. */
    @Test
    void deathAtAnyMoment_neitherLosesNorDoublesAByte() throws IOException {
        int moment = 0;
        for (int seed = 0; seed < 4; seed++) {
            for (moment = 0; diesAt(moment, seed); moment++) {
                continue;
            }
            assertThat(moment).as("moments of seed " + seed).isGreaterThan(40);
        }
    }

    /** Whether the daemon died: false where it had nothing more to do. */
    private boolean diesAt(int moment, int seed) throws IOException {
        VelosHome home = new VelosHome(Files.createDirectory(folder.resolve(seed + "-" + moment)));
        Files.createDirectory(home.run());
        Path pipe = home.run().resolve("pipe");
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder written = new StringBuilder();
        try (Backend backend = LinuxBackend.open()) {
            CaptureIo io = new DyingCapture(backend.capture(), moment);
            io.openPipe(pipe);
            boolean died = false;
            try (RandomAccessFile program = new RandomAccessFile(pipe.toFile(), "rw")) {
                StagingBuffer staging = StagingBuffer.open(home.stagingBuffer());
                LogFile log = new LogFile(new Carrier(io, staging), log(home), SMALL);
                int reader = io.openPipe(pipe);
                for (int i = 0; i < 30 && !died; i++) {
                    String text = text(random);
                    program.write(text.getBytes(ISO_8859_1));
                    written.append(text);
                    died = killedWhile(() -> move(log, reader));
                }
                program.write("the end".getBytes(ISO_8859_1));
                written.append("the end");
                nextDaemon(backend, home, reader);
            }
            assertThat(allText(home)).as("moment " + moment + ", seed " + seed).isEqualTo(written.toString());
            return died;
        }
    }

    private interface Action {
        void run() throws OsException;
    }

    private static boolean killedWhile(Action action) throws OsException {
        try {
            action.run();
            return false;
        } catch (DyingCapture.Killed e) {
            return true;
        }
    }

    private void move(LogFile log, int reader) throws OsException {
        if (log.stage(reader, StagingBuffer.CAPACITY, clock.epochMicros()) > 0) {
            log.write(clock.epochMicros());
        }
    }

    private void nextDaemon(Backend backend, VelosHome home, int reader) throws OsException {
        Captures captures = Captures.open(backend, clock, Runnable::run, home, (_, _) -> {});
        captures.finishLeftover();
        LogFile log = new LogFile(captures.own(), log(home), SMALL);
        move(log, reader);
        log.close();
    }

    private static Path log(VelosHome home) {
        return home.directory().resolve("api-out.log");
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(Long.toString(random.nextLong(), 36).repeat(random.nextInt(8)));
            text.append(random.nextInt(3) == 0 ? "" : "\n");
        }
        return text.isEmpty() ? "\n" : text.toString();
    }

    private static String allText(VelosHome home) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int n = 999; n >= 1; n--) {
            Path rotated = VelosHome.rotated(log(home), n);
            text.append(Files.exists(rotated) ? Files.readString(rotated, ISO_8859_1) : "");
        }
        return text.append(Files.readString(log(home), ISO_8859_1)).toString();
    }

    @Test
    void largestChunk_isFinishedByTheNextDaemon() throws IOException {
        byte[] chunk = new byte[StagingBuffer.CAPACITY];
        new Random(1).nextBytes(chunk);
        Path file = folder.resolve("staging");
        Path log = folder.resolve("log");
        Files.writeString(log, "before");
        try (Backend backend = LinuxBackend.open()) {
            CaptureIo io = new DyingCapture(backend.capture(), 1);
            int pipe = io.openPipe(folder.resolve("pipe"));
            io.growPipe(pipe, chunk.length);
            try (RandomAccessFile program =
                    new RandomAccessFile(folder.resolve("pipe").toFile(), "rw")) {
                program.write(chunk);
                StagingBuffer killed = StagingBuffer.open(file);
                assertThat(killedWhile(() -> killed.fill(io, pipe, Integer.MAX_VALUE, log, 6)))
                        .isTrue();
            }
            StagedChunk left = StagingBuffer.open(file).leftover().orElseThrow();
            assertThat(left.bytes()).isEqualTo(chunk);
            assertThat(left.finish(backend.capture())).isEqualTo(chunk.length);
            assertThat(Files.size(log)).isEqualTo(6 + chunk.length);
            backend.capture().close(pipe);
        }
    }

    @Test
    void readThatDidNotTakePlace_leavesNothing() throws IOException {
        Path file = folder.resolve("staging");
        try (Backend backend = LinuxBackend.open()) {
            CaptureIo io = new DyingCapture(backend.capture(), 0);
            int pipe = io.openPipe(folder.resolve("pipe"));
            for (String text : new String[] {"\n", "short", "somewhat longer"}) {
                try (RandomAccessFile program =
                        new RandomAccessFile(folder.resolve("pipe").toFile(), "rw")) {
                    program.write(text.getBytes(ISO_8859_1));
                    StagingBuffer killed = StagingBuffer.open(file);
                    CaptureIo dying = new DyingCapture(backend.capture(), 0);
                    assertThat(killedWhile(() -> killed.fill(dying, pipe, 100, folder.resolve("log"), 0)))
                            .isTrue();
                    assertThat(StagingBuffer.open(file).leftover()).isEmpty();
                }
            }
            backend.capture().close(pipe);
        }
    }

    @Test
    void fileOfSomebodyElse_leavesNothing() throws IOException {
        Path file = folder.resolve("staging");
        for (int seed = 0; seed < 300; seed++) {
            byte[] noise = new byte[1 << 10];
            new Random(seed).nextBytes(noise);
            Files.write(file, noise);
            assertThat(StagingBuffer.open(file).leftover()).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void folderThatCannotHoldTheFile_givesPlainMemory() {
        StagingBuffer staging = StagingBuffer.open(folder.resolve("nowhere/staging"));
        assertThat(staging.outlivesTheDaemon()).isFalse();
        assertThat(staging.leftover()).isEmpty();
        assertThat(staging.bytes().hasRemaining()).isTrue();
    }
}
