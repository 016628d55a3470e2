package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Commands for the shell that are run around the life of a process.
 *
 * @param commands what is run when; each not empty
 * @param timeout how long each of them may take, 1 s to an hour; then it is killed
 */
public record Hooks(Map<Moment, String> commands, Duration timeout) {
    /** When a hook runs. */
    public enum Moment {
        /** Before each start; where it fails, nothing is started. */
        BEFORE_START,
        /** When the process is up. */
        AFTER_START,
        /** Before the process is told to end. */
        BEFORE_STOP,
        /** When the process and all its family have ended, for whatever reason. */
        AFTER_STOP;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
    public static final Duration MAX_TIMEOUT = Duration.ofHours(1);
    public static final Hooks NONE = new Hooks(Map.of(), Duration.ofSeconds(30));

    public Hooks {
        commands = Map.copyOf(commands);
        commands.forEach((moment, command) -> requireCommand(moment, command));
        if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("hooks.timeout " + Durations.text(timeout));
        }
    }

    private static void requireCommand(Moment moment, String command) {
        Program.requireNoNul("hook " + moment.wire(), command);
        if (command.isBlank()) {
            throw Failure.invalidRequest("The hook " + moment.wire() + " is empty.", "Name a command, or leave it out.")
                    .asException();
        }
    }

    public Hooks with(Moment moment, String command) {
        Map<Moment, String> all = new TreeMap<>(commands);
        all.put(moment, command);
        return new Hooks(all, timeout);
    }

    public Hooks withTimeout(Duration other) {
        return new Hooks(commands, other);
    }

    public boolean has(Moment moment) {
        return commands.containsKey(moment);
    }

    Fields toFields() {
        Fields.Builder fields = Fields.builder();
        for (Moment moment : Moment.values()) {
            if (has(moment)) {
                fields.put(moment.wire(), commands.get(moment));
            }
        }
        return fields.put("timeout_ms", timeout.toMillis()).build();
    }

    static Hooks of(Fields fields) {
        Map<Moment, String> commands = new TreeMap<>();
        for (Moment moment : Moment.values()) {
            fields.optionalText(moment.wire()).ifPresent(command -> commands.put(moment, command));
        }
        return new Hooks(commands, Duration.ofMillis(fields.integer("timeout_ms", NONE.timeout.toMillis())));
    }
}
