package dev.velos.config;

import dev.velos.core.protocol.Fields;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tomlj.TomlTable;

/** Reads {@code env}: texts are variables, tables in it are profiles, in which all are variables. */
final class EnvKind implements Kind<EnvTable> {
    private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    public Optional<EnvTable> read(Node node, Reading reading) {
        if (!(node.value() instanceof TomlTable table)) {
            return Kind.wrong(node, reading, "a table", "Write [process.NAME.env] with lines such as KEY = \"value\".");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        Set<String> profiles = new HashSet<>();
        Optional<Map<String, String>> chosen = Optional.empty();
        for (String key : table.keySet()) {
            Node child = Node.in(table, key, node.name() + "." + key);
            if (child.value() instanceof TomlTable inner) {
                boolean isChosen = reading.profile().filter(key::equals).isPresent();
                Map<String, String> profile = profile(key, child, inner, isChosen, reading);
                profiles.add(key);
                chosen = isChosen ? Optional.of(profile) : chosen;
            } else {
                reading.expand(child)
                        .flatMap(it -> variable(key, it, reading))
                        .ifPresent(value -> variables.put(key, value));
            }
        }
        return Optional.of(new EnvTable(variables, profiles, chosen));
    }

    /** What the variables of a profile stand for matters when it is chosen; they may not be set elsewhere. */
    private static Map<String, String> profile(
            String name, Node node, TomlTable table, boolean isChosen, Reading reading) {
        if (!PROFILE.matcher(name).matches()) {
            Kind.refused(node, reading, " cannot name a profile.", "Use 1 to 64 of the characters A-Z a-z 0-9 . _ -.");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            Node child = Node.in(table, key, node.name() + "." + key);
            (isChosen ? reading.expand(child) : Optional.of(child))
                    .flatMap(it -> variable(key, it, reading))
                    .ifPresent(value -> variables.put(key, value));
        }
        return variables;
    }

    private static Optional<String> variable(String key, Node node, Reading reading) {
        if (key.isEmpty() || key.indexOf('=') >= 0 || key.indexOf('\0') >= 0) {
            return Kind.refused(
                    node, reading, " cannot name an environment variable.", "Use a name without \"=\" and NUL.");
        }
        if (node.value() instanceof String) {
            return Kinds.text().read(node, reading);
        }
        return switch (node.value()) {
            case Long number -> wrong(node, reading, " Write " + key + " = \"" + number + "\".");
            case Boolean flag -> wrong(node, reading, " Write " + key + " = \"" + flag + "\".");
            default -> wrong(node, reading, "");
        };
    }

    private static Optional<String> wrong(Node node, Reading reading, String example) {
        return Kind.wrong(node, reading, "a text", "Variables are texts in quotes." + example);
    }

    /** An inline table; {@link TomlSpec} writes it as a table of its own. */
    @Override
    public String toml(EnvTable value) {
        List<String> variables = new TreeMap<>(value.variables())
                .entrySet().stream()
                        .map(entry -> TomlText.key(entry.getKey()) + " = " + TomlText.of(entry.getValue()))
                        .toList();
        return "{ " + String.join(", ", variables) + " }";
    }

    @Override
    public Fields schema() {
        Fields variables = Fields.builder()
                .put("type", "object")
                .put("additionalProperties", Schema.text())
                .build();
        return Fields.builder()
                .put("type", "object")
                .put("additionalProperties", Schema.anyOf(Schema.text(), variables))
                .build();
    }
}
