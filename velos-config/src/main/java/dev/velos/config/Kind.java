package dev.velos.config;

import dev.velos.core.protocol.Fields;
import java.util.Optional;

/** What a key can hold: how its value is read, what is refused, how it is written, and how a schema describes it. */
interface Kind<T> {
    /** The value; nothing, and one problem or more, where it is not of this kind. Variables are replaced already. */
    Optional<T> read(Node node, Reading reading);

    /** The value as a file holds it. */
    String toml(T value);

    /** What JSON Schema says of it. */
    Fields schema();

    /** Says that a value is of another kind. */
    static <T> Optional<T> wrong(Node node, Reading reading, String wanted, String remedy) {
        reading.problem(node, " has to be " + wanted + ", not " + node.kind() + ".", remedy);
        return Optional.empty();
    }

    /** Says that a value of this kind cannot stand here. */
    static <T> Optional<T> refused(Node node, Reading reading, String message, String remedy) {
        reading.problem(node, message, remedy);
        return Optional.empty();
    }
}
