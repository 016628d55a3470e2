package dev.velos.logs.summary;

import java.util.Arrays;

/**
 * How often each key came in each span of time. Spans begin with a second and grow while there is more to keep than
 * {@link #MAX_ENTRIES}: memory is bounded, and a long period is seen less finely. Owned by one {@link Digest}.
 */
final class Timeline {
    static final int MAX_ENTRIES = 1 << 20;
    private static final int[] WIDTHS_SECONDS = {1, 5, 15, 60, 300, 900, 3600, 6 * 3600, 24 * 3600, 30 * 24 * 3600};

    /** Is told each entry, in the order of their coming. */
    interface Reader {
        void entry(long second, int key, int count);
    }

    private final int maxEntries;
    private int width;
    private long[] spans = new long[256];
    private int[] keys = new int[256];
    private int[] counts = new int[256];
    private int size;
    private long span = Long.MIN_VALUE;
    private int[] current = new int[256];
    private int[] touched = new int[64];
    private int touchedSize;

    Timeline() {
        this(MAX_ENTRIES);
    }

    Timeline(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    /** How long a span is now, in seconds. */
    int spanSeconds() {
        return WIDTHS_SECONDS[width];
    }

    void add(long second, int key) {
        long now = Math.floorDiv(second, WIDTHS_SECONDS[width]);
        if (now != span) {
            flush();
            span = now;
        }
        if (key >= current.length) {
            current = Arrays.copyOf(current, Math.max(key + 1, 2 * current.length));
        }
        if (current[key]++ == 0) {
            if (touchedSize == touched.length) {
                touched = Arrays.copyOf(touched, 2 * touchedSize);
            }
            touched[touchedSize++] = key;
        }
    }

    private void flush() {
        for (int i = 0; i < touchedSize; i++) {
            append(span, touched[i], current[touched[i]]);
            current[touched[i]] = 0;
        }
        touchedSize = 0;
    }

    private void append(long at, int key, int count) {
        if (size == spans.length) {
            int length = 2 * size;
            spans = Arrays.copyOf(spans, length);
            keys = Arrays.copyOf(keys, length);
            counts = Arrays.copyOf(counts, length);
        }
        spans[size] = at;
        keys[size] = key;
        counts[size++] = count;
    }

    /** Whether {@link #compact} is due. */
    boolean isFull() {
        return size >= maxEntries;
    }

    /** The key that stands for another one now. */
    interface Merged {
        int key(int old);
    }

    /** Joins entries of one span whose keys were merged, and widens spans until half of the room is free. */
    void compact(Merged merged) {
        flush();
        span = Long.MIN_VALUE;
        join(merged, 1);
        while (size > maxEntries / 2 && width < WIDTHS_SECONDS.length - 1) {
            width++;
            join(merged, WIDTHS_SECONDS[width] / WIDTHS_SECONDS[width - 1]);
        }
    }

    private void join(Merged merged, int factor) {
        Integer[] order = new Integer[size];
        for (int i = 0; i < size; i++) {
            spans[i] = Math.floorDiv(spans[i], factor);
            keys[i] = merged.key(keys[i]);
            order[i] = i;
        }
        Arrays.sort(
                order,
                (a, b) -> spans[a] != spans[b] ? Long.compare(spans[a], spans[b]) : Integer.compare(keys[a], keys[b]));
        long[] oldSpans = spans;
        int[] oldKeys = keys;
        int[] oldCounts = counts;
        spans = new long[oldSpans.length];
        keys = new int[oldSpans.length];
        counts = new int[oldSpans.length];
        int joined = 0;
        for (int i : order) {
            if (joined > 0 && spans[joined - 1] == oldSpans[i] && keys[joined - 1] == oldKeys[i]) {
                counts[joined - 1] += oldCounts[i];
                continue;
            }
            spans[joined] = oldSpans[i];
            keys[joined] = oldKeys[i];
            counts[joined++] = oldCounts[i];
        }
        size = joined;
    }

    void read(Reader reader) {
        flush();
        for (int i = 0; i < size; i++) {
            reader.entry(spans[i] * WIDTHS_SECONDS[width], keys[i], counts[i]);
        }
    }
}
