package dev.velos.daemon.loop;

import dev.velos.daemon.os.Poller;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The way into the loop for other threads: signal handlers, the journal's writer, the balancer. It needs no bound: each
 * of them posts at most once for something that has happened to a process.
 */
public final class Inbox {
    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final Poller poller;

    public Inbox(Poller poller) {
        this.poller = poller;
    }

    /** Has the loop's thread run this soon. Any thread. */
    public void post(Runnable command) {
        commands.add(command);
        poller.wake();
    }

    /** Runs what was posted. Only the loop. */
    void drain() {
        Runnable command;
        while ((command = commands.poll()) != null) {
            command.run();
        }
    }
}
