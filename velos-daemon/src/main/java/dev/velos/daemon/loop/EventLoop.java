package dev.velos.daemon.loop;

import dev.velos.daemon.os.Poller;
import java.util.ArrayList;
import java.util.List;

/** The daemon's one thread of control. Owned by the thread that calls {@link #run()}. */
public final class EventLoop {
    private static final long FOREVER = -1;

    private final Poller poller;
    private final Clock clock;
    private final TimerQueue timers = new TimerQueue();
    private final Inbox inbox;
    private final List<Runnable> turnEnds = new ArrayList<>();
    private boolean running = true;

    public EventLoop(Poller poller, Clock clock) {
        this.poller = poller;
        this.clock = clock;
        inbox = new Inbox(poller);
    }

    public TimerQueue timers() {
        return timers;
    }

    public Inbox inbox() {
        return inbox;
    }

    public Clock clock() {
        return clock;
    }

    /** Runs this at the end of every turn, before the loop waits again. */
    public void atTurnEnd(Runnable action) {
        turnEnds.add(action);
    }

    /** Turns until {@link #stop()}. */
    public void run() {
        while (running) {
            turn(clock.nanos());
        }
    }

    /** One turn: what is due, what was posted, then what is ready, for which it waits at most until the next timer. */
    public void turn(long nowNanos) {
        timers.runDue(nowNanos);
        inbox.drain();
        finishTurn();
        if (running) {
            poller.await(timers.untilNext(clock.nanos()).orElse(FOREVER));
            finishTurn();
        }
    }

    private void finishTurn() {
        for (Runnable action : turnEnds) {
            action.run();
        }
    }

    /** Lets {@link #run()} return after this turn. */
    public void stop() {
        running = false;
    }
}
