package dev.velos.core.process;

import java.util.Locale;

/** What a program reads from its standard input. */
public enum Stdin {
    /** A named pipe that stays open: {@code velos send} writes to it, and it never ends. */
    PIPE,
    /** /dev/null: it ends at once. */
    NULL;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a word that names none */
    public static Stdin ofWire(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
