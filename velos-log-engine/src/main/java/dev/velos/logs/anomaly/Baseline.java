package dev.velos.logs.anomaly;

import java.util.Arrays;

/**
 * What the last minutes of a series were like, incidents left out. The middle is the median; the scale is the distance
 * from it to the 95 % quantile over that of a normal distribution, which bursts that belong to the stream widen, and not
 * below the deviation of a Poisson count with that median. Owned by one detector.
 */
final class Baseline {
    private static final int MINUTES = 60;
    private static final double QUANTILE = 0.95;
    private static final double NORMAL_AT_QUANTILE = 1.645;
    private static final double LEAST_SHARE = 0.1;

    private final double[] ring = new double[MINUTES];
    private final double[] sorted = new double[MINUTES];
    private int seen;
    private double median;
    private double scale;

    void add(double value) {
        ring[seen++ % MINUTES] = value;
        int size = size();
        System.arraycopy(ring, 0, sorted, 0, size);
        Arrays.sort(sorted, 0, size);
        median = quantile(size, 0.5);
        double spread = (quantile(size, QUANTILE) - median) / NORMAL_AT_QUANTILE;
        scale = Math.max(Math.max(spread, Math.sqrt(Math.max(1, median))), LEAST_SHARE * median);
    }

    private double quantile(int size, double share) {
        double place = share * (size - 1);
        int below = (int) place;
        int above = Math.min(below + 1, size - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    int size() {
        return Math.min(seen, MINUTES);
    }

    double median() {
        return median;
    }

    double scale() {
        return scale;
    }

    /** How many times larger the variance is than a Poisson count's, at least 1. */
    double dispersion() {
        return Math.max(1, scale * scale / Math.max(1, median));
    }
}
