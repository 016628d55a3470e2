package dev.velos.daemon.os.fake;

import dev.velos.daemon.loop.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test, or a wait of the loop, moves it on. Owned by the test's thread. */
public final class FakeClock implements Clock {
    private static final long START_NANOS = 1_000_000_000_000L;
    private static final long START_EPOCH_MICROS = 1_800_000_000_000_000L;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::order));
    private long now = START_NANOS;
    private long order;
    private long shiftMicros;

    private record Event(long nanos, long order, Runnable action) {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public long epochMicros() {
        return START_EPOCH_MICROS + shiftMicros + (now - START_NANOS) / 1_000;
    }

    /** Somebody sets the wall clock, or the machine sleeps: the time since 1970 moves, the other one does not. */
    public void setWallClock(Duration by) {
        shiftMicros += by.toNanos() / 1_000;
    }

    /** Has this happen so much later. */
    public void after(Duration delay, Runnable action) {
        events.add(new Event(now + delay.toNanos(), order++, action));
    }

    /** Moves on, and lets happen what is due on the way. */
    public void advance(Duration time) {
        long end = now + time.toNanos();
        while (happensUntil(end)) {
            continue;
        }
        now = end;
    }

    /** Moves to the next event up to a time and lets it happen; false where there is none. */
    boolean happensUntil(long end) {
        if (events.isEmpty() || events.peek().nanos() > end) {
            return false;
        }
        Event event = events.poll();
        now = Math.max(now, event.nanos());
        event.action().run();
        return true;
    }

    void moveTo(long nanos) {
        now = Math.max(now, nanos);
    }
}
