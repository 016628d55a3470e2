package dev.velos.mcp.rpc;

import java.util.LinkedHashMap;
import java.util.Map;

/** Looks at parsed JSON. */
final class Parsed {
    private Parsed() {}

    /** The object; an empty one where it is none. */
    static Map<String, Object> map(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Map.of();
        }
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((name, inner) -> named.put((String) name, inner));
        return named;
    }

    /** The text; an empty one where it is none. */
    static String text(Object value) {
        return value instanceof String text ? text : "";
    }
}
