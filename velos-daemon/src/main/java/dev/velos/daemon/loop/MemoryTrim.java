package dev.velos.daemon.loop;

import dev.velos.daemon.os.Host;
import java.time.Duration;

/**
 * Gives memory back after the start and after bursts. The serial collector lets the old generation grow to the heap's bound before it
 * looks for garbage there: eight {@code list} of a thousand processes leave 20 MB of it. So when the heap has grown by
 * {@link #WORTHWHILE_BYTES}, or {@link #WORTHWHILE_CHANGES} of the process table were made, one full collection follows
 * a little later, about 10 ms for what a daemon holds. An idle daemon is not woken. What else can go, the backend lets
 * go then. Owned by the loop.
 */
public final class MemoryTrim {
    /** Growth since the last collection that makes another one worth its time. */
    static final long WORTHWHILE_BYTES = 4 << 20;

    /** Changes since the last collection that make another one worth its time: about twenty starts. */
    static final int WORTHWHILE_CHANGES = 60;

    /** From the growth to the collection, so that a burst is over, or one collection serves much of it. */
    static final Duration DELAY = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final Host host;
    private final Runtime runtime = Runtime.getRuntime();
    private long sizeAfterLast = runtime.totalMemory();
    private int changes;
    private boolean planned;

    private MemoryTrim(EventLoop loop, Host host) {
        this.loop = loop;
        this.host = host;
    }

    /** Begins to look after the heap at the end of every turn; what the start itself has left goes first. */
    public static MemoryTrim install(EventLoop loop, Host host) {
        MemoryTrim trim = new MemoryTrim(loop, host);
        loop.atTurnEnd(trim::endTurn);
        trim.plan();
        return trim;
    }

    /** Hears that something in the process table has changed. */
    public void countChange() {
        changes++;
    }

    private void endTurn() {
        boolean worthwhile = changes >= WORTHWHILE_CHANGES || runtime.totalMemory() - sizeAfterLast >= WORTHWHILE_BYTES;
        if (!planned && worthwhile) {
            plan();
        }
    }

    private void plan() {
        planned = true;
        loop.timers().at(loop.clock().nanos() + DELAY.toNanos(), this::collect);
    }

    private void collect() {
        planned = false;
        changes = 0;
        System.gc();
        host.releaseMemory();
        sizeAfterLast = runtime.totalMemory();
    }
}
