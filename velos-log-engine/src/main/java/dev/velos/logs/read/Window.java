package dev.velos.logs.read;

import java.io.Closeable;
import java.io.IOException;

/**
 * The part of a source that a reader looks at: bytes that are kept, and behind them those that are not taken yet.
 * Indexes change with each {@link #fill}. Mutable, owned by one reader.
 */
final class Window implements Closeable {
    /** The longest event that is kept whole. */
    static final int MAX_KEPT = LineText.MAX_BYTES;

    private static final int READ_BYTES = 256 << 10;
    private static final int MAX_BYTES = 2 * MAX_KEPT + READ_BYTES;

    private final ByteSource source;
    byte[] bytes = new byte[64 << 10];

    /** What is kept: from here to {@link #keptTo}. */
    int keptFrom;

    int keptTo;

    /** What is not taken yet: from here to {@link #limit}. */
    int next;

    int limit;

    /** Where {@link #next} stands in the source. */
    long offset;

    boolean ended;

    Window(ByteSource source) {
        this.source = source;
    }

    /** Keeps nothing but what is not taken yet. */
    void keepNothing() {
        keptFrom = next;
        keptTo = next;
    }

    /** Takes bytes up to that index, without keeping them. */
    void take(int to) {
        offset += to - next;
        next = to;
    }

    /** Reads more behind the limit; false at the end of the source, and where the window can hold no more. */
    boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (bytes.length - limit < READ_BYTES) {
            compact();
        }
        if (limit == bytes.length) {
            return false;
        }
        int read = source.read(bytes, limit, Math.min(READ_BYTES, bytes.length - limit));
        ended = read < 0;
        limit += Math.max(read, 0);
        return read > 0;
    }

    private void compact() {
        boolean gap = next > keptTo + 1 || keptFrom == keptTo;
        int kept = gap ? keptTo - keptFrom : next - keptFrom;
        int left = limit - next;
        byte[] target = bytes;
        if (kept + left + READ_BYTES > bytes.length && bytes.length < MAX_BYTES) {
            target = new byte[Math.min(MAX_BYTES, Math.max(4 * bytes.length, kept + left + READ_BYTES))];
        }
        int keptLength = keptTo - keptFrom;
        System.arraycopy(bytes, keptFrom, target, 0, kept);
        System.arraycopy(bytes, next, target, kept, left);
        bytes = target;
        keptFrom = 0;
        keptTo = keptLength;
        next = kept;
        limit = kept + left;
    }

    /** The end of the line that begins at {@link #next}: its line feed or the end of the source; -1 where it is too long. */
    int lineEnd() throws IOException {
        int scanned = 0;
        while (true) {
            int end = LineEnds.next(bytes, next + scanned, limit);
            if (end >= 0) {
                return end;
            }
            scanned = limit - next;
            if (scanned > MAX_KEPT) {
                return -1;
            }
            if (!fill()) {
                return limit;
            }
        }
    }

    /** Drops bytes up to and with the next line feed; returns how many there were before it. */
    long dropLine() throws IOException {
        long dropped = 0;
        while (true) {
            int end = LineEnds.next(bytes, next, limit);
            if (end >= 0) {
                dropped += end - next;
                take(end + 1);
                return dropped;
            }
            dropped += limit - next;
            take(limit);
            if (!fill()) {
                return dropped;
            }
        }
    }

    long arrivalMicros(long at) throws IOException {
        return source.arrivalMicros(at);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
