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
 */
public record StopPolicy(StopSignal signal, Duration killTimeout) {
    public static final StopPolicy DEFAULT = new StopPolicy(StopSignal.SIGTERM, Duration.ofSeconds(5));

    public StopPolicy {
        if (killTimeout.isNegative() || killTimeout.compareTo(Durations.MAX) > 0) {
            throw Failure.invalidRequest(
                            "A kill timeout of " + Durations.text(killTimeout) + " is not possible.",
                            "Use 0s to " + Durations.text(Durations.MAX) + ".")
                    .asException();
        }
    }

    public StopPolicy withSignal(StopSignal other) {
        return new StopPolicy(other, killTimeout);
    }

    public StopPolicy withKillTimeout(Duration other) {
        return new StopPolicy(signal, other);
    }

    Fields toFields() {
        return Fields.builder()
                .put("stop_signal", signal.name())
                .put("kill_timeout_ms", killTimeout.toMillis())
                .build();
    }

    static StopPolicy of(Fields fields) {
        return new StopPolicy(
                fields.optionalText("stop_signal").map(StopSignal::valueOf).orElse(DEFAULT.signal),
                Duration.ofMillis(fields.integer("kill_timeout_ms", DEFAULT.killTimeout.toMillis())));
    }
}
