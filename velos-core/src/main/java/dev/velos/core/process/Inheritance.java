package dev.velos.core.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which variables of the command that starts it a process inherits.
 *
 * @param only their names; empty for all of them
 */
public record Inheritance(Optional<List<String>> only) {
    public static final Inheritance ALL = new Inheritance(Optional.empty());
    public static final Inheritance NONE = new Inheritance(Optional.of(List.of()));

    public Inheritance {
        only = only.map(List::copyOf);
    }

    public static Inheritance of(List<String> names) {
        return new Inheritance(Optional.of(names));
    }

    /** Those of these variables that are inherited; the same map where all are. */
    public Map<String, String> of(Map<String, String> variables) {
        if (only.isEmpty()) {
            return variables;
        }
        Map<String, String> inherited = new HashMap<>();
        for (String name : only.get()) {
            if (variables.containsKey(name)) {
                inherited.put(name, variables.get(name));
            }
        }
        return inherited;
    }
}
