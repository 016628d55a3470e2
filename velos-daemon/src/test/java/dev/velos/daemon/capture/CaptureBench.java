package dev.velos.daemon.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.loop.ManualClock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.fake.FakeBackend;
import dev.velos.daemon.os.fake.FakeWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** One captured stream and the program that writes it. Owned by the test. */
final class CaptureBench implements AutoCloseable {
    /** Writes to the pipe as a program does. */
    private interface Writer {
        void write(byte[] bytes) throws IOException;

        void close() throws IOException;
    }

    /** An entry of the time index. */
    record Entry(long offset, long micros) {}

    final Backend backend;
    final ManualClock clock = new ManualClock();
    final Path log;
    final StreamCapture capture;
    final Captures captures;
    long grownTo;
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final Path pipe;
    private final VelosHome home;
    private final Writer writer;

    CaptureBench(Backend backend, Path folder, LogPolicy policy) {
        this.backend = backend;
        log = folder.resolve("api-out.log");
        pipe = folder.resolve("api.out");
        try {
            home = new VelosHome(Files.createTempDirectory("velos"));
            Files.createDirectory(home.run());
            captures = Captures.open(backend, clock, posted::add, home, (_, size) -> grownTo = size);
            assertThat(captures.own().staging().outlivesTheDaemon()).isTrue();
            capture = captures.stream(pipe, log, policy);
            capture.open();
            writer = backend instanceof FakeBackend fake ? new Scripted(fake.openWriter(pipe)) : real();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private record Scripted(FakeWriter writer) implements Writer {
        @Override
        public void write(byte[] bytes) {
            writer.write(bytes);
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    private Writer real() throws IOException {
        RandomAccessFile file = new RandomAccessFile(pipe.toFile(), "rw");
        return new Writer() {
            @Override
            public void write(byte[] bytes) throws IOException {
                file.write(bytes);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    /** Writes at most what a pipe holds; the capture has not seen it yet. */
    void write(String text) {
        try {
            writer.write(text.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes any amount, and has it captured. */
    void print(String text) {
        for (int at = 0; at < text.length(); at += 60_000) {
            write(text.substring(at, Math.min(text.length(), at + 60_000)));
            capture.drain();
        }
    }

    /** Has carried what waits in pipes that are watched, as a turn of the loop does. */
    void turn() {
        backend.poller().await(0);
        captures.carryReady();
    }

    /** Runs what other threads have for the loop, and looks whether something is so. */
    boolean afterPosted(BooleanSupplier isSo) {
        for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
            task.run();
        }
        return isSo.getAsBoolean();
    }

    void closeWriter() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void flush() {
        try {
            capture.flush();
        } catch (OsException e) {
            throw new AssertionError(e);
        }
    }

    String text() {
        return read(log);
    }

    Path rotated(int n) {
        return VelosHome.rotated(log, n);
    }

    /** All that was ever written, the oldest file first. */
    String allText() {
        StringBuilder text = new StringBuilder();
        int last = 0;
        while (Files.exists(rotated(last + 1))) {
            last++;
        }
        for (int n = last; n >= 1; n--) {
            text.append(read(rotated(n)));
        }
        return text.append(Files.exists(log) ? text() : "").toString();
    }

    static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    List<Entry> index(Path ofLog) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(VelosHome.indexOf(ofLog)));
            assertThat(bytes.remaining() % 16).isZero();
            List<Entry> entries = new ArrayList<>();
            while (bytes.hasRemaining()) {
                entries.add(new Entry(bytes.getLong(), bytes.getLong()));
            }
            return entries;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        closeWriter();
        capture.discard();
        assertThat(pipe).doesNotExist();
        if (backend instanceof FakeBackend fake) {
            assertThat(fake.openHandles()).isEmpty();
        }
        backend.close();
        try {
            Files.delete(home.stagingBuffer());
            Files.delete(home.run());
            Files.delete(home.directory());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
