package dev.velos.client;

import dev.velos.core.protocol.Fields;

/**
 * What a daemon says of itself.
 *
 * @param version of its build
 * @param protocol version of the wire protocol
 * @param backend how it talks to the operating system, such as {@code linux}
 * @param startedAtMillis epoch milliseconds; another value under the same pid means that it became a new program
 * @param processes how many entries its table has
 */
public record DaemonFacts(
        String version,
        long protocol,
        long pid,
        String backend,
        long uptimeMillis,
        long startedAtMillis,
        long processes,
        String home) {
    static DaemonFacts of(Fields fields) {
        return new DaemonFacts(
                fields.optionalText("version").orElse("unknown"),
                fields.integer("protocol", 0),
                fields.integer("pid", 0),
                fields.optionalText("backend").orElse("unknown"),
                fields.integer("uptime_ms", 0),
                fields.integer("started_at_ms", 0),
                fields.integer("processes", 0),
                fields.optionalText("home").orElse(""));
    }

    /** Whether this is the same program that said {@code other}, not a successor. */
    boolean isSameLifeAs(DaemonFacts other) {
        return pid == other.pid && startedAtMillis == other.startedAtMillis;
    }

    /** The fields of {@code velos ping --json}. */
    public Fields toFields() {
        return Fields.builder()
                .put("version", version)
                .put("protocol", protocol)
                .put("pid", pid)
                .put("backend", backend)
                .put("uptime_ms", uptimeMillis)
                .put("started_at_ms", startedAtMillis)
                .put("processes", processes)
                .put("home", home)
                .build();
    }
}
