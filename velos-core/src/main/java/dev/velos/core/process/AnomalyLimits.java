package dev.velos.core.process;

import dev.velos.core.protocol.Fields;
import java.time.Duration;

/**
 * From when on what a log shows is an anomaly.
 *
 * @param warning from how many standard deviations on a minute counts, 0.5 to {@link #MAX_SIGMAS}
 * @param critical from how many on it is critical, not below {@code warning}
 * @param minCount events that a minute must have to be a burst, 1 to {@link #MAX_COUNT}
 * @param after how much of a log must be there before anything is told, whole minutes
 * @param cooldown how long it must be quiet before an incident has ended, whole minutes
 */
public record AnomalyLimits(double warning, double critical, int minCount, Duration after, Duration cooldown) {
    public static final double MAX_SIGMAS = 100;
    public static final int MAX_COUNT = 1_000_000;
    public static final Duration MIN_TIME = Duration.ofMinutes(1);
    public static final Duration MAX_TIME = Duration.ofDays(1);
    public static final AnomalyLimits DEFAULT =
            new AnomalyLimits(2, 3, 10, Duration.ofMinutes(10), Duration.ofMinutes(5));

    public AnomalyLimits {
        if (!(warning >= 0.5 && critical <= MAX_SIGMAS && warning <= critical)) {
            throw new IllegalArgumentException("anomalies from " + warning + " and " + critical + " sigmas on");
        }
        if (minCount < 1 || minCount > MAX_COUNT || !isTime(after) || !isTime(cooldown)) {
            throw new IllegalArgumentException("anomalies of " + minCount + ", " + after + ", " + cooldown);
        }
    }

    private static boolean isTime(Duration time) {
        return time.compareTo(MIN_TIME) >= 0 && time.compareTo(MAX_TIME) <= 0;
    }

    /** Where that is more than what is critical, both are. */
    public AnomalyLimits withWarning(double other) {
        return new AnomalyLimits(other, Math.max(other, critical), minCount, after, cooldown);
    }

    /** Where that is less than what is a warning, both are. */
    public AnomalyLimits withCritical(double other) {
        return new AnomalyLimits(Math.min(warning, other), other, minCount, after, cooldown);
    }

    public AnomalyLimits withMinCount(int other) {
        return new AnomalyLimits(warning, critical, other, after, cooldown);
    }

    public AnomalyLimits withAfter(Duration other) {
        return new AnomalyLimits(warning, critical, minCount, other, cooldown);
    }

    public AnomalyLimits withCooldown(Duration other) {
        return new AnomalyLimits(warning, critical, minCount, after, other);
    }

    Fields toFields() {
        return Fields.builder()
                .put("warning", warning)
                .put("critical", critical)
                .put("min_count", minCount)
                .put("after_ms", after.toMillis())
                .put("cooldown_ms", cooldown.toMillis())
                .build();
    }

    static AnomalyLimits of(Fields fields) {
        return new AnomalyLimits(
                fields.number("warning", DEFAULT.warning),
                fields.number("critical", DEFAULT.critical),
                fields.smallInteger("min_count", DEFAULT.minCount),
                Duration.ofMillis(fields.integer("after_ms", DEFAULT.after.toMillis())),
                Duration.ofMillis(fields.integer("cooldown_ms", DEFAULT.cooldown.toMillis())));
    }
}
