package dev.velos.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code env} of a process.
 *
 * @param variables that it always gets
 * @param profiles the variables that each profile sets over them; no command chooses a profile yet
 */
record EnvTable(Map<String, String> variables, Map<String, Map<String, String>> profiles) {
    EnvTable {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
    }
}
