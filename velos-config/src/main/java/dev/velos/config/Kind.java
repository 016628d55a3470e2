package dev.velos.config;

import java.util.Optional;

/** What a key can hold: how its value is read and what is refused. */
@FunctionalInterface
interface Kind<T> {
    /** The value; nothing, and one problem or more, where it is not of this kind. */
    Optional<T> read(Node node, Problems problems);

    /** Says that a value is of another kind. */
    static <T> Optional<T> wrong(Node node, Problems problems, String wanted, String remedy) {
        problems.add(node.position(), node.name() + " has to be " + wanted + ", not " + node.kind() + ".", remedy);
        return Optional.empty();
    }

    /** Says that a value of this kind cannot stand here. */
    static <T> Optional<T> refused(Node node, Problems problems, String message, String remedy) {
        problems.add(node.position(), node.name() + message, remedy);
        return Optional.empty();
    }
}
