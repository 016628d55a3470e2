package dev.velos.daemon.voice;

/** How often something may happen: a number at once, then one in each interval (a token bucket). Owned by the loop. */
public final class Allowance {
    private final int most;
    private final long intervalNanos;
    private double left;
    private long lastNanos;
    private long refused;

    /** @param most what may happen at once after a long silence */
    public Allowance(int most, long intervalNanos) {
        this.most = most;
        this.intervalNanos = intervalNanos;
        left = most;
    }

    /** Whether it may happen once more now. */
    public boolean take(long nowNanos) {
        left = Math.min(most, left + (double) (nowNanos - lastNanos) / intervalNanos);
        lastNanos = nowNanos;
        if (left < 1) {
            refused++;
            return false;
        }
        left--;
        return true;
    }

    /** How often it was refused since this was asked last. */
    public long refused() {
        long count = refused;
        refused = 0;
        return count;
    }
}
