package dev.velos.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reading of one file: what its variables stand for, and what is wrong with it. Owned by the loader for one load.
 *
 * @param folder where relative paths start
 * @param environment what {@code ${NAME}} stands for
 * @param profile whose variables are wanted
 */
record Reading(Path folder, Map<String, String> environment, Optional<String> profile, Problems problems) {
    /** An escaped one, a whole one with its name and default, or the beginning of one that goes wrong. */
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\})?");

    void problem(Node node, String message, String remedy) {
        problems.add(node.position(), node.name() + message, remedy);
    }

    /** The node with each {@code ${NAME}} replaced; nothing, and a problem, where one stands for nothing. */
    Optional<Node> expand(Node node) {
        if (!(node.value() instanceof String text) || !text.contains("${")) {
            return Optional.of(node);
        }
        StringBuilder expanded = new StringBuilder();
        Matcher references = REFERENCE.matcher(text);
        int at = 0;
        while (references.find()) {
            Optional<String> value = valueOf(references, node);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            expanded.append(text, at, references.start()).append(value.get());
            at = references.end();
        }
        return Optional.of(node.withValue(expanded.append(text.substring(at)).toString()));
    }

    private Optional<String> valueOf(Matcher reference, Node node) {
        String name = reference.group(1);
        if (reference.group().equals("$${")) {
            return Optional.of("${");
        }
        if (name == null) {
            return Kind.refused(
                    node,
                    this,
                    " has a \"${\" that is no variable.",
                    "Write ${NAME} or ${NAME:-default}, or $${ for the two characters themselves.");
        }
        String value = environment.getOrDefault(name, "");
        if (!value.isEmpty() || reference.group(2) == null && environment.containsKey(name)) {
            return Optional.of(value);
        }
        return reference.group(2) != null
                ? Optional.of(reference.group(2))
                : Kind.refused(
                        node,
                        this,
                        ": the variable " + name + " is not set.",
                        "Set it, or give a default: ${" + name + ":-...}.");
    }
}
