package dev.velos.logs.pattern;

import java.util.ArrayList;
import java.util.List;

/** Reads a character class such as {@code [^a-f\d[:space:]]}. Owned by its parser. */
final class ClassParser {
    private final PatternText text;
    private final EscapeParser escapes;

    ClassParser(PatternText text, EscapeParser escapes) {
        this.text = text;
        this.escapes = escapes;
    }

    /** @param at where its bracket stands, which was read */
    CodePoints parse(int at, boolean anyCase) {
        boolean negated = text.takes('^');
        List<CodePoints.Range> ranges = new ArrayList<>();
        boolean first = true;
        while (first || !text.takes(']')) {
            if (text.atEnd()) {
                throw text.problem("there is no \"]\" for this \"[\"", at);
            }
            item(ranges);
            first = false;
        }
        CodePoints set = CodePoints.union(ranges);
        set = anyCase ? set.inAnyCase() : set;
        return negated ? set.negated() : set;
    }

    private void item(List<CodePoints.Range> ranges) {
        int at = text.position();
        if (text.takes("[:")) {
            ranges.addAll(posix(at).ranges());
            return;
        }
        CodePoints low = one();
        int from = low.single();
        if (from < 0 || !takesRange()) {
            ranges.addAll(low.ranges());
            return;
        }
        int to = one().single();
        if (to < from) {
            throw text.problem("this range ends before it begins", at);
        }
        ranges.add(new CodePoints.Range(from, to));
    }

    /** A hyphen before the closing bracket is one. */
    private boolean takesRange() {
        return !text.stands("-]") && text.takes('-');
    }

    private CodePoints one() {
        int at = text.position();
        if (text.atEnd()) {
            throw text.problem("this class has no end", at);
        }
        int c = text.next();
        if (c != '\\') {
            return CodePoints.of(c);
        }
        if (text.atEnd()) {
            throw text.problem("nothing stands behind the last backslash", at);
        }
        return text.takes('b') ? CodePoints.of('\b') : escapes.set(at);
    }

    private CodePoints posix(int at) {
        String name = text.skipBehind(':', "the class has no end", at);
        if (!text.takes(']')) {
            throw text.problem("the class has no end", at);
        }
        return switch (name) {
            case "alpha" -> CodePoints.ofRanges('A', 'Z', 'a', 'z');
            case "digit" -> CodePoints.DIGITS;
            case "alnum" -> CodePoints.ofRanges('0', '9', 'A', 'Z', 'a', 'z');
            case "upper" -> CodePoints.ofRanges('A', 'Z');
            case "lower" -> CodePoints.ofRanges('a', 'z');
            case "space" -> CodePoints.SPACE;
            case "blank" -> CodePoints.ofRanges('\t', '\t', ' ', ' ');
            case "punct" -> CodePoints.ofRanges('!', '/', ':', '@', '[', '`', '{', '~');
            case "xdigit" -> CodePoints.ofRanges('0', '9', 'A', 'F', 'a', 'f');
            case "word" -> CodePoints.WORD;
            default -> throw text.problem("the class \"" + name + "\" is not known", at);
        };
    }
}
