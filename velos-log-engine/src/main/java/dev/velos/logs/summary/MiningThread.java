package dev.velos.logs.summary;

import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.Sink;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hands events in batches to a thread of its own, so that reading and mining take two cores. At most
 * {@link #BATCHES} batches of a megabyte are under way; whoever reads waits for the miner then. Owned by the thread that
 * reads; {@link #end} returns when everything was mined.
 */
public final class MiningThread implements Sink<LogEvent>, AutoCloseable {
    private static final int BATCHES = 4;

    private final BlockingQueue<EventBatch> full = new ArrayBlockingQueue<>(BATCHES + 1);
    private final BlockingQueue<EventBatch> empty = new ArrayBlockingQueue<>(BATCHES + 1);
    private final EventBatch last = new EventBatch();
    private final Digest digest;
    private final Thread thread;
    private EventBatch batch;
    private volatile Throwable failure;

    public MiningThread(Digest digest) {
        this.digest = digest;
        batch = new EventBatch();
        for (int i = 1; i < BATCHES; i++) {
            empty.add(new EventBatch());
        }
        thread = Thread.ofPlatform().daemon().name("miner").start(this::mine);
    }

    private void mine() {
        try {
            for (EventBatch next = full.take(); next != last; next = full.take()) {
                if (failure == null) {
                    take(next);
                }
                next.clear();
                empty.add(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(EventBatch next) {
        try {
            digest.accept(next);
        } catch (RuntimeException | Error e) {
            failure = e; // given to the reading thread, which must not wait for a miner that is gone
        }
    }

    @Override
    public void accept(LogEvent event) {
        if (!batch.add(event)) {
            hand(batch);
            batch = await(empty);
            batch.add(event);
        }
    }

    @Override
    public boolean hasEnough() {
        return failure != null;
    }

    @Override
    public void end() {
        hand(batch);
        hand(last);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Throwable cause = failure;
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        digest.finish();
    }

    private void hand(EventBatch next) {
        full.add(next);
    }

    private static EventBatch await(BlockingQueue<EventBatch> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the miner", e);
        }
    }

    /** Ends the thread where reading broke off. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
