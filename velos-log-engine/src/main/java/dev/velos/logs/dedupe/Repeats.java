package dev.velos.logs.dedupe;

import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import java.util.Objects;

/**
 * An event and those like it that came within the window of each other.
 *
 * @param count how many, at least 1
 * @param firstMicros when the first came, in microseconds since 1970; {@link LogEvent#NO_TIME} where nobody knows
 * @param lastMicros when the last came
 * @param example the first one, its head where it is long
 */
public record Repeats(Level level, long count, long firstMicros, long lastMicros, String example) {
    public Repeats {
        Objects.requireNonNull(level);
        Objects.requireNonNull(example);
    }

    /** With one more, at that time. */
    Repeats another(long micros) {
        boolean later = micros != LogEvent.NO_TIME && (lastMicros == LogEvent.NO_TIME || micros > lastMicros);
        return new Repeats(level, count + 1, firstMicros, later ? micros : lastMicros, example);
    }
}
