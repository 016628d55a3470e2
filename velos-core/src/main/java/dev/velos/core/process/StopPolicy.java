package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import java.time.Duration;

/**
 * How a process is ended.
 *
 * @param killTimeout grace period between the stop signal and SIGKILL
 */
public record StopPolicy(Duration killTimeout) {
    public static final StopPolicy DEFAULT = new StopPolicy(Duration.ofSeconds(5));

    public StopPolicy {
        if (killTimeout.isNegative() || killTimeout.compareTo(Durations.MAX) > 0) {
            throw Failure.invalidRequest(
                            "A kill timeout of " + Durations.text(killTimeout) + " is not possible.",
                            "Use 0s to " + Durations.text(Durations.MAX) + ".")
                    .asException();
        }
    }

    public StopPolicy withKillTimeout(Duration other) {
        return new StopPolicy(other);
    }

    Fields toFields() {
        return Fields.builder().put("kill_timeout_ms", killTimeout.toMillis()).build();
    }

    static StopPolicy of(Fields fields) {
        return new StopPolicy(Duration.ofMillis(fields.integer("kill_timeout_ms", DEFAULT.killTimeout.toMillis())));
    }
}
