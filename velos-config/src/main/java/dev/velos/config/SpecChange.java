package dev.velos.config;

import dev.velos.core.process.ProcessSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A key in which two specs differ.
 *
 * @param key as in a velos.toml; {@code env.NAME} for a variable
 * @param before its value as a velos.toml holds it; empty where there was none
 * @param after the same of the other spec
 */
public record SpecChange(String key, Optional<String> before, Optional<String> after) {
    private static final String VARIABLE = "env.";

    /** The name of the variable that changed, where it is one. */
    public Optional<String> variable() {
        return key.startsWith(VARIABLE) ? Optional.of(key.substring(VARIABLE.length())) : Optional.empty();
    }

    /** All of them, in the order of the documentation. Inherited variables do not count. */
    public static List<SpecChange> between(ProcessSpec before, ProcessSpec after) {
        List<SpecChange> changes = new ArrayList<>();
        for (Key<?> key : ProcessKeys.ALL) {
            if (!key.is(ProcessKeys.ENV)) {
                add(changes, new SpecChange(key.name(), key.toml(before), key.toml(after)));
            }
        }
        Map<String, String> old = before.environment().own();
        Map<String, String> now = after.environment().own();
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        names.forEach(name -> add(changes, new SpecChange(VARIABLE + name, toml(old, name), toml(now, name))));
        return changes;
    }

    private static Optional<String> toml(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name)).map(TomlText::of);
    }

    private static void add(List<SpecChange> changes, SpecChange change) {
        if (!change.before.equals(change.after)) {
            changes.add(change);
        }
    }
}
