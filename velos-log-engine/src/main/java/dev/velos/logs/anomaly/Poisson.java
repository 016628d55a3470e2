package dev.velos.logs.anomaly;

/** Tails of the Poisson distribution. */
final class Poisson {
    private static final double NORMAL_FROM = 500;

    private Poisson() {}

    /** The probability of that count or more; by the normal approximation where the mean is large. */
    static double atLeast(double count, double mean) {
        if (count <= 0) {
            return 1;
        }
        if (mean >= NORMAL_FROM) {
            return normalTail((count - 0.5 - mean) / Math.sqrt(mean));
        }
        double term = Math.exp(-mean);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += term;
            term *= mean / (k + 1);
        }
        return Math.max(0, 1 - sum);
    }

    /** Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17. */
    private static double normalTail(double z) {
        if (z < 0) {
            return 1 - normalTail(-z);
        }
        double t = 1 / (1 + 0.2316419 * z);
        double series =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
    }
}
