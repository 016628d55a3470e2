package dev.velos.core.process;

import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.util.Locale;

/**
 * Whether and how a process that ended by itself is started again.
 *
 * @param maxRestarts unstable restarts in a row after which the process is given up as errored
 * @param minUptime a life at least this long is stable: it ends the row and starts the backoff anew
 */
public record RestartPolicy(Mode mode, int maxRestarts, Duration minUptime, Backoff backoff) {
    /** Which ends are followed by a restart. */
    public enum Mode {
        ALWAYS,
        /** Any end but exit 0; exit 0 completes the process. */
        ON_FAILURE,
        /** None: exit 0 completes the process, anything else is an error. */
        NEVER;

        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** @throws IllegalArgumentException for a word that names none */
        public static Mode ofWire(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public static final RestartPolicy DEFAULT =
            new RestartPolicy(Mode.ALWAYS, 16, Duration.ofSeconds(1), Backoff.DEFAULT);

    public RestartPolicy {
        if (maxRestarts < 0 || minUptime.isNegative() || minUptime.compareTo(Durations.MAX) > 0) {
            throw new IllegalArgumentException("restart policy " + maxRestarts + ", " + minUptime);
        }
    }

    public RestartPolicy withMode(Mode other) {
        return new RestartPolicy(other, maxRestarts, minUptime, backoff);
    }

    public RestartPolicy withMaxRestarts(int other) {
        return new RestartPolicy(mode, other, minUptime, backoff);
    }

    public RestartPolicy withMinUptime(Duration other) {
        return new RestartPolicy(mode, maxRestarts, other, backoff);
    }

    public RestartPolicy withBackoff(Backoff other) {
        return new RestartPolicy(mode, maxRestarts, minUptime, other);
    }

    /** Whether such an end calls for another start. */
    public boolean restartsAfter(ExitStatus status) {
        return switch (mode) {
            case ALWAYS -> true;
            case ON_FAILURE -> !status.isSuccess();
            case NEVER -> false;
        };
    }

    Fields toFields() {
        return Fields.builder()
                .put("mode", mode.wire())
                .put("max_restarts", maxRestarts)
                .put("min_uptime_ms", minUptime.toMillis())
                .put("backoff", backoff.toFields())
                .build();
    }

    static RestartPolicy of(Fields fields) {
        return new RestartPolicy(
                fields.optionalText("mode").map(Mode::ofWire).orElse(DEFAULT.mode),
                fields.smallInteger("max_restarts", DEFAULT.maxRestarts),
                Duration.ofMillis(fields.integer("min_uptime_ms", DEFAULT.minUptime.toMillis())),
                fields.optionalFields("backoff").map(Backoff::of).orElse(DEFAULT.backoff));
    }
}
