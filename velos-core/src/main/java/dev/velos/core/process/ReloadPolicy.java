package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the instances of a process are replaced by new ones.
 *
 * @param parallel how many are replaced at once, from 1
 * @param maxSurge how many more than usual may run meanwhile; 0 to end each before its successor starts; empty
 *     for as many as are replaced at once where they are handed their sockets, else 0
 * @param pause from one that is ready to the start of the next
 */
public record ReloadPolicy(int parallel, OptionalInt maxSurge, Duration pause) {
    public static final ReloadPolicy DEFAULT = new ReloadPolicy(1, OptionalInt.empty(), Duration.ZERO);

    public ReloadPolicy {
        boolean counts = parallel >= 1
                && parallel <= ProcessSpec.MAX_INSTANCES
                && maxSurge.orElse(0) >= 0
                && maxSurge.orElse(0) <= ProcessSpec.MAX_INSTANCES;
        if (!counts || pause.isNegative() || pause.compareTo(Durations.MAX) > 0) {
            throw Failure.invalidRequest(
                            "A reload of " + parallel + " at once, with a surge of " + maxSurge.orElse(parallel)
                                    + " and a pause of " + Durations.text(pause) + ", is not possible.",
                            "Reload 1 to " + ProcessSpec.MAX_INSTANCES + " at once, with a surge of 0 or more.")
                    .asException();
        }
    }

    public ReloadPolicy withParallel(int other) {
        return new ReloadPolicy(other, maxSurge, pause);
    }

    public ReloadPolicy withMaxSurge(OptionalInt other) {
        return new ReloadPolicy(parallel, other, pause);
    }

    public ReloadPolicy withPause(Duration other) {
        return new ReloadPolicy(parallel, maxSurge, other);
    }

    Fields toFields() {
        return Fields.builder()
                .put("parallel", parallel)
                .putOptional(
                        "max_surge", maxSurge.isPresent() ? OptionalLong.of(maxSurge.getAsInt()) : OptionalLong.empty())
                .put("pause_ms", pause.toMillis())
                .build();
    }

    static ReloadPolicy of(Fields fields) {
        return new ReloadPolicy(
                fields.smallInteger("parallel", DEFAULT.parallel),
                fields.has("max_surge") ? OptionalInt.of(fields.smallInteger("max_surge", 0)) : OptionalInt.empty(),
                Duration.ofMillis(fields.integer("pause_ms", 0)));
    }
}
