package dev.velos.logs.pattern;

import java.util.Optional;

/**
 * A regular expression to search lines with, in the syntax that RE2 and java.util.regex share. A line matches where any
 * part of it does; {@code ^} and {@code $} are its ends. Every search takes time linear in the text, and memory within a
 * bound, whatever the pattern. Immutable; a {@link LineMatcher} of it searches.
 *
 * <p>{@code \w}, {@code \d}, {@code \s} and {@code \b} are of ASCII. Bytes that are no UTF-8 match only within a run
 * such as {@code .*} or {@code [^"]+}. In any case, an ASCII letter stands for the two ASCII letters only.
 */
public final class LinePattern {
    /** Whether upper and lower case differ. */
    public enum LetterCase {
        EXACT,
        ANY
    }

    private final String text;
    private final Program program;
    private final ByteClasses classes;
    private final Optional<Literal> literal;

    private LinePattern(String text, PatternNode node, Program program) {
        this.text = text;
        this.program = program;
        classes = new ByteClasses(program);
        literal = Literal.of(node);
    }

    /** @throws InvalidPattern where it is none, with the place */
    public static LinePattern of(String text, LetterCase letters) {
        PatternNode node = PatternParser.parse(text, letters == LetterCase.ANY);
        try {
            return new LinePattern(text, node, ProgramBuilder.build(node));
        } catch (ProgramBuilder.TooLarge e) {
            throw new InvalidPattern("the pattern is too large; repeat less of it", text, 0);
        }
    }

    /** A matcher for one thread. */
    public LineMatcher matcher() {
        return matcher(Optional.empty());
    }

    /** A matcher for one thread and for arrays of which these bytes are a copy. */
    public LineMatcher matcher(OutsideBytes outside) {
        return matcher(Optional.of(outside));
    }

    private LineMatcher matcher(Optional<OutsideBytes> outside) {
        return new LineMatcher(literal, new LazyAutomaton(program, classes), outside);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
