package dev.velos.daemon.loop;

import java.time.Duration;

/**
 * Gives memory back after bursts. The serial collector lets the old generation grow to the heap's bound before it
 * looks for garbage there: eight {@code list} of a thousand processes leave 20 MB of it. So when the heap has grown by
 * {@link #WORTHWHILE_BYTES}, one full collection follows a little later, about 10 ms for what a daemon holds. An idle
 * daemon's heap does not grow, so it is not woken. Owned by the loop.
 */
public final class HeapTrim {
    /** Growth since the last collection that makes another one worth its time. */
    static final long WORTHWHILE_BYTES = 4 << 20;

    /** From the growth to the collection, so that a burst is over, or one collection serves much of it. */
    static final Duration DELAY = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final Runtime runtime = Runtime.getRuntime();
    private long sizeAfterLast = runtime.totalMemory();
    private boolean planned;

    private HeapTrim(EventLoop loop) {
        this.loop = loop;
    }

    /** Begins to look after the heap at the end of every turn; what the start itself has left goes first. */
    public static void install(EventLoop loop) {
        HeapTrim trim = new HeapTrim(loop);
        loop.atTurnEnd(trim::endTurn);
        trim.plan();
    }

    private void endTurn() {
        if (!planned && runtime.totalMemory() - sizeAfterLast >= WORTHWHILE_BYTES) {
            plan();
        }
    }

    private void plan() {
        planned = true;
        loop.timers().at(loop.clock().nanos() + DELAY.toNanos(), this::collect);
    }

    private void collect() {
        planned = false;
        System.gc();
        sizeAfterLast = runtime.totalMemory();
    }
}
