package dev.velos.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tomlj.TomlTable;

/** Reads {@code env}: texts are variables, tables in it are profiles, in which all are variables. */
final class EnvKind implements Kind<EnvTable> {
    private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    public Optional<EnvTable> read(Node node, Problems problems) {
        if (!(node.value() instanceof TomlTable table)) {
            return Kind.wrong(
                    node, problems, "a table", "Write [process.NAME.env] with lines such as KEY = \"value\".");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        Map<String, Map<String, String>> profiles = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            Node child = Node.in(table, key, node.name() + "." + key);
            if (child.value() instanceof TomlTable profile) {
                profiles.put(key, profile(key, child, profile, problems));
            } else {
                variable(key, child, problems).ifPresent(value -> variables.put(key, value));
            }
        }
        return Optional.of(new EnvTable(variables, profiles));
    }

    private static Map<String, String> profile(String name, Node node, TomlTable table, Problems problems) {
        if (!PROFILE.matcher(name).matches()) {
            Kind.refused(node, problems, " cannot name a profile.", "Use 1 to 64 of the characters A-Z a-z 0-9 . _ -.");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            Node child = Node.in(table, key, node.name() + "." + key);
            variable(key, child, problems).ifPresent(value -> variables.put(key, value));
        }
        return variables;
    }

    private static Optional<String> variable(String key, Node node, Problems problems) {
        if (key.isEmpty() || key.indexOf('=') >= 0 || key.indexOf('\0') >= 0) {
            return Kind.refused(
                    node, problems, " cannot name an environment variable.", "Use a name without \"=\" and NUL.");
        }
        if (node.value() instanceof String) {
            return Kinds.text().read(node, problems);
        }
        return switch (node.value()) {
            case Long number -> wrong(node, problems, " Write " + key + " = \"" + number + "\".");
            case Boolean flag -> wrong(node, problems, " Write " + key + " = \"" + flag + "\".");
            default -> wrong(node, problems, "");
        };
    }

    private static Optional<String> wrong(Node node, Problems problems, String example) {
        return Kind.wrong(node, problems, "a text", "Variables are texts in quotes." + example);
    }
}
