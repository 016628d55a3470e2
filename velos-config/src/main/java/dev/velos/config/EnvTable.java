package dev.velos.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code env} of a process.
 *
 * @param variables that it always gets
 * @param profiles the names of its profiles
 * @param chosen the variables of the profile that was asked for, where it has it
 */
record EnvTable(Map<String, String> variables, Set<String> profiles, Optional<Map<String, String>> chosen) {
    EnvTable {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        profiles = Set.copyOf(profiles);
        chosen = chosen.map(Map::copyOf);
    }

    /** Without profiles. */
    static EnvTable of(Map<String, String> variables) {
        return new EnvTable(variables, Set.of(), Optional.empty());
    }

    /** These variables over others. */
    Map<String, String> over(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(others);
        all.putAll(variables);
        chosen.ifPresent(all::putAll);
        return all;
    }
}
