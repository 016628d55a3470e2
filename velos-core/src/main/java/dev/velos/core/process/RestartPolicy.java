package dev.velos.core.process;

import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Whether and how a process that ended by itself is started again.
 *
 * @param maxRestarts unstable restarts in a row after which the process is given up as errored
 * @param minUptime a life at least this long is stable: it ends the row and starts the backoff anew
 * @param delay the least time before any restart
 * @param stopExitCodes exit codes that are no failure and follow no restart, in any mode; each 0 to 255
 */
public record RestartPolicy(
        Mode mode, int maxRestarts, Duration minUptime, Duration delay, Backoff backoff, List<Integer> stopExitCodes) {
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

    /** The greatest exit code that there is. */
    public static final int MAX_EXIT_CODE = 255;

    public static final RestartPolicy DEFAULT =
            new RestartPolicy(Mode.ALWAYS, 16, Duration.ofSeconds(1), Duration.ZERO, Backoff.DEFAULT, List.of());

    public RestartPolicy {
        stopExitCodes = List.copyOf(stopExitCodes);
        if (maxRestarts < 0 || !isPossible(minUptime) || !isPossible(delay)) {
            throw new IllegalArgumentException("restart policy " + maxRestarts + ", " + minUptime + ", " + delay);
        }
        if (stopExitCodes.stream().anyMatch(code -> code < 0 || code > MAX_EXIT_CODE)) {
            throw new IllegalArgumentException("exit codes " + stopExitCodes);
        }
    }

    private static boolean isPossible(Duration duration) {
        return !duration.isNegative() && duration.compareTo(Durations.MAX) <= 0;
    }

    public RestartPolicy withMode(Mode other) {
        return new RestartPolicy(other, maxRestarts, minUptime, delay, backoff, stopExitCodes);
    }

    public RestartPolicy withMaxRestarts(int other) {
        return new RestartPolicy(mode, other, minUptime, delay, backoff, stopExitCodes);
    }

    public RestartPolicy withMinUptime(Duration other) {
        return new RestartPolicy(mode, maxRestarts, other, delay, backoff, stopExitCodes);
    }

    public RestartPolicy withBackoff(Backoff other) {
        return new RestartPolicy(mode, maxRestarts, minUptime, delay, other, stopExitCodes);
    }

    public RestartPolicy withDelay(Duration other) {
        return new RestartPolicy(mode, maxRestarts, minUptime, other, backoff, stopExitCodes);
    }

    public RestartPolicy withStopExitCodes(List<Integer> other) {
        return new RestartPolicy(mode, maxRestarts, minUptime, delay, backoff, other);
    }

    /** Whether such an end calls for another start. */
    public boolean restartsAfter(ExitStatus status) {
        return switch (mode) {
            case ALWAYS -> !isStopCode(status);
            case ON_FAILURE -> !isMeant(status);
            case NEVER -> false;
        };
    }

    /** Whether one that Velos had to end because it failed in another way than by dying is started again. */
    public boolean restartsAfterFault() {
        return mode != Mode.NEVER;
    }

    /** Whether a process that ended so has done what it was meant to, and stays down. */
    public boolean completes(ExitStatus status) {
        return isMeant(status) && !restartsAfter(status);
    }

    /** Whether a job that ended so has done what it was meant to. */
    public boolean succeeds(ExitStatus status) {
        return isMeant(status);
    }

    private boolean isMeant(ExitStatus status) {
        return status.isSuccess() || isStopCode(status);
    }

    private boolean isStopCode(ExitStatus status) {
        return status instanceof ExitStatus.Code(int code) && stopExitCodes.contains(code);
    }

    /**
     * How long the next restart waits.
     *
     * @param attempt how many unstable restarts came before it
     * @param random from 0 to 1
     */
    public Duration delay(int attempt, double random) {
        Duration backedOff = backoff.delay(attempt, random);
        return backedOff.compareTo(delay) > 0 ? backedOff : delay;
    }

    Fields toFields() {
        return Fields.builder()
                .put("mode", mode.wire())
                .put("max_restarts", maxRestarts)
                .put("min_uptime_ms", minUptime.toMillis())
                .put("delay_ms", delay.toMillis())
                .put("backoff", backoff.toFields())
                .putIntegers("stop_exit_codes", stopExitCodes)
                .build();
    }

    static RestartPolicy of(Fields fields) {
        return new RestartPolicy(
                fields.optionalText("mode").map(Mode::ofWire).orElse(DEFAULT.mode),
                fields.smallInteger("max_restarts", DEFAULT.maxRestarts),
                Duration.ofMillis(fields.integer("min_uptime_ms", DEFAULT.minUptime.toMillis())),
                Duration.ofMillis(fields.integer("delay_ms", DEFAULT.delay.toMillis())),
                fields.optionalFields("backoff").map(Backoff::of).orElse(DEFAULT.backoff),
                fields.smallIntegers("stop_exit_codes"));
    }
}
