package dev.velos.daemon.os.fake;

import dev.velos.daemon.os.Poller;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Never waits: moves the clock to what happens next, or to the end of the time. A wait without end, where nothing is
 * to happen, returns at once. Owned by the test's thread.
 */
final class FakePoller implements Poller {
    private final FakeClock clock;
    private final FakeHandles handles;
    /** Tells of ended processes; whether there were any. */
    private final BooleanSupplier reportEnds;

    private final Map<Integer, Watch> watches = new TreeMap<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    private record Watch(int interest, Listener listener) {}

    FakePoller(FakeClock clock, FakeHandles handles, BooleanSupplier reportEnds) {
        this.clock = clock;
        this.handles = handles;
        this.reportEnds = reportEnds;
    }

    @Override
    public void add(int handle, int interest, Listener listener) {
        if (watches.putIfAbsent(handle, new Watch(interest, listener)) != null) {
            throw new IllegalStateException("handle " + handle + " is watched already");
        }
        handles.ready(handle);
    }

    @Override
    public void change(int handle, int interest) {
        if (watches.computeIfPresent(handle, (_, watch) -> new Watch(interest, watch.listener())) == null) {
            throw new IllegalStateException("handle " + handle + " is not watched");
        }
    }

    @Override
    public void remove(int handle) {
        watches.remove(handle);
    }

    void removeAll() {
        watches.clear();
    }

    @Override
    public void await(long timeoutNanos) {
        long end = timeoutNanos < 0 ? Long.MAX_VALUE : clock.nanos() + timeoutNanos;
        boolean something = woken.getAndSet(false);
        do {
            something |= callListeners();
            something |= reportEnds.getAsBoolean();
        } while (!something && clock.happensUntil(end));
        if (!something && timeoutNanos > 0) {
            clock.moveTo(end);
        }
    }

    private boolean callListeners() {
        boolean any = false;
        for (int handle : List.copyOf(watches.keySet())) {
            Watch watch = watches.get(handle);
            int events = watch == null ? 0 : handles.ready(handle) & (watch.interest() | HANGUP);
            if (events != 0) {
                watch.listener().ready(events);
                any = true;
            }
        }
        return any;
    }

    @Override
    public void wake() {
        woken.set(true);
    }
}
