package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How much memory a process may take before it is restarted.
 *
 * @param maxBytes resident bytes of the whole family, at least {@link #MIN_BYTES}; empty for no limit
 * @param grace how long it may stay above that
 */
public record MemoryPolicy(OptionalLong maxBytes, Duration grace) {
    /** Less than any program takes. */
    public static final long MIN_BYTES = 1 << 20;

    public static final MemoryPolicy UNLIMITED = new MemoryPolicy(OptionalLong.empty(), Duration.ZERO);

    public MemoryPolicy {
        if (maxBytes.isPresent() && maxBytes.getAsLong() < MIN_BYTES) {
            throw Failure.invalidRequest(
                            "max_memory = " + maxBytes.getAsLong() + " bytes is less than any program takes.",
                            "Use 1M or more.")
                    .asException();
        }
        if (grace.isNegative() || grace.compareTo(Durations.MAX) > 0) {
            throw Failure.invalidRequest(
                            "memory_grace = " + Durations.text(grace) + " is not possible.",
                            "Use 0s to " + Durations.text(Durations.MAX) + ".")
                    .asException();
        }
    }

    public MemoryPolicy withMaxBytes(OptionalLong other) {
        return new MemoryPolicy(other, grace);
    }

    public MemoryPolicy withGrace(Duration other) {
        return new MemoryPolicy(maxBytes, other);
    }

    /** Whether somebody has to look at it. */
    public boolean isLimited() {
        return maxBytes.isPresent();
    }

    Fields toFields() {
        Fields.Builder fields = Fields.builder().putOptional("max_memory", maxBytes);
        return grace.isZero()
                ? fields.build()
                : fields.put("memory_grace_ms", grace.toMillis()).build();
    }

    static MemoryPolicy of(Fields fields) {
        return new MemoryPolicy(
                fields.optionalInteger("max_memory"), Duration.ofMillis(fields.integer("memory_grace_ms", 0)));
    }
}
