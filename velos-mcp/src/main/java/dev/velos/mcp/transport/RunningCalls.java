package dev.velos.mcp.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Calls that run beside each other, each by the id of its request. Any thread may use it. */
public final class RunningCalls {
    /** So many at once; whoever sends more waits. */
    private static final int MOST = 64;

    private static final Duration ENDING = Duration.ofSeconds(2);
    private static final Duration GIVING_UP = Duration.ofMillis(500);

    /** What a call does. */
    public interface Call {
        void run() throws IOException, InterruptedException;
    }

    private final Map<Object, Thread> running = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST);

    /** Starts a call; waits where very many run. */
    public void run(Object id, Call call) throws InterruptedException {
        places.acquire();
        Thread thread = Thread.ofVirtual().unstarted(() -> carryOut(id, call));
        running.put(id, thread);
        thread.start();
    }

    private void carryOut(Object id, Call call) {
        try {
            call.run();
        } catch (IOException | InterruptedException e) {
            // the client is gone, or no longer wants the answer
            return;
        } finally {
            running.remove(id, Thread.currentThread());
            places.release();
        }
    }

    /** Ends a call, of which nothing is sent any more; no matter where it has ended already. */
    public void cancel(Object id) {
        Thread thread = id == null ? null : running.get(id);
        if (thread != null) {
            thread.interrupt();
        }
    }

    public void giveUp() {
        running.values().forEach(Thread::interrupt);
    }

    /** Returns when all have ended; those that take long are given up. */
    public void finish() throws InterruptedException {
        if (!haveEnded(ENDING)) {
            giveUp();
            haveEnded(GIVING_UP);
        }
    }

    private boolean haveEnded(Duration limit) throws InterruptedException {
        boolean all = places.tryAcquire(MOST, limit.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        if (all) {
            places.release(MOST);
        }
        return all;
    }
}
