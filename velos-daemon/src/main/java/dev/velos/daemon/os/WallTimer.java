package dev.velos.daemon.os;

/**
 * Wakes the loop at a time of the wall clock, and when that clock is set or the machine has slept, either of which a
 * timer of the loop does not notice. Owned by the loop.
 */
public interface WallTimer extends AutoCloseable {
    /** Has this run on the loop's thread whenever it wakes; it may be earlier than asked for. */
    void onWake(Runnable action);

    /** Wakes once at that time, or soon where it has passed; replaces what was asked for before. */
    void wakeAt(long epochMillis);

    /** Does not wake any more. */
    void off();

    @Override
    void close();
}
