package dev.velos.logs.query;

import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;

/**
 * An event of an answer. Its event may be a view that holds good only while the sink has it.
 *
 * @param level {@link Level#NONE} where levels were not asked for
 */
public record Hit(LogEvent event, Level level, Role role) {
    /** Why it is in the answer. */
    public enum Role {
        /** It is what was asked for. */
        MATCH,
        /** It stands near one that is. */
        CONTEXT,
        /** The same, and other events were left out before it. */
        CONTEXT_BEHIND_GAP,
        /** It is what was asked for, and others were left out before it, where such gaps are to be seen. */
        MATCH_BEHIND_GAP;

        public boolean isMatch() {
            return this == MATCH || this == MATCH_BEHIND_GAP;
        }

        public boolean isBehindGap() {
            return this == CONTEXT_BEHIND_GAP || this == MATCH_BEHIND_GAP;
        }
    }
}
