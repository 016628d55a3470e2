package dev.velos.logs.header;

import dev.velos.logs.event.Level;

/** What was read of one line's beginning. Reused from line to line; one thread. */
public final class Header {
    /** The time of a line that has none. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private long timeMicros = NO_TIME;
    private int precision;
    private Level level = Level.NONE;
    private int message;
    private int messageEnd;

    /** Microseconds since 1970, or {@link #NO_TIME}. */
    public long timeMicros() {
        return timeMicros;
    }

    /** What the line says of itself, none where it says nothing. */
    public Level level() {
        return level;
    }

    /** Where the message begins in the array that was read. */
    public int message() {
        return message;
    }

    /** Where the message ends. */
    public int messageEnd() {
        return messageEnd;
    }

    void begin(int from, int to) {
        timeMicros = NO_TIME;
        precision = -1;
        level = Level.NONE;
        message = from;
        messageEnd = to;
    }

    /** Of several times in one header the most precise counts, of equals the first. */
    void time(long micros, int found) {
        if (found > precision) {
            timeMicros = micros;
            precision = found;
        }
    }

    void level(Level found) {
        if (found != Level.NONE) {
            level = found;
        }
    }

    void message(int from) {
        message = from;
    }

    void message(int from, int to) {
        message = from;
        messageEnd = to;
    }
}
