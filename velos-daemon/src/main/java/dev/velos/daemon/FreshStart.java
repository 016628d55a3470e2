package dev.velos.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps a daemon whose fault comes back at once from starting itself anew for ever. Stateless. */
final class FreshStart {
    /** Says to a daemon when the one before it met a fault, in milliseconds since 1970. */
    static final String VARIABLE = "VELOS_STARTED_ANEW_MS";

    /** A fault that comes back within this time is there to stay. */
    private static final long MIN_INTERVAL_MILLIS = 10_000;

    private FreshStart() {}

    /** The environment of the next daemon; empty where the last fault was too short a time ago. */
    static Optional<List<String>> environmentOfNext(Map<String, String> own, long nowMillis) {
        long sinceLast = nowMillis - lastMillis(own.getOrDefault(VARIABLE, ""));
        if (sinceLast >= 0 && sinceLast < MIN_INTERVAL_MILLIS) {
            return Optional.empty();
        }
        List<String> entries = environment(own);
        entries.add(VARIABLE + "=" + nowMillis);
        return Optional.of(entries);
    }

    private static long lastMillis(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0; // none, or set by somebody else
        }
    }

    /** The environment of a daemon that starts for another reason than a fault. */
    static List<String> environment(Map<String, String> own) {
        List<String> entries = new ArrayList<>();
        own.forEach((name, value) -> {
            if (!name.equals(VARIABLE)) {
                entries.add(name + "=" + value);
            }
        });
        return entries;
    }
}
