package dev.velos.mcp.process;

import dev.velos.core.process.ProcessSnapshot;

/**
 * What ended a wait.
 *
 * @param met whether it is what was waited for, or the certainty that it will not come
 */
record Sighting(boolean met, String what) {
    static Sighting seen(String what) {
        return new Sighting(true, what);
    }

    static Sighting not(String what) {
        return new Sighting(false, what);
    }

    /** How a process stands, for reading. */
    static String standing(ProcessSnapshot process) {
        String reason = process.reason().isEmpty() ? "" : " (" + process.reason() + ")";
        return process.displayName() + " is " + process.status().wire() + reason;
    }
}
