package dev.velos.cli.command;

import java.util.Collection;
import java.util.Optional;

/** {@link dev.velos.core.failure.Nearest} as the commands say it. */
public final class Nearest {
    private Nearest() {}

    /** The candidate that is the fewest edits away, if those are few for a word of that length. */
    public static Optional<String> to(String word, Collection<String> candidates) {
        return dev.velos.core.failure.Nearest.to(word, candidates);
    }

    /** A sentence that names it, or nothing. */
    public static String suggestion(String word, Collection<String> candidates) {
        return suggestion(word, candidates, "");
    }

    /** A sentence that names it, or another one. */
    static String suggestion(String word, Collection<String> candidates, String otherwise) {
        return dev.velos.core.failure.Nearest.suggestion(word, candidates, otherwise);
    }
}
