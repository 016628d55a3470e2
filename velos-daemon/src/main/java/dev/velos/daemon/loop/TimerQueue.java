package dev.velos.daemon.loop;

import java.util.OptionalLong;
import java.util.PriorityQueue;

/** Everything that is to happen at a time. Owned by the loop. */
public final class TimerQueue {
    /** Something to be done once; can be called off. Owned by the loop. */
    public static final class Timer implements Comparable<Timer> {
        private final long deadlineNanos;
        private final long order;
        private final Runnable action;
        private boolean cancelled;

        private Timer(long deadlineNanos, long order, Runnable action) {
            this.deadlineNanos = deadlineNanos;
            this.order = order;
            this.action = action;
        }

        /** Calls it off; afterwards it never runs. */
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(deadlineNanos - other.deadlineNanos, 0);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long created;

    /** Runs an action at that time of the loop's clock; of equal times the earlier asked runs first. */
    public Timer at(long deadlineNanos, Runnable action) {
        Timer timer = new Timer(deadlineNanos, created++, action);
        timers.add(timer);
        return timer;
    }

    /** Runs everything that is due; what an action adds with a time that has passed waits for the next call. */
    public void runDue(long nowNanos) {
        long newest = created;
        while (!timers.isEmpty() && isRunnable(timers.peek(), nowNanos, newest)) {
            Timer timer = timers.poll();
            if (!timer.cancelled) {
                timer.action.run();
            }
        }
    }

    private static boolean isRunnable(Timer timer, long nowNanos, long newest) {
        return timer.cancelled || timer.deadlineNanos - nowNanos <= 0 && timer.order < newest;
    }

    /** How long until the first one, at least 0; empty where there is none. */
    public OptionalLong untilNext(long nowNanos) {
        while (!timers.isEmpty() && timers.peek().cancelled) {
            timers.poll();
        }
        return timers.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, timers.peek().deadlineNanos - nowNanos));
    }
}
