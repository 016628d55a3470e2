package dev.velos.logs.trend;

/**
 * Compares the counts of two halves of a period. Given their sum, the first of two Poisson counts with equal rates is
 * binomial (the conditional test of Przyborowski and Wilenski, Biometrika 31, 1940), so few events prove nothing: six
 * of six in one half may be chance, seven may not. Logs come in bursts, which makes large counts vary more than Poisson
 * has it; the variance is raised by the dispersion seen within the halves (quasi-likelihood: Wedderburn, Biometrika 61,
 * 1974). A difference must be beyond chance ({@link #ALPHA}, two-sided) and at least half as much again. What is
 * in one half only is new or vanished, in however few bursts it came, but it takes seven.
 */
public final class HalvesTest {
    /** How probable a difference by chance may be at most. */
    static final double ALPHA = 0.02;

    private static final double LEAST_RATIO = 1.5;
    private static final double NORMAL_QUANTILE = 2.326;
    private static final long EXACT_UP_TO = 60;

    private HalvesTest() {}

    /**
     * @param first events in the earlier half
     * @param second events in the later half
     * @param dispersion variance over mean of the counts of short spans within the halves; 1 where events do not cluster
     */
    public static Trend trend(long first, long second, double dispersion) {
        long more = Math.max(first, second);
        long less = Math.min(first, second);
        if (less == 0) {
            return 2 * tail(more, 0) > ALPHA ? Trend.STABLE : first == 0 ? Trend.NEW : Trend.VANISHED;
        }
        if (!significant(more, less, Math.max(1, dispersion)) || more < LEAST_RATIO * less) {
            return Trend.STABLE;
        }
        return second > first ? Trend.RISING : Trend.DECLINING;
    }

    private static boolean significant(long more, long less, double dispersion) {
        double events = (more + less) / dispersion;
        if (more + less <= EXACT_UP_TO && dispersion < 1.5) {
            return 2 * tail(more + less, less) <= ALPHA;
        }
        return events >= 7 && (more - less) / dispersion >= NORMAL_QUANTILE * Math.sqrt(events);
    }

    /** The probability of at most {@code less} heads in {@code total} tosses of a coin. */
    private static double tail(long total, long less) {
        double term = Math.pow(0.5, (double) total);
        double sum = term;
        for (long i = 1; i <= less; i++) {
            term *= (double) (total - i + 1) / i;
            sum += term;
        }
        return sum;
    }
}
