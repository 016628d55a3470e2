package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.Optional;

/**
 * How a process stands in the daemon's table, whatever it runs.
 *
 * @param namespace the group that {@code @namespace} names; empty for none
 * @param start whether it is started when it enters the table
 * @param origin absolute path of the velos.toml that describes it; empty where it was started without one
 * @param owner who started it, where that was an agent: the name of its client and of its session
 */
public record Registration(
        Optional<ProcessName> namespace, Start start, Optional<String> origin, Optional<ProcessName> owner) {
    /** What happens to a process that enters the table. */
    public enum Start {
        AUTOMATIC,
        /** It waits for a user to start it. */
        BY_HAND
    }

    public static final Registration DEFAULT =
            new Registration(Optional.empty(), Start.AUTOMATIC, Optional.empty(), Optional.empty());

    public Registration {
        origin.ifPresent(it -> Program.requireNoNul("origin", it));
        if (origin.filter(String::isEmpty).isPresent()) {
            throw Failure.invalidRequest("The origin is empty.", "Name a file, or leave it out.")
                    .asException();
        }
    }

    public Registration withNamespace(Optional<ProcessName> other) {
        return new Registration(other, start, origin, owner);
    }

    public Registration withStart(Start other) {
        return new Registration(namespace, other, origin, owner);
    }

    public Registration withOrigin(Optional<String> other) {
        return new Registration(namespace, start, other, owner);
    }

    public Registration withOwner(Optional<ProcessName> other) {
        return new Registration(namespace, start, origin, other);
    }

    Fields toFields() {
        return Fields.builder()
                .putOptional("namespace", namespace.map(ProcessName::value))
                .put("autostart", start == Start.AUTOMATIC)
                .putOptional("origin", origin)
                .putOptional("owner", owner.map(ProcessName::value))
                .build();
    }

    static Registration of(Fields fields) {
        return new Registration(
                fields.optionalText("namespace").map(ProcessName::new),
                fields.flag("autostart", true) ? Start.AUTOMATIC : Start.BY_HAND,
                fields.optionalText("origin"),
                fields.optionalText("owner").map(ProcessName::new));
    }
}
