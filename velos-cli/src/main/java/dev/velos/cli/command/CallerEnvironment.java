package dev.velos.cli.command;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** The variables of the command's caller, and those of them that a process inherits. */
public final class CallerEnvironment {
    /** Where the launcher script keeps the caller's LC_ALL, while it gives this program one of UTF-8. */
    private static final String CALLERS_LOCALE = "VELOS_CALLER_LC_ALL";

    private static final String LOCALE = "LC_ALL";
    private static final String OURS = "VELOS_";
    private static final String HOME = "VELOS_HOME";

    private CallerEnvironment() {}

    /**
     * The environment as the caller had it. The launcher script sets a UTF-8 locale where there is none, as in jobs of
     * cron: a JVM could not read names and values beyond ASCII otherwise.
     */
    public static Map<String, String> restored(Map<String, String> environment) {
        String locale = environment.get(CALLERS_LOCALE);
        if (locale == null) {
            return environment;
        }
        Map<String, String> restored = new HashMap<>(environment);
        restored.remove(CALLERS_LOCALE);
        if (locale.isEmpty()) {
            restored.remove(LOCALE);
        } else {
            restored.put(LOCALE, locale);
        }
        return restored;
    }

    /** All of them but ours: those tell of the caller, which may itself be a managed process, not of the new one. */
    static Map<String, String> inherited(Map<String, String> environment) {
        Map<String, String> inherited = new HashMap<>(environment);
        Iterator<String> names = inherited.keySet().iterator();
        while (names.hasNext()) {
            String name = names.next();
            // a shell may hold names that no variable of ours can have, such as those of exported functions
            if (name.isEmpty() || name.startsWith(OURS) && !name.equals(HOME)) {
                names.remove();
            }
        }
        return inherited;
    }
}
