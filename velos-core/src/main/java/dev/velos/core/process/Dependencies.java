package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which other processes have to be how far before a process is started. In the order in which they were written. */
public record Dependencies(Map<ProcessName, Condition> on) {
    /** How far the other one has to be. */
    public enum Condition {
        /** Its program runs. */
        STARTED,
        /** It is online. */
        READY,
        /** It is online, and its health check has succeeded last. */
        HEALTHY,
        /** It has done what it was meant to. */
        COMPLETED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException for a word that names none */
        public static Condition ofWire(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    public static final Dependencies NONE = new Dependencies(Map.of());

    public Dependencies {
        on = Collections.unmodifiableMap(new LinkedHashMap<>(on));
    }

    /** The same on processes that are called otherwise; one that the names do not know keeps its own. */
    public Dependencies renamed(Map<ProcessName, ProcessName> names) {
        Map<ProcessName, Condition> renamed = new LinkedHashMap<>();
        on.forEach((name, condition) -> renamed.put(names.getOrDefault(name, name), condition));
        return new Dependencies(renamed);
    }

    /**
     * A circle among the dependencies of some processes, as the names along it, the first one again at its end.
     *
     * @param all what each depends on; a name that is no key of it depends on nothing
     */
    public static Optional<List<ProcessName>> circle(Map<ProcessName, Dependencies> all) {
        Set<ProcessName> cleared = new HashSet<>();
        for (ProcessName name : all.keySet()) {
            Optional<List<ProcessName>> circle = circle(name, all, new ArrayList<>(), cleared);
            if (circle.isPresent()) {
                return circle;
            }
        }
        return Optional.empty();
    }

    private static Optional<List<ProcessName>> circle(
            ProcessName name, Map<ProcessName, Dependencies> all, List<ProcessName> path, Set<ProcessName> cleared) {
        int before = path.indexOf(name);
        if (before >= 0) {
            List<ProcessName> circle = new ArrayList<>(path.subList(before, path.size()));
            circle.add(name);
            return Optional.of(circle);
        }
        if (cleared.contains(name)) {
            return Optional.empty();
        }
        path.add(name);
        for (ProcessName next : all.getOrDefault(name, NONE).on.keySet()) {
            Optional<List<ProcessName>> circle = circle(next, all, path, cleared);
            if (circle.isPresent()) {
                return circle;
            }
        }
        path.removeLast();
        cleared.add(name);
        return Optional.empty();
    }

    Fields toFields() {
        Fields.Builder fields = Fields.builder();
        on.forEach((name, condition) -> fields.put(name.value(), condition.wire()));
        return fields.build();
    }

    static Dependencies of(Fields fields) {
        Map<ProcessName, Condition> on = new LinkedHashMap<>();
        fields.asMap().keySet().forEach(name -> on.put(new ProcessName(name), condition(fields.text(name))));
        return new Dependencies(on);
    }

    private static Condition condition(String word) {
        try {
            return Condition.ofWire(word);
        } catch (IllegalArgumentException e) {
            throw Failure.invalidRequest(
                            "\"" + word + "\" is nothing that a process can depend on.",
                            "Use started, ready, healthy or completed.")
                    .asException();
        }
    }
}
