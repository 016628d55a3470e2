package dev.velos.client;

import dev.velos.core.failure.Failure;
import java.time.Duration;

/** A moment until which something is waited for. */
record Deadline(long atNanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - atNanos >= 0;
    }

    /** The time until then; not less than a millisecond. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, atNanos - System.nanoTime()));
    }

    /** Lets that much time pass. */
    void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unavailable("The wait for the daemon was interrupted.", "Run the command again.")
                    .asException();
        }
    }
}
