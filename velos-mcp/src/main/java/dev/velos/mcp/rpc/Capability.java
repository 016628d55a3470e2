package dev.velos.mcp.rpc;

import java.util.Map;

/**
 * A part of what the server can do.
 *
 * @param name in the capabilities
 * @param declared what stands there for a client of that era
 */
public record Capability(String name, Map<Era, Map<String, Object>> declared, Map<String, Method> methods) {
    public Capability {
        declared = Map.copyOf(declared);
        methods = Map.copyOf(methods);
    }

    /** One that is the same to all. */
    public static Capability of(String name, Map<String, Method> methods) {
        return new Capability(name, Map.of(Era.LEGACY, Map.of(), Era.MODERN, Map.of()), methods);
    }
}
