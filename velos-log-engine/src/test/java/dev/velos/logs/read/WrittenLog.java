package dev.velos.logs.read;

import dev.velos.core.home.VelosHome;
import dev.velos.logs.event.LogSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/** A log as its writer makes it: bytes, time index, rotation. Owned by one test. */
final class WrittenLog {
    final LogSource source;
    private final Path file;
    private final int maxFiles;

    WrittenLog(Path folder, String label, String stream) {
        this(folder, label, stream, 10);
    }

    WrittenLog(Path folder, String label, String stream, int maxFiles) {
        this.file = folder.resolve(label + "-" + stream + ".log");
        this.source = new LogSource(label, stream, file);
        this.maxFiles = maxFiles;
    }

    WrittenLog write(String text, long micros) throws IOException {
        return write(text.getBytes(StandardCharsets.UTF_8), micros);
    }

    WrittenLog write(byte[] bytes, long micros) throws IOException {
        long offset = Files.exists(file) ? Files.size(file) : 0;
        index(offset, micros);
        return bytes(bytes);
    }

    WrittenLog index(long offset, long micros) throws IOException {
        ByteBuffer entry =
                ByteBuffer.allocate(16).putLong(offset).putLong(micros).flip();
        append(VelosHome.indexOf(file), entry);
        return this;
    }

    /** Bytes without an index entry. */
    WrittenLog bytes(byte[] bytes) throws IOException {
        append(file, ByteBuffer.wrap(bytes));
        return this;
    }

    WrittenLog rotate() throws IOException {
        for (int n = maxFiles - 1; n >= 0; n--) {
            move(numbered(n), numbered(n + 1));
            moveFile(VelosHome.compressed(numbered(n)), VelosHome.compressed(numbered(n + 1)));
        }
        Files.createFile(file);
        return this;
    }

    private Path numbered(int n) {
        return n == 0 ? file : VelosHome.rotated(file, n);
    }

    private static void move(Path from, Path to) throws IOException {
        moveFile(from, to);
        moveFile(VelosHome.indexOf(from), VelosHome.indexOf(to));
    }

    private static void moveFile(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Compresses a rotated file, as the daemon does: the new one is whole before the old one goes. */
    WrittenLog compress(int n) throws IOException {
        Path plain = numbered(n);
        if (Files.exists(plain)) {
            Path fresh = plain.resolveSibling(plain.getFileName() + ".gz.new");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(fresh))) {
                Files.copy(plain, out);
            }
            Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(plain));
            Files.move(fresh, VelosHome.compressed(plain), StandardCopyOption.ATOMIC_MOVE);
            Files.delete(plain);
        }
        return this;
    }

    WrittenLog empty() throws IOException {
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
            log.truncate(0);
        }
        try (FileChannel index = FileChannel.open(VelosHome.indexOf(file), StandardOpenOption.WRITE)) {
            index.truncate(0);
        }
        return this;
    }

    private static void append(Path path, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
