package dev.velos.daemon.supervise;

/**
 * Turns the processor time that a family has used into a rate, between two looks. Owned by the loop.
 *
 * <p>The kernel counts in steps of 10 ms, so a look sooner than {@link #MIN_INTERVAL_NANOS} after the last one that
 * counted is measured against the one before.
 */
final class Usage {
    private static final long MIN_INTERVAL_NANOS = 250_000_000;

    private long childPid;
    private long baseNanos;
    private long baseCpuMillis;
    private long lastNanos;
    private long lastCpuMillis;

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
