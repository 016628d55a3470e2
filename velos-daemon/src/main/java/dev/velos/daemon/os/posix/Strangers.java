package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.os.ProcessTable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Watched processes that are no children of the daemon. No portable call tells of their end, so they are looked at
 * once a second, as long as there are any. Owned by the loop.
 */
final class Strangers {
    static final long NEVER = Long.MAX_VALUE;
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final ProcessTable table;
    /** pid to start time: a number that was given to another process since is an end, too. */
    private final Map<Long, Long> startTicks = new HashMap<>();

    private long lookedAtNanos;

    Strangers(ProcessTable table) {
        this.table = table;
    }

    void add(ProcessFacts stranger) {
        if (startTicks.isEmpty()) {
            lookedAtNanos = System.nanoTime();
        }
        startTicks.put(stranger.pid(), stranger.startTicks());
    }

    /** It became a child, and its end was collected. */
    void forget(long pid) {
        startTicks.remove(pid);
    }

    /** Nanoseconds until the next look; {@link #NEVER} where there is nobody to look at. */
    long dueIn() {
        return startTicks.isEmpty() ? NEVER : Math.max(0, lookedAtNanos + INTERVAL_NANOS - System.nanoTime());
    }

    /** Looks, where it is time to. */
    void look(LongConsumer ended) {
        if (dueIn() > 0) {
            return;
        }
        lookedAtNanos = System.nanoTime();
        Iterator<Map.Entry<Long, Long>> all = startTicks.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Long, Long> stranger = all.next();
            if (!runs(stranger.getKey(), stranger.getValue())) {
                all.remove();
                ended.accept(stranger.getKey());
            }
        }
    }

    private boolean runs(long pid, long start) {
        Optional<ProcessFacts> facts = table.facts(pid);
        return facts.isPresent()
                && facts.get().startTicks() == start
                && !facts.get().isZombie();
    }
}
