package dev.velos.logs.summary;

import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;

/**
 * Events copied out of a reader's buffer, to be looked at by another thread. Of each event the first
 * {@link #MAX_EVENT_BYTES} are kept. Owned by one thread at a time.
 */
final class EventBatch {
    static final int MAX_EVENT_BYTES = 16 << 10;
    private static final int BYTES = 1 << 20;
    private static final int EVENTS = 16 << 10;

    private final byte[] bytes = new byte[BYTES];
    private final int[] ends = new int[EVENTS + 1];
    private final int[] firstLineEnds = new int[EVENTS];
    private final int[] lines = new int[EVENTS];
    private final long[] micros = new long[EVENTS];
    private final LogSource[] sources = new LogSource[EVENTS];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** False where there is no room for it. */
    boolean add(LogEvent event) {
        int length = Math.min(event.length(), MAX_EVENT_BYTES);
        int from = ends[size];
        if (size == EVENTS || from + length > BYTES) {
            return false;
        }
        System.arraycopy(event.bytes(), event.from(), bytes, from, length);
        firstLineEnds[size] = from + Math.min(length, event.firstLineTo() - event.from());
        lines[size] = event.lines();
        micros[size] = event.arrivalMicros();
        sources[size] = event.source();
        ends[++size] = from + length;
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    int from(int event) {
        return ends[event];
    }

    /** The end of the first line, without a carriage return. */
    int firstLineTo(int event) {
        int end = firstLineEnds[event];
        return end > ends[event] && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    int to(int event) {
        return ends[event + 1];
    }

    int lines(int event) {
        return lines[event];
    }

    /** When it arrived; {@link LogEvent#NO_TIME} where nobody noted it. */
    long micros(int event) {
        return micros[event];
    }

    LogSource source(int event) {
        return sources[event];
    }
}
