package dev.velos.logs.trend;

import java.util.Locale;

/** How the later half of a period compares with the earlier. */
public enum Trend {
    RISING,
    STABLE,
    DECLINING,
    /** It was not there in the earlier half. */
    NEW,
    /** It is not there any more in the later half. */
    VANISHED;

    /** As output has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
