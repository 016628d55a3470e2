package dev.velos.logs.event;

import java.util.Locale;
import java.util.Optional;

/** How bad an event is, the worst first. */
public enum Level {
    FATAL,
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE,
    /** It tells nothing of it. */
    NONE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it is written everywhere: {@code error}. */
    public String word() {
        return word;
    }

    /** Whether it is that bad or worse. */
    public boolean isAtLeast(Level other) {
        return compareTo(other) <= 0;
    }

    /** The level of that {@linkplain #word word}, in any case; {@code none} is one. */
    public static Optional<Level> of(String word) {
        for (Level level : values()) {
            if (level.word.equalsIgnoreCase(word)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
