package dev.velos.logs.anomaly;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * One incident: a span in which a series was beyond what it is else.
 *
 * @param series {@code errors}, {@code error share}, {@code volume}, or the id of a template
 * @param start the first minute beyond
 * @param end the end of the last minute beyond
 * @param peakAt the minute of the peak
 * @param peak the count, or for a share the percentage, of that minute
 * @param usual the median of the minutes before
 * @param sigmas how many robust standard deviations the peak is beyond the median
 */
public record Anomaly(
        String series,
        Grade grade,
        Instant start,
        Instant end,
        Instant peakAt,
        double peak,
        double usual,
        double sigmas) {
    /** How far beyond. */
    public enum Grade {
        WARNING,
        CRITICAL;

        /** As output has it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Anomaly {
        Objects.requireNonNull(series);
        Objects.requireNonNull(grade);
        Objects.requireNonNull(start);
        Objects.requireNonNull(end);
        Objects.requireNonNull(peakAt);
    }

    /** Whether the spans touch. */
    public boolean overlaps(Anomaly other) {
        return !start.isAfter(other.end) && !other.start.isAfter(end);
    }
}
