package dev.velos.daemon.capture;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A second thread that carries streams beside the loop, which waits until both are done: whatever is owned by the loop
 * may be used by either while they work, as long as no two work on one stream. The thread is started when it is first
 * needed and ends when it was not needed for a while. Owned by the loop.
 */
final class CaptureHelper {
    private static final Duration IDLE = Duration.ofSeconds(5);

    /** Streams of which each goes to whoever is free first. */
    private static final class Work {
        private static final int OPEN = 0;
        private static final int JOINED = 1;
        private static final int DONE = 2;

        private final Thread loop = Thread.currentThread();
        private final List<StreamCapture> streams;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger helper = new AtomicInteger(OPEN);

        Work(List<StreamCapture> streams) {
            this.streams = streams;
        }

        void carry(Carrier carrier) {
            for (int i = next.getAndIncrement(); i < streams.size(); i = next.getAndIncrement()) {
                streams.get(i).carry(carrier);
            }
        }

        boolean isOpen() {
            return helper.get() == OPEN;
        }

        /** On the helper's thread: takes its share, unless the loop has done it all by now. */
        void help(Carrier carrier) {
            if (helper.compareAndSet(OPEN, JOINED)) {
                try {
                    carry(carrier);
                } finally {
                    helper.set(DONE);
                    LockSupport.unpark(loop);
                }
            }
        }

        /** On the loop's thread: a helper that has not begun does not begin any more, and one that has is waited for. */
        void finish() {
            if (!helper.compareAndSet(OPEN, DONE)) {
                while (helper.get() != DONE) {
                    LockSupport.park(this);
                }
            }
        }
    }

    private final Supplier<Carrier> carriers;
    private Thread thread;
    private volatile Work work;

    /** Made by the first of its threads, so that the loop need not wait for the file behind it. */
    private Carrier carrier;

    CaptureHelper(Supplier<Carrier> carriers) {
        this.carriers = carriers;
    }

    /** Carries these streams, each once. */
    void carryWith(Carrier own, List<StreamCapture> streams) {
        Work now = new Work(streams);
        work = now;
        wake();
        try {
            now.carry(own);
        } finally {
            now.finish();
        }
    }

    private void wake() {
        if (thread == null || !thread.isAlive()) {
            thread = Thread.ofPlatform().daemon().name("capture-helper").start(this::help);
        } else {
            LockSupport.unpark(thread);
        }
    }

    private void help() {
        if (carrier == null) {
            carrier = carriers.get();
        }
        long needed = System.nanoTime();
        while (System.nanoTime() - needed < IDLE.toNanos()) {
            Work now = work;
            if (now.isOpen()) {
                now.help(carrier);
                needed = System.nanoTime();
            } else {
                LockSupport.parkNanos(this, IDLE.toNanos());
            }
        }
    }
}
