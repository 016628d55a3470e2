package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * How Velos finds out whether a program that is up does well.
 *
 * @param probe what is asked; empty for nothing
 * @param interval from the end of one probe to the next, at least {@link #MIN_INTERVAL}
 * @param timeout a probe without an answer has failed after so long
 * @param retries failures in a row, at least 1, that make it unhealthy
 * @param startPeriod since the start of the program; failures in it do not count
 * @param action what is done about one that is unhealthy
 * @param watchdog the longest time between two {@code WATCHDOG=1} of the program; empty where it sends none
 */
public record HealthPolicy(
        Optional<ProbeTarget> probe,
        Duration interval,
        Duration timeout,
        int retries,
        Duration startPeriod,
        Action action,
        Optional<Duration> watchdog) {
    /** What is done about a program that is unhealthy. */
    public enum Action {
        /** It is stopped, and what follows a failure follows. */
        RESTART,
        /** It is shown as such. */
        MARK;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException for a word that names none */
        public static Action ofWire(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    public static final Duration MIN_INTERVAL = Duration.ofMillis(100);
    public static final int MAX_RETRIES = 1_000;

    public static final HealthPolicy DEFAULT = new HealthPolicy(
            Optional.empty(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            3,
            Duration.ZERO,
            Action.RESTART,
            Optional.empty());

    public HealthPolicy {
        require("interval", interval, MIN_INTERVAL);
        require("timeout", timeout, Duration.ofMillis(1));
        require("start period", startPeriod, Duration.ZERO);
        watchdog.ifPresent(it -> require("watchdog", it, MIN_INTERVAL));
        if (retries < 1 || retries > MAX_RETRIES) {
            throw Failure.invalidRequest(
                            retries + " retries of a health check are not possible.", "Use 1 to " + MAX_RETRIES + ".")
                    .asException();
        }
    }

    private static void require(String what, Duration duration, Duration least) {
        if (duration.compareTo(least) < 0 || duration.compareTo(Durations.MAX) > 0) {
            throw Failure.invalidRequest(
                            "A health " + what + " of " + Durations.text(duration) + " is not possible.",
                            "Use " + Durations.text(least) + " to " + Durations.text(Durations.MAX) + ".")
                    .asException();
        }
    }

    public HealthPolicy withProbe(ProbeTarget other) {
        return new HealthPolicy(Optional.of(other), interval, timeout, retries, startPeriod, action, watchdog);
    }

    public HealthPolicy withInterval(Duration other) {
        return new HealthPolicy(probe, other, timeout, retries, startPeriod, action, watchdog);
    }

    public HealthPolicy withTimeout(Duration other) {
        return new HealthPolicy(probe, interval, other, retries, startPeriod, action, watchdog);
    }

    public HealthPolicy withRetries(int other) {
        return new HealthPolicy(probe, interval, timeout, other, startPeriod, action, watchdog);
    }

    public HealthPolicy withStartPeriod(Duration other) {
        return new HealthPolicy(probe, interval, timeout, retries, other, action, watchdog);
    }

    public HealthPolicy withAction(Action other) {
        return new HealthPolicy(probe, interval, timeout, retries, startPeriod, other, watchdog);
    }

    public HealthPolicy withWatchdog(Duration other) {
        return new HealthPolicy(probe, interval, timeout, retries, startPeriod, action, Optional.of(other));
    }

    Fields toFields() {
        Fields.Builder fields = Fields.builder()
                .put("interval_ms", interval.toMillis())
                .put("timeout_ms", timeout.toMillis())
                .put("retries", retries)
                .put("start_period_ms", startPeriod.toMillis())
                .put("action", action.wire());
        probe.ifPresent(it -> it.addTo(fields));
        watchdog.ifPresent(it -> fields.put("watchdog_ms", it.toMillis()));
        return fields.build();
    }

    static HealthPolicy of(Fields fields) {
        return new HealthPolicy(
                ProbeTarget.of(fields),
                millis(fields, "interval_ms", DEFAULT.interval),
                millis(fields, "timeout_ms", DEFAULT.timeout),
                fields.smallInteger("retries", DEFAULT.retries),
                millis(fields, "start_period_ms", DEFAULT.startPeriod),
                fields.optionalText("action").map(Action::ofWire).orElse(DEFAULT.action),
                fields.has("watchdog_ms")
                        ? Optional.of(Duration.of(fields.integer("watchdog_ms"), ChronoUnit.MILLIS))
                        : Optional.empty());
    }

    private static Duration millis(Fields fields, String name, Duration otherwise) {
        return Duration.ofMillis(fields.integer(name, otherwise.toMillis()));
    }
}
