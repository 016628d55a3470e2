package dev.velos.daemon.supervise;

/**
 * Turns the processor time that a family has used into a rate, between two looks, and keeps the most memory that was
 * seen. Owned by the loop.
 *
 * <p>The kernel counts in steps of 10 ms, so a look sooner than {@link #MIN_INTERVAL_NANOS} after the last one that
 * counted is measured against the one before.
 */
final class Usage {
    private static final long MIN_INTERVAL_NANOS = 250_000_000;

    private long childPid;
    private long peakPid;
    private long peakBytes;
    private long baseNanos;
    private long baseCpuMillis;
    private long lastNanos;
    private long lastCpuMillis;

    /** Somebody has seen how much memory the family, or one of it, takes. */
    void saw(long pid, long bytes) {
        peakBytes = Math.max(bytes, pid == peakPid ? peakBytes : 0);
        peakPid = pid;
    }

    /** The most memory that was seen of the program; 0 where nobody looked. */
    long peakBytes(Child child) {
        return child.pid() == peakPid ? peakBytes : 0;
    }

    /**
     * Percent of one core since the last look; at the first look at a program, since its start.
     *
     * @param sinceNanos when the program was started
     */
    double percent(Child child, long sinceNanos, long cpuMillis, long nowNanos) {
        if (childPid != child.pid()) {
            childPid = child.pid();
            lastNanos = sinceNanos;
            lastCpuMillis = 0;
            baseNanos = sinceNanos;
            baseCpuMillis = 0;
        }
        if (nowNanos - lastNanos >= MIN_INTERVAL_NANOS) {
            baseNanos = lastNanos;
            baseCpuMillis = lastCpuMillis;
            lastNanos = nowNanos;
            lastCpuMillis = cpuMillis;
        }
        long elapsed = nowNanos - baseNanos;
        // A member of the family that ended took its time with it: the sum can shrink.
        long used = Math.max(0, cpuMillis - baseCpuMillis);
        return elapsed <= 0 ? 0 : Math.round(used * 1_000_000.0 / elapsed * 1000) / 10.0;
    }
}
