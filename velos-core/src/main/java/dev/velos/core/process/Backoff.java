package dev.velos.core.process;

import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Exponential backoff with jitter: the first restart follows at once, the one before attempt n (from 1) waits
 * {@code initial × factor^(n-1)}, at most {@code max}, made up to {@code jitter} of itself longer or shorter so that
 * crashed processes do not return in step.
 *
 * @param factor at least 1
 * @param jitter 0 (none) to 1
 */
public record Backoff(Duration initial, Duration max, double factor, double jitter) {
    /**
     * Six restarts in all but no time, for what somebody killed or what stumbled once; then 5, 12, 30, 76 … ms up to
     * 15 s: the sixteenth restart comes about 27 s after the first crash.
     */
    public static final Backoff DEFAULT = new Backoff(Duration.ofNanos(50_000), Duration.ofSeconds(15), 2.5, 0.1);

    public Backoff {
        boolean delays = !initial.isNegative() && max.compareTo(initial) >= 0 && max.compareTo(Durations.MAX) <= 0;
        if (!delays || !(factor >= 1) || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("backoff " + initial + " to " + max + " by " + factor + " +- " + jitter);
        }
    }

    /** With a greatest delay that is no shorter. */
    public Backoff withInitial(Duration other) {
        return new Backoff(other, max.compareTo(other) > 0 ? max : other, factor, jitter);
    }

    /** With a first delay that is no longer. */
    public Backoff withMax(Duration other) {
        return new Backoff(initial.compareTo(other) < 0 ? initial : other, other, factor, jitter);
    }

    public Backoff withFactor(double other) {
        return new Backoff(initial, max, other, jitter);
    }

    public Backoff withJitter(double other) {
        return new Backoff(initial, max, factor, other);
    }

    /** @param random from 0 to 1, where 0.5 leaves the delay as it is */
    public Duration delay(int attempt, double random) {
        if (attempt <= 0) {
            return Duration.ZERO;
        }
        double nanos = Math.min((double) max.toNanos(), initial.toNanos() * Math.pow(factor, attempt - 1));
        return Duration.ofNanos((long) (nanos * (1 + jitter * (2 * random - 1))));
    }

    Fields toFields() {
        return Fields.builder()
                .put("initial_us", initial.toNanos() / 1_000)
                .put("max_ms", max.toMillis())
                .put("factor", factor)
                .put("jitter", jitter)
                .build();
    }

    static Backoff of(Fields fields) {
        return new Backoff(
                Duration.of(fields.integer("initial_us", DEFAULT.initial.toNanos() / 1_000), ChronoUnit.MICROS),
                Duration.ofMillis(fields.integer("max_ms", DEFAULT.max.toMillis())),
                fields.number("factor", DEFAULT.factor),
                fields.number("jitter", DEFAULT.jitter));
    }
}
