package dev.velos.logs.read;

import dev.velos.core.home.TimeIndexFormat;
import dev.velos.logs.event.LogEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Says when the bytes of a log arrived, from the {@linkplain TimeIndexFormat index} beside it, of which it holds one
 * block at a time. Owned by the reader of the log. An index that appears or grows later is noticed.
 */
final class TimeIndex implements Closeable {
    private static final int BLOCK_ENTRIES = 256;

    /** So many entries tell whether an index is one. */
    private static final int LOOKED_AT = 256;

    /** No log is older than Unix, or younger than the year 2500. */
    private static final long OLDEST_MICROS = 0;

    private static final long YOUNGEST_MICROS = 16_725_225_600_000_000L;

    private final Path path;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_ENTRIES * TimeIndexFormat.ENTRY_BYTES);
    private FileChannel channel;
    private Object key;
    private int held;
    private long entriesBehind;
    private long entriesAtLoad;
    private long nextOffset;

    TimeIndex(Path path) throws IOException {
        this.path = path;
        openIfThere();
    }

    /** Looks again for an index that was missing. */
    void openIfThere() throws IOException {
        if (channel == null && Files.isRegularFile(path)) {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        }
    }

    /** What tells the index from every other file; nothing where there is none. */
    Optional<Object> key() {
        return Optional.ofNullable(key);
    }

    /** Forgets what was read: the log was emptied. */
    void reset() {
        held = 0;
    }

    /** When the byte at that offset arrived; nothing where no entry covers it. */
    Optional<Instant> timeAt(long offset) throws IOException {
        long micros = microsAt(offset);
        return micros == LogEvent.NO_TIME
                ? Optional.empty()
                : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    /** The same in epoch microseconds; {@link LogEvent#NO_TIME} for nothing. */
    long microsAt(long offset) throws IOException {
        if (channel == null) {
            return LogEvent.NO_TIME;
        }
        if (!covers(offset)) {
            load(offset);
        }
        int entry = lastAtOrBefore(offset);
        return entry < 0 ? LogEvent.NO_TIME : micros(entry);
    }

    /** Where the bytes begin that arrived at that time or later, in a log of that size; its size where none did. */
    long offsetSince(long micros, long logSize) throws IOException {
        long low = 0;
        long high = channel == null ? 0 : entries();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (entry(middle, Long.BYTES) >= micros) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return channel == null || low == entries() ? logSize : Math.min(logSize, offsetOf(low));
    }

    /** Whether it can be relied on for a log of that size: some of its entries are looked at, of a small one all. */
    boolean isSound(long logSize) throws IOException {
        long count = channel == null ? 0 : entries();
        long lastOffset = 0;
        for (long i = 0; i < Math.min(count, LOOKED_AT); i++) {
            long at = count <= LOOKED_AT ? i : i * (count - 1) / (LOOKED_AT - 1);
            long offset = offsetOf(at);
            long micros = entry(at, Long.BYTES);
            if (offset < lastOffset || offset > logSize || micros < OLDEST_MICROS || micros > YOUNGEST_MICROS) {
                return false;
            }
            lastOffset = offset;
        }
        return count > 0;
    }

    private boolean covers(long offset) throws IOException {
        return held > 0
                && offset(0) <= offset
                && offset < nextOffset
                && (entriesBehind > 0 || entries() == entriesAtLoad);
    }

    private long entries() throws IOException {
        return channel.size() / TimeIndexFormat.ENTRY_BYTES;
    }

    private void load(long offset) throws IOException {
        entriesAtLoad = entries();
        long first = blockOf(offset) * BLOCK_ENTRIES;
        int wanted = (int) Math.min(BLOCK_ENTRIES, entriesAtLoad - first);
        held = read(first, wanted);
        entriesBehind = entriesAtLoad - first - held;
        nextOffset = entriesBehind > 0 ? offsetOf(first + held) : Long.MAX_VALUE;
    }

    /** The last block that begins at or before the offset, or the first one. */
    private long blockOf(long offset) throws IOException {
        long low = 0;
        long high = Math.max(0, entriesAtLoad - 1) / BLOCK_ENTRIES;
        while (low < high) {
            long middle = (low + high + 1) / 2;
            if (offsetOf(middle * BLOCK_ENTRIES) <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private long offsetOf(long entry) throws IOException {
        return entry(entry, 0);
    }

    private long entry(long entry, int at) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(Long.BYTES);
        int read = channel.read(one, entry * TimeIndexFormat.ENTRY_BYTES + at);
        return read < Long.BYTES ? Long.MAX_VALUE : one.getLong(0);
    }

    /** How many whole entries were there to be read. */
    private int read(long first, int entries) throws IOException {
        block.clear().limit(entries * TimeIndexFormat.ENTRY_BYTES);
        long from = first * TimeIndexFormat.ENTRY_BYTES;
        while (block.hasRemaining() && channel.read(block, from + block.position()) > 0) {
            continue;
        }
        return block.position() / TimeIndexFormat.ENTRY_BYTES;
    }

    private int lastAtOrBefore(long offset) {
        int low = -1;
        int high = held - 1;
        while (low < high) {
            int middle = (low + high + 1) >> 1;
            if (offset(middle) <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private long offset(int entry) {
        return block.getLong(entry * TimeIndexFormat.ENTRY_BYTES);
    }

    private long micros(int entry) {
        return block.getLong(entry * TimeIndexFormat.ENTRY_BYTES + Long.BYTES);
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
