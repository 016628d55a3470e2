package dev.velos.logs.anomaly;

import java.time.Instant;
import java.util.Arrays;

/** How much there was in each minute of a period; of a very long one in each span of equal length. */
public final class MinuteCounts {
    private final Instant start;
    private final int spanSeconds;
    private final double[] counts;

    public MinuteCounts(Instant start, int spanSeconds, int size) {
        this.start = start;
        this.spanSeconds = spanSeconds;
        counts = new double[size];
    }

    public int size() {
        return counts.length;
    }

    public double at(int minute) {
        return counts[minute];
    }

    public void set(int minute, double value) {
        counts[minute] = value;
    }

    /** Adds to the span that holds that second since 1970; what is outside of the period does not count. */
    public void add(long epochSecond, double count) {
        long minute = Math.floorDiv(epochSecond - start.getEpochSecond(), spanSeconds);
        if (minute >= 0 && minute < counts.length) {
            counts[(int) minute] += count;
        }
    }

    /** An empty one of the same period. */
    public MinuteCounts likeThis() {
        return new MinuteCounts(start, spanSeconds, counts.length);
    }

    /** When a span begins. */
    public Instant time(int minute) {
        return start.plusSeconds((long) spanSeconds * minute);
    }

    /** All there was. */
    public double total() {
        return Arrays.stream(counts).sum();
    }
}
