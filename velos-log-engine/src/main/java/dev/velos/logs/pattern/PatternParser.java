package dev.velos.logs.pattern;

import dev.velos.logs.pattern.PatternNode.Choice;
import dev.velos.logs.pattern.PatternNode.Empty;
import dev.velos.logs.pattern.PatternNode.One;
import dev.velos.logs.pattern.PatternNode.Place;
import dev.velos.logs.pattern.PatternNode.Repeat;
import dev.velos.logs.pattern.PatternNode.Sequence;
import dev.velos.logs.pattern.PatternNode.Where;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the syntax that RE2 and java.util.regex share, without what cannot be searched in linear time (look-around,
 * back-references, possessive and atomic groups). A line is the whole text: {@code ^} and {@code $} are its ends.
 * Owned by one call.
 */
final class PatternParser {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_REPEAT = 1000;

    private final PatternText text;
    private final EscapeParser escapes;
    private final ClassParser classes;
    private boolean anyCase;
    private int depth;

    private PatternParser(String pattern, boolean anyCase) {
        this.text = new PatternText(pattern);
        this.anyCase = anyCase;
        escapes = new EscapeParser(text);
        classes = new ClassParser(text, escapes);
    }

    /** @throws InvalidPattern with the place where it goes wrong */
    static PatternNode parse(String pattern, boolean anyCase) {
        PatternParser parser = new PatternParser(pattern, anyCase);
        PatternNode node = parser.choice();
        if (!parser.text.atEnd()) {
            throw parser.text.problem("there is no \"(\" for this \")\"");
        }
        return node;
    }

    private PatternNode choice() {
        if (++depth > MAX_DEPTH) {
            throw text.problem("groups are nested deeper than " + MAX_DEPTH);
        }
        List<PatternNode> parts = new ArrayList<>();
        do {
            parts.add(sequence());
        } while (text.takes('|'));
        depth--;
        return parts.size() == 1 ? parts.getFirst() : new Choice(List.copyOf(parts));
    }

    private PatternNode sequence() {
        List<PatternNode> parts = new ArrayList<>();
        while (!text.atEnd() && text.peek() != '|' && text.peek() != ')') {
            if (text.takes("\\Q")) {
                quoted(parts);
            } else {
                parts.add(repeated(atom()));
            }
        }
        return parts.size() == 1 ? parts.getFirst() : parts.isEmpty() ? new Empty() : new Sequence(List.copyOf(parts));
    }

    private void quoted(List<PatternNode> parts) {
        while (!text.atEnd() && !text.takes("\\E")) {
            parts.add(one(CodePoints.of(text.next())));
        }
    }

    private PatternNode atom() {
        int at = text.position();
        int c = text.next();
        return switch (c) {
            case '(' -> group(at);
            case '[' -> one(classes.parse(at, anyCase));
            case '.' -> new One(CodePoints.NO_LINE_FEED);
            case '^' -> new Place(Where.LINE_START);
            case '$' -> new Place(Where.LINE_END);
            case '*', '+', '?' -> throw text.problem("there is nothing that \"" + (char) c + "\" could repeat", at);
            case '\\' -> escaped(at);
            default -> one(CodePoints.of(c));
        };
    }

    private PatternNode escaped(int at) {
        if (text.atEnd()) {
            throw text.problem("nothing stands behind the last backslash", at);
        }
        return switch (text.peek()) {
            case 'b' -> place(Where.WORD_EDGE);
            case 'B' -> place(Where.NO_WORD_EDGE);
            case 'A' -> place(Where.LINE_START);
            case 'z', 'Z' -> place(Where.LINE_END);
            default -> one(escapes.set(at));
        };
    }

    private PatternNode place(Where where) {
        text.next();
        return new Place(where);
    }

    private PatternNode one(CodePoints set) {
        return new One(anyCase ? set.inAnyCase() : set);
    }

    /** @param at where its parenthesis stands */
    private PatternNode group(int at) {
        boolean before = anyCase;
        if (text.takes('?') && !openSpecial(at)) {
            return new Empty(); // flags that hold from here on
        }
        PatternNode inner = choice();
        if (!text.takes(')')) {
            throw text.problem("there is no \")\" for this \"(\"", at);
        }
        anyCase = before;
        return inner;
    }

    /** Behind {@code (?}: whether a group follows. */
    private boolean openSpecial(int at) {
        if (text.takes(':')) {
            return true;
        }
        if (text.takes("=") || text.takes("!") || text.takes("<=") || text.takes("<!") || text.takes(">")) {
            throw text.problem("look-around and atomic groups cannot be searched in bounded time", at);
        }
        if (text.takes("P<") || text.takes("<")) {
            text.skipBehind('>', "the name of this group has no end", at);
            return true;
        }
        return flags(at);
    }

    private boolean flags(int at) {
        boolean on = true;
        while (!text.atEnd()) {
            int c = text.next();
            switch (c) {
                case 'i' -> anyCase = on;
                case '-' -> on = false;
                case ':' -> {
                    return true;
                }
                case ')' -> {
                    return false;
                }
                case 's', 'm', 'u', 'U' -> {} // a line has no line feed, and is what ^ and $ mean
                default -> throw text.problem("\"" + Character.toString(c) + "\" is no flag", text.position() - 1);
            }
        }
        throw text.problem("there is no \")\" for this \"(\"", at);
    }

    private PatternNode repeated(PatternNode atom) {
        PatternNode node = atom;
        while (!text.atEnd()) {
            int at = text.position();
            int[] bounds = text.quantifier();
            if (bounds.length == 0) {
                return node;
            }
            if (Math.max(bounds[0], bounds[1]) > MAX_REPEAT) {
                throw text.problem("more than " + MAX_REPEAT + " repetitions", at);
            }
            if (bounds[1] != Repeat.NO_LIMIT && bounds[1] < bounds[0]) {
                throw text.problem("the second number is smaller than the first", at);
            }
            if (text.takes('+')) {
                throw text.problem("possessive quantifiers cannot be searched in bounded time", at);
            }
            text.takes('?'); // reluctant: where a match ends is not asked
            node = new Repeat(node, bounds[0], bounds[1]);
        }
        return node;
    }
}
