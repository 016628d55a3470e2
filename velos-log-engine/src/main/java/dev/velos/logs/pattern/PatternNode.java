package dev.velos.logs.pattern;

import java.util.List;

/** A regular expression as a tree. Immutable. */
sealed interface PatternNode {
    /**
     * Where to start in a program so that this is matched and then what is at {@code after}. A method of each rather than
     * a switch over them: what makes a switch over types when a program runs costs 25 ms, which no AOT cache holds.
     */
    int before(int after, ProgramBuilder program);

    /** Matches the empty text. */
    record Empty() implements PatternNode {
        @Override
        public int before(int after, ProgramBuilder program) {
            return after;
        }
    }

    /** One character of a set. */
    record One(CodePoints set) implements PatternNode {
        @Override
        public int before(int after, ProgramBuilder program) {
            return program.one(set, after);
        }
    }

    /** One after the other. */
    record Sequence(List<PatternNode> parts) implements PatternNode {
        @Override
        public int before(int after, ProgramBuilder program) {
            return program.sequence(parts, after);
        }
    }

    /** One of several. */
    record Choice(List<PatternNode> parts) implements PatternNode {
        @Override
        public int before(int after, ProgramBuilder program) {
            return program.choice(parts, after);
        }
    }

    /** @param max {@link #NO_LIMIT} for no bound */
    record Repeat(PatternNode part, int min, int max) implements PatternNode {
        static final int NO_LIMIT = -1;

        @Override
        public int before(int after, ProgramBuilder program) {
            return program.repeat(this, after);
        }
    }

    /** Matches a place between characters. */
    record Place(Where where) implements PatternNode {
        @Override
        public int before(int after, ProgramBuilder program) {
            return program.place(where, after);
        }
    }

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
