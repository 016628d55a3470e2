package dev.velos.logs.pattern;

import java.util.Optional;

/** Searches lines for a {@link LinePattern}. Mutable inside, owned by one thread. */
public final class LineMatcher {
    private final boolean hasLiteral;
    private final boolean literalIsAll;
    private final LazyAutomaton automaton;
    private final Optional<OutsideBytes> outside;
    private LiteralSearch literal;
    private boolean isTuned;

    /** @param outside where the bytes that it is given stand as well */
    LineMatcher(Optional<Literal> literal, LazyAutomaton automaton, Optional<OutsideBytes> outside) {
        hasLiteral = literal.isPresent();
        this.literal = literal.map(LiteralSearch::new).orElse(null);
        literalIsAll = literal.isPresent() && literal.get().whole();
        this.automaton = automaton;
        this.outside = outside;
    }

    /** Makes what finds a text in very long logs sooner, which takes some 15 ms; others can search meanwhile. */
    public void prepareForMuch() {
        if (hasLiteral) {
            LibcSearch.prepare();
        }
    }

    /** Whether any of these lines matches. */
    public boolean matches(byte[] bytes, int from, int to) {
        return find(bytes, from, to) >= 0;
    }

    /**
     * A place in the first line that matches: within it, or on the line feed that ends it, or {@code to}. -1 where none
     * does. The bytes are whole lines; what ends at {@code to} is a line as well.
     */
    public int find(byte[] bytes, int from, int to) {
        if (!hasLiteral) {
            return automaton.find(bytes, from, to);
        }
        if (!isTuned && to - from >= LiteralSearch.SAMPLE_BYTES) {
            isTuned = true;
            literal = literal.tunedTo(bytes, from, to);
        }
        int at = findLiteral(bytes, from, to);
        while (at >= 0 && !literalIsAll) {
            int lineFrom = lineStart(bytes, from, at);
            int lineTo = lineEnd(bytes, at, to);
            int place = automaton.find(bytes, lineFrom, lineTo);
            if (place >= 0) {
                return place;
            }
            at = lineTo == to ? -1 : findLiteral(bytes, lineTo + 1, to);
        }
        return at;
    }

    private int findLiteral(byte[] bytes, int from, int to) {
        return outside.isPresent() && literal.isForLibc()
                ? literal.find(outside.get(), bytes, from, to)
                : literal.find(bytes, from, to);
    }

    private static int lineStart(byte[] bytes, int from, int at) {
        int start = at;
        while (start > from && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static int lineEnd(byte[] bytes, int at, int to) {
        int end = at;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        return end;
    }
}
