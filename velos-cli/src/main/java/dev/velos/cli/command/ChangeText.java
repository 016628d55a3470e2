package dev.velos.cli.command;

import dev.velos.cli.output.Secrets;
import dev.velos.config.SpecChange;
import java.util.Optional;

/** The values of changes, as they may be printed. */
record ChangeText(Secrets secrets) {
    private static final String NOTHING = "(not set)";

    Optional<String> before(SpecChange change) {
        return change.before().map(value -> shown(change, value));
    }

    Optional<String> after(SpecChange change) {
        return change.after().map(value -> shown(change, value));
    }

    /** {@code args: ["a"] -> ["b"]} */
    String line(SpecChange change) {
        return change.key() + ": " + before(change).orElse(NOTHING) + " -> "
                + after(change).orElse(NOTHING);
    }

    private String shown(SpecChange change, String value) {
        return change.variable().map(name -> secrets.of(name, value)).orElse(value);
    }
}
