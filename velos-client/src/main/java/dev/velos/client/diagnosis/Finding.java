package dev.velos.client.diagnosis;

import dev.velos.core.protocol.Fields;

/**
 * One thing that explains how a process stands.
 *
 * @param rule a stable word for it
 * @param what in one sentence
 * @param advice what to try; may be empty
 */
public record Finding(String rule, String what, String advice) {
    public Fields toFields() {
        return Fields.builder()
                .put("rule", rule)
                .put("what", what)
                .put("try", advice)
                .build();
    }
}
