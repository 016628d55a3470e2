package dev.velos.logs.summary;

import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import java.util.Arrays;

/** What is counted of the events of one template. Owned by one {@link Digest}. */
@SuppressWarnings("EnumOrdinal") // an index into counts that live no longer than the process
final class Tally {
    private static final int EXAMPLE_BYTES = 400;

    private final Level wordLevel;
    private final long[] levels = new long[Level.values().length];
    private long firstMicros = LogEvent.NO_TIME;
    private long lastMicros = LogEvent.NO_TIME;
    private long firstNumber = Long.MAX_VALUE;
    private long lastNumber;
    private byte[] example = {};

    /** @param wordLevel what the words of the template tell, where an event names no level */
    Tally(Level wordLevel) {
        this.wordLevel = wordLevel;
    }

    Level wordLevel() {
        return wordLevel;
    }

    void add(Level level, long micros, long number, EventBatch batch, int event) {
        levels[level.ordinal()]++;
        if (number < firstNumber) {
            firstNumber = number;
            int to = Math.min(batch.to(event), batch.from(event) + EXAMPLE_BYTES);
            example = Arrays.copyOfRange(batch.bytes(), batch.from(event), to);
        }
        lastNumber = number;
        if (micros != LogEvent.NO_TIME) {
            firstMicros = firstMicros == LogEvent.NO_TIME ? micros : Math.min(firstMicros, micros);
            lastMicros = Math.max(lastMicros, micros);
        }
    }

    void add(Tally other) {
        for (int i = 0; i < levels.length; i++) {
            levels[i] += other.levels[i];
        }
        if (other.firstNumber < firstNumber) {
            firstNumber = other.firstNumber;
            example = other.example;
        }
        lastNumber = Math.max(lastNumber, other.lastNumber);
        if (other.firstMicros != LogEvent.NO_TIME) {
            firstMicros =
                    firstMicros == LogEvent.NO_TIME ? other.firstMicros : Math.min(firstMicros, other.firstMicros);
            lastMicros = Math.max(lastMicros, other.lastMicros);
        }
    }

    long count() {
        return Arrays.stream(levels).sum();
    }

    long count(Level level) {
        return levels[level.ordinal()];
    }

    /** The level that most of its events have, of equals the worst. */
    Level level() {
        int most = 0;
        for (int i = 1; i < levels.length; i++) {
            most = levels[i] > levels[most] ? i : most;
        }
        return Level.values()[most];
    }

    long firstMicros() {
        return firstMicros;
    }

    long lastMicros() {
        return lastMicros;
    }

    /** The number of its first event among all. */
    long firstNumber() {
        return firstNumber;
    }

    byte[] example() {
        return example;
    }
}
