package dev.velos.client;

import java.io.IOException;
import java.nio.channels.Channel;

/**
 * Closes a channel whose peer does not answer in time, which ends the read that waits for it. Owned by its
 * connection. A thread was chosen over a selector because it costs a start-up next to nothing.
 */
final class Watchdog implements Runnable {
    private static final long NEVER = Long.MAX_VALUE;

    private final Channel channel;
    private final long origin = System.nanoTime();
    private long deadline = NEVER;
    private long wakesAt;
    private boolean running;
    private boolean stopped;
    private boolean expired;

    Watchdog(Channel channel) {
        this.channel = channel;
    }

    /** The channel is closed in {@code timeoutNanos} unless {@link #disarm} comes first. */
    synchronized void arm(long timeoutNanos) {
        deadline = now() + timeoutNanos;
        if (!running) {
            running = true;
            Thread thread = new Thread(this, "velos-timeout");
            thread.setDaemon(true);
            thread.start();
        } else if (deadline < wakesAt) {
            notifyAll();
        }
    }

    synchronized void disarm() {
        deadline = NEVER;
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** Whether the channel was closed because time was up. */
    synchronized boolean hasExpired() {
        return expired;
    }

    @Override
    public synchronized void run() {
        try {
            while (!stopped && deadline > now()) {
                wakesAt = deadline;
                wait(pauseMillis());
            }
            if (!stopped) {
                expired = true;
                channel.close();
            }
        } catch (InterruptedException | IOException e) {
            // a channel that cannot be closed cannot be helped; nobody interrupts this thread
            stopped = true;
        }
    }

    /** Milliseconds until the deadline, rounded up; 0, which waits for ever, where there is none. */
    private long pauseMillis() {
        return deadline == NEVER ? 0 : Math.max(1, (deadline - now() + 999_999) / 1_000_000);
    }

    private long now() {
        return System.nanoTime() - origin;
    }
}
