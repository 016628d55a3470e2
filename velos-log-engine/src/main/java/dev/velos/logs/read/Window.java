package dev.velos.logs.read;

import dev.velos.logs.pattern.LineMatcher;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The part of a source that a reader looks at: bytes that are kept, and behind them those that are not taken yet.
 * Indexes change with each {@link #fill}. Mutable, owned by one reader.
 */
final class Window implements Closeable {
    /** The longest event that is kept whole. */
    static final int MAX_KEPT = LineText.MAX_BYTES;

    private static final int READ_BYTES = 256 << 10;
    private static final int UNKNOWN = -1;
    private static final int MAX_BYTES = 2 * MAX_KEPT + READ_BYTES;

    private final ByteSource source;
    private final Optional<ReadAhead> ahead;
    private boolean isBorrowed;
    private Optional<Scouted> scouted = Optional.empty();
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

    private int wholeTo = UNKNOWN;

    Window(ByteSource source) {
        this.source = source;
        ahead = source instanceof ReadAhead reader ? Optional.of(reader) : Optional.empty();
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
        wholeTo = UNKNOWN;
        if (ahead.isPresent() && pending() <= ReadAhead.HEADROOM && ahead.get().lendable() > 0) {
            borrow(ahead.get());
            return true;
        }
        if (isBorrowed || bytes.length - limit < READ_BYTES) {
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
        int wanted = pending() + READ_BYTES;
        boolean isFull = wanted > bytes.length && bytes.length < MAX_BYTES;
        byte[] target = isFull || isBorrowed
                ? new byte[Math.min(MAX_BYTES, Math.max(isBorrowed ? wanted : 4 * bytes.length, wanted))]
                : bytes;
        move(target, 0);
        isBorrowed = false;
        scouted = Optional.empty();
    }

    /** Goes on in the array of the one who reads ahead, with what is pending before its bytes. */
    private void borrow(ReadAhead reader) throws IOException {
        int length = reader.lendable();
        move(reader.lend(), ReadAhead.HEADROOM - pending());
        limit += length;
        isBorrowed = true;
        scouted = Optional.of(reader.scouted());
    }

    /** How many bytes there are of the event that is kept: all to {@link #next}, unless some between were dropped. */
    private int kept() {
        boolean gap = next > keptTo + 1;
        return gap ? keptTo - keptFrom : next - keptFrom;
    }

    private int pending() {
        return kept() + limit - next;
    }

    private void move(byte[] target, int to) {
        int kept = kept();
        int left = limit - next;
        int keptLength = keptTo - keptFrom;
        System.arraycopy(bytes, keptFrom, target, to, kept);
        System.arraycopy(bytes, next, target, to + kept, left);
        bytes = target;
        keptFrom = to;
        keptTo = to + keptLength;
        next = to + kept;
        limit = next + left;
    }

    /** As {@link LineMatcher#find} between two indexes, each search behind the one before. */
    int find(LineMatcher matcher, int from, int to) {
        return scouted.isPresent() ? scouted.get().find(matcher, bytes, from, to) : matcher.find(bytes, from, to);
    }

    /**
     * The end of the last whole line behind that place, 0 where there is none; at the end of the source, of all that is
     * there. Between two fills, places go from front to back.
     */
    int wholeLines(int from) {
        if (ended) {
            return limit;
        }
        if (wholeTo == UNKNOWN) {
            wholeTo = LineEnds.last(bytes, from, limit) + 1;
        }
        return wholeTo > from ? wholeTo : 0;
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
