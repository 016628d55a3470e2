package dev.velos.core.process;

import dev.velos.core.protocol.Fields;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of a program besides its status.
 *
 * @param health what its health probe says; empty where it has none, or does not run
 * @param problem why its latest probe failed; empty where it did not
 * @param says what it says of itself by STATUS= of sd_notify; may be empty
 * @param awaits what it has to do yet to be online, or what has to happen before it is started; may be empty
 */
public record Condition(Optional<Health> health, String problem, String says, String awaits) {
    /** How a program does. */
    public enum Health {
        /** No probe has succeeded yet, and none has to. */
        STARTING,
        HEALTHY,
        UNHEALTHY;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException for a word that names none */
        public static Health ofWire(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** Nothing is known, and nothing has to be. */
    public static final Condition NONE = new Condition(Optional.empty(), "", "", "");

    public Condition withHealth(Health other, String newProblem) {
        return new Condition(Optional.of(other), newProblem, says, awaits);
    }

    public Condition withSays(String other) {
        return new Condition(health, problem, other, awaits);
    }

    public Condition withAwaits(String other) {
        return new Condition(health, problem, says, other);
    }

    public boolean isUnhealthy() {
        return health.filter(Health.UNHEALTHY::equals).isPresent();
    }

    Fields toFields() {
        Fields.Builder fields = Fields.builder();
        health.ifPresent(it -> fields.put("health", it.wire()));
        putUnlessEmpty(fields, "health_problem", problem);
        putUnlessEmpty(fields, "says", says);
        putUnlessEmpty(fields, "awaits", awaits);
        return fields.build();
    }

    private static void putUnlessEmpty(Fields.Builder fields, String name, String text) {
        if (!text.isEmpty()) {
            fields.put(name, text);
        }
    }

    static Condition of(Fields fields) {
        return new Condition(
                fields.optionalText("health").map(Health::ofWire),
                fields.optionalText("health_problem").orElse(""),
                fields.optionalText("says").orElse(""),
                fields.optionalText("awaits").orElse(""));
    }
}
