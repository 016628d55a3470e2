package dev.velos.mcp.tool;

import java.util.Map;

/** What a client may tell its user of a tool before it is called. */
public enum Hints {
    /** It changes nothing. */
    READS(Map.of("readOnlyHint", true)),
    /** It adds something. */
    ADDS(Map.of("readOnlyHint", false, "destructiveHint", false)),
    /** It interrupts what runs, each time. */
    DISTURBS(Map.of("readOnlyHint", false, "destructiveHint", true)),
    /** It changes what is there; a second call changes nothing more. */
    SETTLES(Map.of("readOnlyHint", false, "destructiveHint", true, "idempotentHint", true));

    private final Map<String, Object> annotations;

    Hints(Map<String, Object> annotations) {
        this.annotations = new java.util.TreeMap<>(annotations);
    }

    Map<String, Object> annotations() {
        return annotations;
    }

    /** Whether a tool of this kind may run where nothing may be changed. */
    public boolean isReadOnly() {
        return this == READS;
    }
}
