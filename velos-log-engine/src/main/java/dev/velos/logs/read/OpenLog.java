package dev.velos.logs.read;

import dev.velos.core.home.VelosHome;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** A log file that stays the same file however it is renamed, and its time index. Owned by the reader that opened it. */
final class OpenLog implements Closeable {
    /** How the file that was opened holds its bytes. */
    private enum Form {
        PLAIN,
        COMPRESSED
    }

    /** A channel copies what it read for an array once more, which is quick as long as it is in the processor's cache. */
    private static final int PIECE_BYTES = 64 << 10;

    private final Path path;
    private final FileChannel channel;
    private final BasicFileAttributes opened;
    private final TimeIndex index;
    private final Form form;

    private OpenLog(Path path, FileChannel channel, BasicFileAttributes opened, TimeIndex index, Form form) {
        this.path = path;
        this.channel = channel;
        this.opened = opened;
        this.index = index;
        this.form = form;
    }

    /** The file that stands at this path now; nothing where there is none. */
    static Optional<OpenLog> open(Path path) throws IOException {
        while (true) {
            try {
                Optional<OpenLog> log = openOnce(path);
                if (log.isPresent()) {
                    return log;
                }
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }
    }

    /** A file of any kind: compressed where it begins as gzip does, else as it is; nothing where there is none. */
    static Optional<OpenLog> openAny(Path path) throws IOException {
        return isCompressed(path) ? openCompressed(path, path) : open(path);
    }

    private static boolean isCompressed(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    /** The nth rotated file of a log, compressed or not; nothing where there is none. */
    static Optional<OpenLog> openRotated(Path log, int n) throws IOException {
        Path plain = VelosHome.rotated(log, n);
        Optional<OpenLog> opened = open(plain);
        Path compressed = VelosHome.compressed(plain);
        return opened.isPresent() || !Files.isRegularFile(compressed) ? opened : openCompressed(compressed, plain);
    }

    private static Optional<OpenLog> openCompressed(Path compressed, Path plain) throws IOException {
        FileChannel channel;
        BasicFileAttributes before;
        try {
            before = attributes(compressed);
            channel = GzippedLog.plain(compressed);
        } catch (NoSuchFileException e) {
            return Optional.empty(); // rotated out meanwhile
        }
        try {
            return Optional.of(
                    new OpenLog(compressed, channel, before, new TimeIndex(VelosHome.indexOf(plain)), Form.COMPRESSED));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Nothing where the path changed hands between the look at it and the opening. */
    private static Optional<OpenLog> openOnce(Path path) throws IOException {
        BasicFileAttributes before = attributes(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        TimeIndex index = null;
        try {
            index = new TimeIndex(VelosHome.indexOf(path));
            if (before.fileKey().equals(attributes(path).fileKey())) {
                return Optional.of(new OpenLog(path, channel, before, index, Form.PLAIN));
            }
        } catch (IOException e) {
            closeBoth(channel, index);
            throw e;
        }
        closeBoth(channel, index);
        return Optional.empty();
    }

    /** @throws IOException where it is missing, or no regular file */
    static BasicFileAttributes attributes(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new IOException(path + " is not a regular file");
        }
        return attributes;
    }

    private static void closeBoth(FileChannel channel, TimeIndex index) throws IOException {
        try (channel) {
            if (index != null) {
                index.close();
            }
        }
    }

    /** As it was called when it was opened. */
    Path path() {
        return path;
    }

    /** What tells this file from every other one that exists. */
    Object key() {
        return opened.fileKey();
    }

    /**
     * Whether the other one has the same bytes, under whatever name. A file that was compressed is another file with
     * the index of the one that it was.
     */
    boolean isSameAs(OpenLog other) {
        return key().equals(other.key())
                || form != other.form && index.key().isPresent() && index.key().equals(other.index.key());
    }

    /** When it was changed last, as of its opening. */
    FileTime lastChange() {
        return opened.lastModifiedTime();
    }

    TimeIndex index() {
        return index;
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Bytes read at that offset: fewer than asked for only at the end, 0 behind it. */
    int read(long offset, byte[] into, int at, int length) throws IOException {
        return read(offset, ByteBuffer.wrap(into, at, length));
    }

    /** The same from the position of a buffer to its limit. */
    int read(long offset, ByteBuffer into) throws IOException {
        int from = into.position();
        int end = into.limit();
        int read = 1;
        while (read > 0 && into.position() < end) {
            into.limit(Math.min(end, into.position() + PIECE_BYTES));
            read = channel.read(into, offset + into.position() - from);
        }
        into.limit(end);
        return into.position() - from;
    }

    @Override
    public void close() throws IOException {
        closeBoth(channel, index);
    }
}
