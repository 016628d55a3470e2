package dev.velos.cli.errors;

import java.util.HashMap;
import java.util.Map;

/** How much may be told of each process within a minute, which begins with the first of it. Owned by one thread. */
final class MinuteBound {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final int most;
    private final Map<String, Minute> minutes = new HashMap<>();

    /** How much was told of a process since a moment. */
    private record Minute(long sinceNanos, int told) {
        boolean isOver(long nowNanos) {
            return nowNanos - sinceNanos >= MINUTE_NANOS;
        }
    }

    MinuteBound(int most) {
        this.most = most;
    }

    /** Whether one more may be told of it now, which counts then. */
    boolean take(String process, long nowNanos) {
        Minute minute = minutes.get(process);
        minute = minute == null || minute.isOver(nowNanos) ? new Minute(nowNanos, 0) : minute;
        if (minute.told == most) {
            return false;
        }
        minutes.put(process, new Minute(minute.sinceNanos, minute.told + 1));
        return true;
    }
}
