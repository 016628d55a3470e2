package dev.velos.logs.pattern;

import java.util.List;

/** A regular expression as a tree. Immutable. */
sealed interface PatternNode {
    /** Matches the empty text. */
    record Empty() implements PatternNode {}

    /** One character of a set. */
    record One(CodePoints set) implements PatternNode {}

    /** One after the other. */
    record Sequence(List<PatternNode> parts) implements PatternNode {}

    /** One of several. */
    record Choice(List<PatternNode> parts) implements PatternNode {}

    /** @param max {@link #NO_LIMIT} for no bound */
    record Repeat(PatternNode part, int min, int max) implements PatternNode {
        static final int NO_LIMIT = -1;
    }

    /** Matches a place between characters. */
    record Place(Where where) implements PatternNode {}

    /** The places that can be asked for. */
    enum Where {
        LINE_START(0),
        LINE_END(1),
        WORD_EDGE(2),
        NO_WORD_EDGE(3);

        /** How a program names it. */
        final int code;

        Where(int code) {
            this.code = code;
        }
    }
}
