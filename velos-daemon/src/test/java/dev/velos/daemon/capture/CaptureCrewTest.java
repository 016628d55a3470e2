package dev.velos.daemon.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.loop.ManualClock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.linux.LinuxBackend;
import dev.velos.daemon.os.posix.PosixBackend;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureCrewTest {
    private static final int STREAMS = 6;
    private static final int BLOCKS = 200;
    private static final int BLOCK_BYTES = 64 << 10;

    @TempDir
    Path folder;

    private VelosHome home;

    @Test
    void manyBusyStreams_areCarriedByTwoThreadsAndEveryByteArrivesOnce() throws Exception {
        carryMany(LinuxBackend::open);
    }

    @Test
    void portableBackend_doesSo() throws Exception {
        carryMany(PosixBackend::open);
    }

    @Test
    void pipesThatAreFullInTheFirstTurn_wakeTheHelperAtOnce() throws Exception {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        home = new VelosHome(folder);
        Files.createDirectory(home.run());
        try (Backend backend = LinuxBackend.open()) {
            Captures captures = Captures.open(backend, new ManualClock(), Runnable::run, home, (_, _) -> {});
            List<StreamCapture> streams = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                StreamCapture stream = captures.stream(pipe(i), log(i), LogPolicy.DEFAULT);
                stream.open();
                streams.add(stream);
            }
            try (FileOutputStream first = new FileOutputStream(pipe(0).toFile());
                    FileOutputStream second = new FileOutputStream(pipe(1).toFile())) {
                first.write(block(0, 0));
                second.write(block(1, 0));
                streams.forEach(StreamCapture::watch);
                backend.poller().await(-1);
                captures.carryReady();
            }
            assertThat(Files.readAllBytes(log(0))).isEqualTo(block(0, 0));
            assertThat(Files.readAllBytes(log(1))).isEqualTo(block(1, 0));
            while (Files.notExists(home.helpersStagingBuffer())) {
                Thread.onSpinWait();
            }
            streams.forEach(StreamCapture::discard);
        }
    }

    private void carryMany(Supplier<? extends Backend> backends) throws Exception {
        home = new VelosHome(folder);
        Files.createDirectory(home.run());
        try (Backend backend = backends.get()) {
            Captures captures = Captures.open(backend, new ManualClock(), Runnable::run, home, (_, _) -> {});
            List<StreamCapture> streams = new ArrayList<>();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                StreamCapture stream = captures.stream(
                        pipe(i),
                        log(i),
                        LogPolicy.DEFAULT.withMaxBytes(3L * BLOCK_BYTES).withMaxFiles(1_000));
                stream.open();
                streams.add(stream);
                byte number = (byte) i;
                writers.add(Thread.ofPlatform().start(() -> write(number)));
            }
            streams.forEach(StreamCapture::watch);
            while (writers.stream().anyMatch(Thread::isAlive)) {
                backend.poller().await(1_000_000);
                captures.carryReady();
            }
            streams.forEach(StreamCapture::discard);
        }
        for (int i = 0; i < STREAMS; i++) {
            assertThat(text(i)).isEqualTo(expected(i));
        }
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        assertThat(home.helpersStagingBuffer()).exists();
    }

    private Path pipe(int number) {
        return home.run().resolve(number + ".out");
    }

    private Path log(int number) {
        return folder.resolve(number + ".log");
    }

    private void write(int number) {
        try (FileOutputStream pipe = new FileOutputStream(pipe(number).toFile())) {
            for (int block = 0; block < BLOCKS; block++) {
                pipe.write(block(number, block));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A block of lines that tell it from every other. */
    private static byte[] block(int number, int block) {
        String line = number + " " + block + "\n";
        return line.repeat(BLOCK_BYTES / line.length()).getBytes(ISO_8859_1);
    }

    private static String expected(int number) {
        StringBuilder text = new StringBuilder();
        for (int block = 0; block < BLOCKS; block++) {
            text.append(new String(block(number, block), ISO_8859_1));
        }
        return text.toString();
    }

    private String text(int number) throws IOException {
        StringBuilder text = new StringBuilder();
        int last = 0;
        while (Files.exists(VelosHome.rotated(log(number), last + 1))) {
            last++;
        }
        for (int n = last; n >= 1; n--) {
            text.append(Files.readString(VelosHome.rotated(log(number), n)));
        }
        return text.append(Files.readString(log(number))).toString();
    }
}
