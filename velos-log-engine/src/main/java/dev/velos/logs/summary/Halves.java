package dev.velos.logs.summary;

import dev.velos.logs.trend.HalvesTest;
import dev.velos.logs.trend.Trend;

/** The counts of one template in equal bins of a period, an even number of them. */
final class Halves {
    private static final int MOST_BINS = 32;

    /** The halves of a shorter period say nothing: in a second or two, a program only starts or ends. */
    private static final int LEAST_SECONDS = 10;

    private final long first;
    private final long seconds;
    private final double binWidth;
    private final long[] bins;

    /**
     * @param first second of the period
     * @param behind the second behind the period
     * @param spanSeconds how finely the counts are known
     */
    Halves(long first, long behind, int spanSeconds) {
        long spans = Math.max(1, (behind - first) / spanSeconds);
        bins = new long[(int) Math.max(2, Math.min(MOST_BINS, spans / 2 * 2))];
        this.first = first;
        seconds = behind - first;
        binWidth = Math.max(1, behind - first) / (double) bins.length;
    }

    void add(long second, long count) {
        int bin = (int) Math.floor((second - first) / binWidth);
        bins[Math.clamp(bin, 0, bins.length - 1)] += count;
    }

    Trend trend() {
        if (seconds < LEAST_SECONDS) {
            return Trend.STABLE;
        }
        int half = bins.length / 2;
        return HalvesTest.trend(sum(0, half), sum(half, bins.length), dispersion(half));
    }

    private long sum(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += bins[i];
        }
        return sum;
    }

    /** Pearson's chi-squared within each half over its degrees of freedom; 1 for Poisson counts. */
    private double dispersion(int half) {
        if (bins.length < 8) {
            return 1;
        }
        double chi = chiSquared(0, half) + chiSquared(half, bins.length);
        return Math.max(1, chi / (bins.length - 2));
    }

    private double chiSquared(int from, int to) {
        double mean = sum(from, to) / (double) (to - from);
        double chi = 0;
        for (int i = from; i < to && mean > 0; i++) {
            chi += (bins[i] - mean) * (bins[i] - mean) / mean;
        }
        return chi;
    }
}
