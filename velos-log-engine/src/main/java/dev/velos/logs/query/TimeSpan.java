package dev.velos.logs.query;

import dev.velos.core.failure.Failure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** From when to when, both within; without a bound where one is missing. */
public record TimeSpan(Optional<Instant> since, Optional<Instant> until) {
    /** All the time that there is. */
    public static final TimeSpan ALWAYS = new TimeSpan(Optional.empty(), Optional.empty());

    /** Throws a failure where it would end before it begins. */
    public TimeSpan {
        if (since.isPresent() && until.isPresent() && until.get().isBefore(since.get())) {
            throw Failure.invalidRequest(
                            "The period ends at " + until.get() + ", before it begins at " + since.get() + ".",
                            "Exchange --since and --until.")
                    .asException();
        }
    }

    boolean isBounded() {
        return since.isPresent() || until.isPresent();
    }

    /** Epoch microseconds; one beyond their range as the nearest. */
    static long micros(Instant instant) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        } catch (ArithmeticException e) {
            return instant.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE + 1;
        }
    }
}
