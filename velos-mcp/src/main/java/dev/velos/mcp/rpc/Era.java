package dev.velos.mcp.rpc;

/** By which rules a request is answered. */
public enum Era {
    /** After {@code initialize}; revisions up to 2025-11-25. */
    LEGACY,
    /** By what its {@code _meta} says; revision 2026-07-28. */
    MODERN
}
