package dev.velos.daemon.loop;

import java.time.Duration;

/** A clock that goes when it is told to. Owned by the test. */
public final class ManualClock implements Clock {
    private long nanos = 1_000_000_000_000L;
    private long epochMicros = 1_700_000_000_000_000L;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long epochMicros() {
        return epochMicros;
    }

    public void advance(Duration duration) {
        nanos += duration.toNanos();
        epochMicros += duration.toNanos() / 1_000;
    }

    /** Sets the wall clock back, as an administrator may; {@link #nanos()} goes on. */
    public void setBack(Duration duration) {
        epochMicros -= duration.toNanos() / 1_000;
    }
}
