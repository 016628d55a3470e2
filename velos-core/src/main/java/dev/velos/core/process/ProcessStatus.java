package dev.velos.core.process;

import java.util.Locale;

/** What a user sees of a process's state. The wire form is the name in lower case. */
public enum ProcessStatus {
    /** Spawned, not yet known to be up. */
    LAUNCHING,
    ONLINE,
    STOPPING,
    STOPPED,
    /** Waits for its next start after a crash. */
    WAITING,
    /** Given up; the reason says why. */
    ERRORED,
    /** Ended by itself as it was meant to. */
    COMPLETED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a word that names none */
    public static ProcessStatus ofWire(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Whether a program of the process runs in this state. */
    public boolean isAlive() {
        return switch (this) {
            case LAUNCHING, ONLINE, STOPPING -> true;
            case STOPPED, WAITING, ERRORED, COMPLETED -> false;
        };
    }
}
