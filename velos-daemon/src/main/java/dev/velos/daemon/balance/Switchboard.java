package dev.velos.daemon.balance;

import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The thread that carries connections, with a loop of its own, and what all of them share. Whatever is said to be owned
 * by it is touched on that thread only; others post to it.
 */
final class Switchboard {
    /** What the daemon needs for itself. */
    private static final int DESCRIPTORS_OF_OTHERS = 512;

    /** Two for a connection, and sometimes a pipe. */
    private static final int DESCRIPTORS_EACH = 3;

    private static final int LEAST = 64;

    private final Traffic traffic;
    private final EventLoop loop;
    private final EventLoop main;
    private final Buffers buffers = new Buffers();
    private final Pipes pipes;
    private final List<Entrance> entrances = new ArrayList<>();
    private final int most;
    private int count;

    private Switchboard(Traffic traffic, EventLoop main) {
        this.traffic = traffic;
        this.main = main;
        loop = new EventLoop(traffic.poller(), Clock.SYSTEM);
        pipes = new Pipes(traffic);
        most = Math.max(LEAST, (traffic.descriptorLimit() - DESCRIPTORS_OF_OTHERS) / DESCRIPTORS_EACH);
    }

    /** Begins; called by the main loop, which is told when it fails. */
    static Switchboard start(Backend backend, EventLoop main) throws OsException {
        Switchboard board = new Switchboard(backend.openTraffic(), main);
        Thread.ofPlatform().daemon().name("balancer").start(board::run);
        return board;
    }

    private void run() {
        try {
            loop.run();
            pipes.close();
            main.inbox().post(traffic::close); // whoever has asked for the end is awake by then
        } catch (RuntimeException e) {
            main.inbox().post(() -> {
                throw new IllegalStateException("The balancer has failed", e);
            });
        }
    }

    /** Has its thread run this soon. Any thread. */
    void post(Runnable action) {
        loop.inbox().post(action);
    }

    /** Ends its thread after this. Any thread. */
    void stop() {
        post(loop::stop);
    }

    /** Has the main loop run this soon. */
    void tellMain(Runnable action) {
        main.inbox().post(action);
    }

    Traffic traffic() {
        return traffic;
    }

    Buffers buffers() {
        return buffers;
    }

    Pipes pipes() {
        return pipes;
    }

    long nanos() {
        return loop.clock().nanos();
    }

    void after(Duration pause, Runnable action) {
        loop.timers().at(nanos() + pause.toNanos(), action);
    }

    void add(Entrance entrance) {
        entrances.add(entrance);
    }

    void remove(Entrance entrance) {
        entrances.remove(entrance);
    }

    /** Whether as many clients are in as the limit of descriptors lets in. */
    boolean isFull() {
        return count >= most;
    }

    /** Clients have come or gone. */
    void count(int change) {
        boolean wasFull = isFull();
        count += change;
        if (wasFull != isFull()) {
            entrances.forEach(Entrance::watch);
        }
    }
}
