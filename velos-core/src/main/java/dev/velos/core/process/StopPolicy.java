package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import java.time.Duration;

/**
 * How a process is ended.
 *
 * @param signal what its family is told first
 * @param killTimeout grace period between that signal and SIGKILL
 * @param manner with which of its steps the end begins
 */
public record StopPolicy(StopSignal signal, Duration killTimeout, Manner manner) {
    /** How a process is asked first. */
    public enum Manner {
        SIGNAL,
        /** A message {@code shutdown} on its channel of Node; the signal follows after another grace period. */
        MESSAGE
    }

    public static final StopPolicy DEFAULT = new StopPolicy(StopSignal.SIGTERM, Duration.ofSeconds(5), Manner.SIGNAL);

    public StopPolicy {
        if (killTimeout.isNegative() || killTimeout.compareTo(Durations.MAX) > 0) {
            throw Failure.invalidRequest(
                            "A kill timeout of " + Durations.text(killTimeout) + " is not possible.",
                            "Use 0s to " + Durations.text(Durations.MAX) + ".")
                    .asException();
        }
    }

    public StopPolicy withSignal(StopSignal other) {
        return new StopPolicy(other, killTimeout, manner);
    }

    public StopPolicy withKillTimeout(Duration other) {
        return new StopPolicy(signal, other, manner);
    }

    public StopPolicy withManner(Manner other) {
        return new StopPolicy(signal, killTimeout, other);
    }

    Fields toFields() {
        return Fields.builder()
                .put("stop_signal", signal.name())
                .put("kill_timeout_ms", killTimeout.toMillis())
                .put("shutdown_message", manner == Manner.MESSAGE)
                .build();
    }

    static StopPolicy of(Fields fields) {
        return new StopPolicy(
                fields.optionalText("stop_signal").map(StopSignal::valueOf).orElse(DEFAULT.signal),
                Duration.ofMillis(fields.integer("kill_timeout_ms", DEFAULT.killTimeout.toMillis())),
                fields.flag("shutdown_message", false) ? Manner.MESSAGE : Manner.SIGNAL);
    }
}
