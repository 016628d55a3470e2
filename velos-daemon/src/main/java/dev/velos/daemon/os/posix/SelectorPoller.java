package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.Poller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.enxio.channels.NativeSelectorProvider;

/** Waits in the selector of jnr-enxio (kqueue on macOS and BSD, poll elsewhere). Owned by the loop. */
final class SelectorPoller implements Poller {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Ends ends;
    private final ReadyEvents readyEvents;
    private final Selector selector;
    private final Map<Integer, Watch> watches = new HashMap<>();
    /** Those that were ready in the last turn or are new: an edge-triggered selector will not name them again. */
    private final Set<Watch> suspects = new LinkedHashSet<>();
    /** Whether a byte lies in the selector's pipe, which would block a writer once it is full. */
    private final AtomicBoolean waking = new AtomicBoolean();

    SelectorPoller(Unix system, Ends ends) {
        this.ends = ends;
        readyEvents = new ReadyEvents(system);
        try {
            selector = NativeSelectorProvider.getInstance().openSelector();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector", e);
        }
    }

    @Override
    public void add(int handle, int interest, Listener listener) {
        if (watches.containsKey(handle)) {
            throw new IllegalStateException("handle " + handle + " is watched already");
        }
        Watch watch = new Watch(handle, interest, listener, selector);
        watches.put(handle, watch);
        suspects.add(watch);
    }

    @Override
    public void change(int handle, int interest) {
        Watch watch = watches.get(handle);
        if (watch == null) {
            throw new IllegalStateException("handle " + handle + " is not watched");
        }
        watch.change(interest);
        suspects.add(watch);
    }

    @Override
    public void remove(int handle) {
        Watch watch = watches.remove(handle);
        if (watch != null) {
            watch.cancel();
            suspects.remove(watch);
        }
    }

    @Override
    public void await(long timeoutNanos) {
        long begin = System.nanoTime();
        boolean over;
        do {
            long left = timeoutNanos < 0 ? Strangers.NEVER : Math.max(0, timeoutNanos - (System.nanoTime() - begin));
            select(isReadyNow() ? 0 : Math.min(left, ends.dueIn()));
            over = left == 0;
            over |= waking.getAndSet(false);
            over |= callListeners();
            over |= ends.report();
        } while (!over);
    }

    private boolean isReadyNow() {
        boolean any = false;
        for (int events : readyEvents.of(List.copyOf(suspects))) {
            any |= events != 0;
        }
        return any;
    }

    private void select(long nanos) {
        try {
            int count = nanos == 0 ? selector.selectNow() : selector.select(millis(nanos));
            if (count < 0) {
                throw new IllegalStateException("The selector cannot wait; is the limit of open files too low?");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The selector cannot wait", e);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            suspects.add((Watch) key.attachment());
        }
        selector.selectedKeys().clear();
        suspects.removeIf(watch -> watches.get(watch.handle()) != watch);
    }

    /** Rounded up, so that a timer is never found a moment too early again and again; 0 is without end. */
    private static long millis(long nanos) {
        return nanos == Strangers.NEVER
                ? 0
                : Math.min(Integer.MAX_VALUE, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    private boolean callListeners() {
        List<Watch> asked = List.copyOf(suspects);
        int[] events = readyEvents.of(asked);
        boolean any = false;
        for (int i = 0; i < events.length; i++) {
            Watch watch = asked.get(i);
            if (events[i] == 0) {
                suspects.remove(watch);
            } else if (watches.get(watch.handle()) == watch) {
                watch.ready(events[i]);
                any = true;
            }
        }
        return any;
    }

    /** Synchronized with {@link #close}: the thread that handles signals may be late. */
    @Override
    public synchronized void wake() {
        if (selector.isOpen() && waking.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    synchronized void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The selector cannot be closed", e);
        }
    }
}
