package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * When a program that was started is up.
 *
 * @param signal what tells it; empty where it is up as soon as it comes to rest
 * @param timeout a program that is not ready by then is stopped as one that failed
 */
public record Readiness(Optional<Signal> signal, Duration timeout) {
    /** What tells that a program is ready. {@link #text()} is the word for it everywhere a user looks. */
    public sealed interface Signal {
        /** A probe that succeeds. */
        record Answer(ProbeTarget target) implements Signal {
            @Override
            public String text() {
                return target.text();
            }
        }

        /** A line of its output that has a text. */
        record Line(LinePattern pattern) implements Signal {
            @Override
            public String text() {
                return "a line with \"" + pattern.text() + "\"";
            }
        }

        /** {@code READY=1} by sd_notify. */
        record Notification() implements Signal {
            @Override
            public String text() {
                return "READY=1 at NOTIFY_SOCKET";
            }
        }

        /** {@code process.send('ready')} of Node. */
        record Message() implements Signal {
            @Override
            public String text() {
                return "process.send('ready')";
            }
        }

        String text();

        /** What is asked; empty where the program speaks by itself. */
        default Optional<ProbeTarget> asks() {
            return this instanceof Answer(ProbeTarget target) ? Optional.of(target) : Optional.empty();
        }
    }

    /** As soon as it comes to rest; 30 s for a program that says it itself. */
    public static final Readiness DEFAULT = new Readiness(Optional.empty(), Duration.ofSeconds(30));

    private static final String LINE = "log";
    private static final String NOTIFICATION = "notify";
    private static final String MESSAGE = "message";

    public Readiness {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Durations.MAX) > 0) {
            throw Failure.invalidRequest(
                            "A ready timeout of " + Durations.text(timeout) + " is not possible.",
                            "Use 1ms to " + Durations.text(Durations.MAX) + ".")
                    .asException();
        }
    }

    public Readiness withSignal(Signal other) {
        return new Readiness(Optional.of(other), timeout);
    }

    public Readiness withTimeout(Duration other) {
        return new Readiness(signal, other);
    }

    /** Whether the program is to be given a socket for sd_notify. */
    public boolean isByNotification() {
        return signal.filter(Signal.Notification.class::isInstance).isPresent();
    }

    /** Whether the program is to be given a channel of Node. */
    public boolean isByMessage() {
        return signal.filter(Signal.Message.class::isInstance).isPresent();
    }

    Fields toFields() {
        Fields.Builder fields = Fields.builder().put("timeout_ms", timeout.toMillis());
        signal.ifPresent(it -> {
            switch (it) {
                case Signal.Answer(ProbeTarget target) -> target.addTo(fields);
                case Signal.Line(LinePattern pattern) -> fields.put(LINE, pattern.text());
                case Signal.Notification _ -> fields.put(NOTIFICATION, true);
                case Signal.Message _ -> fields.put(MESSAGE, true);
            }
        });
        return fields.build();
    }

    static Readiness of(Fields fields) {
        return new Readiness(
                signal(fields), Duration.ofMillis(fields.integer("timeout_ms", DEFAULT.timeout.toMillis())));
    }

    private static Optional<Signal> signal(Fields fields) {
        if (fields.flag(NOTIFICATION, false)) {
            return Optional.of(new Signal.Notification());
        }
        if (fields.flag(MESSAGE, false)) {
            return Optional.of(new Signal.Message());
        }
        return fields.optionalText(LINE)
                .<Signal>map(text -> new Signal.Line(new LinePattern(text)))
                .or(() -> ProbeTarget.of(fields).map(Signal.Answer::new));
    }
}
