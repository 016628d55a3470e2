package dev.velos.client.diagnosis;

import dev.velos.core.protocol.Fields;
import java.util.List;

/**
 * One thing that explains how a process stands.
 *
 * @param rule a stable word for it
 * @param what in one sentence
 * @param advice what to try; may be empty
 */
public record Finding(String rule, String what, String advice) {
    static final String FINE = "fine";
    static final String STOPPED = "stopped";
    static final String COMPLETED = "completed";

    /** Whether there is nothing to mend. */
    public boolean isGood() {
        return List.of(FINE, STOPPED, COMPLETED).contains(rule);
    }

    public Fields toFields() {
        return Fields.builder()
                .put("rule", rule)
                .put("what", what)
                .put("try", advice)
                .build();
    }
}
