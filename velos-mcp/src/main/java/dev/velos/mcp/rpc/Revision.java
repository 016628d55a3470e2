package dev.velos.mcp.rpc;

import java.util.List;

/** The revisions of the protocol, by their dates. */
public final class Revision {
    /** Stateless: each request says all that is needed to answer it. */
    public static final String MODERN = "2026-07-28";

    /** The last one that begins with {@code initialize}. */
    static final String LEGACY = "2025-11-25";

    /** Earlier ones, whose messages of the kinds that are spoken here are the same. */
    private static final List<String> OLDER = List.of("2025-06-18", "2025-03-26", "2024-11-05");

    static final List<String> SUPPORTED = List.of(MODERN, LEGACY);

    private Revision() {}

    /** The revision that an {@code initialize} agrees on: the one asked for, or the latest that begins so. */
    static String agreed(String asked) {
        return OLDER.contains(asked) ? asked : LEGACY;
    }

    /** Whether it is one of those that begin with {@code initialize}. */
    public static boolean isLegacy(String revision) {
        return revision.equals(LEGACY) || OLDER.contains(revision);
    }
}
