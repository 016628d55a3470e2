package dev.velos.logs.anomaly;

import dev.velos.core.process.AnomalyLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the incidents of one series of counts per minute. A minute is beyond where it is some {@linkplain Baseline
 * robust} standard deviations above the median of the hour before, and where a Poisson count with a mean of the median
 * and one deviation would hardly be so large: at low counts the tail decides, not the deviation, and over a day of
 * minutes two deviations alone are passed by chance thirty times. Silence is beyond where a Poisson count with
 * that mean would hardly be none for as long. Minutes of an incident do not become part of the baseline, unless it lasts
 * so long that it is the new state.
 */
public final class AnomalyDetector {
    private static final double CHANCE = 3e-4;
    private static final int HABIT = 3;
    private static final int NEW_STATE_MINUTES = 60;
    private final String series;
    private final AnomalyLimits limits;
    private final Baseline baseline = new Baseline();
    private final List<Anomaly> found = new ArrayList<>();
    private final Direction direction;
    private final MinuteCounts counts;
    private Incident open;
    private int zeros;

    /** What counts as an incident. */
    public enum Direction {
        /** More than usual. */
        UP,
        /** More than usual, and nothing at all. */
        BOTH
    }

    private AnomalyDetector(String series, Direction direction, AnomalyLimits limits, MinuteCounts counts) {
        this.counts = counts;
        this.series = series;
        this.direction = direction;
        this.limits = limits;
    }

    /** An incident that goes on. */
    private static final class Incident {
        final int first;
        final double usual;
        int last;
        int peakAt;
        double peak;
        double sigmas;

        Incident(int minute, double usual) {
            first = minute;
            this.usual = usual;
        }

        void add(int minute, double value, double beyond) {
            last = minute;
            if (beyond > sigmas) {
                sigmas = beyond;
                peak = value;
                peakAt = minute;
            }
        }
    }

    /**
     * The incidents of a series, in order.
     *
     * @param series its name in what is found
     */
    public static List<Anomaly> detect(String series, Direction direction, MinuteCounts counts, AnomalyLimits limits) {
        AnomalyDetector detector = new AnomalyDetector(series, direction, limits, counts);
        for (int minute = 0; minute < counts.size(); minute++) {
            detector.minute(minute, counts.at(minute));
        }
        detector.close();
        return List.copyOf(detector.found);
    }

    private void minute(int minute, double count) {
        double silence = direction == Direction.BOTH ? silence(count) : 0;
        double beyond = Math.max(silence, beyond(count));
        if (open == null && beyond <= habit()) {
            beyond = 0;
        }
        if (beyond > 0) {
            if (open == null) {
                open = new Incident(silence > 0 ? minute - zeros + 1 : minute, baseline.median());
            }
            open.add(minute, count, beyond);
        }
        if (open != null && minute - open.last >= limits.cooldown().toMinutes()) {
            close();
        }
        if (beyond <= 0 || minute - open.first >= NEW_STATE_MINUTES) {
            baseline.add(count);
        }
    }

    /** What has happened some times is no news: from then on it must be twice as far beyond as those before. */
    private double habit() {
        if (found.size() < HABIT) {
            return 0;
        }
        double[] sigmas = found.stream().mapToDouble(Anomaly::sigmas).sorted().toArray();
        return 2 * sigmas[sigmas.length / 2];
    }

    /** How silent it has been, in deviations of the events that were to be expected; 0 while that may be chance. */
    private double silence(double count) {
        zeros = count > 0 ? 0 : zeros + 1;
        if (zeros == 0 || baseline.size() < limits.after().toMinutes()) {
            return 0;
        }
        double expected = zeros * baseline.median() / baseline.dispersion();
        return expected > -Math.log(CHANCE) ? Math.sqrt(expected) : 0;
    }

    /** By how many deviations; 0 for a minute as others. */
    private double beyond(double count) {
        if (baseline.size() < limits.after().toMinutes()) {
            return 0;
        }
        double median = baseline.median();
        double sigmas = (count - median) / baseline.scale();
        double dispersion = baseline.dispersion();
        boolean burst = count >= limits.minCount()
                && sigmas >= limits.warning()
                && Poisson.atLeast(count / dispersion, (median + baseline.scale()) / dispersion) < CHANCE;
        return burst ? sigmas : 0;
    }

    private void close() {
        if (open == null) {
            return;
        }
        Anomaly.Grade grade = open.sigmas > limits.critical() ? Anomaly.Grade.CRITICAL : Anomaly.Grade.WARNING;
        found.add(new Anomaly(
                series,
                grade,
                counts.time(open.first),
                counts.time(open.last + 1),
                counts.time(open.peakAt),
                open.peak,
                open.usual,
                open.sigmas));
        open = null;
    }
}
