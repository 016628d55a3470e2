package dev.velos.logs.pattern;

import dev.velos.logs.pattern.PatternNode.Repeat;

/** A pattern that is being read, character by character. Owned by its parser. */
final class PatternText {
    private static final int[] NONE = {};
    private static final int TOO_MANY = 1_000_000;

    private final String pattern;
    private int at;

    PatternText(String pattern) {
        this.pattern = pattern;
    }

    boolean atEnd() {
        return at >= pattern.length();
    }

    int position() {
        return at;
    }

    int peek() {
        return pattern.codePointAt(at);
    }

    int next() {
        int c = peek();
        at += Character.charCount(c);
        return c;
    }

    boolean takes(char c) {
        if (atEnd() || pattern.charAt(at) != c) {
            return false;
        }
        at++;
        return true;
    }

    boolean stands(String word) {
        return pattern.startsWith(word, at);
    }

    boolean takes(String word) {
        if (!stands(word)) {
            return false;
        }
        at += word.length();
        return true;
    }

    /** What stands before that character, which is passed. */
    String skipBehind(char end, String problem, int problemAt) {
        int found = pattern.indexOf(end, at);
        if (found < 0) {
            throw problem(problem, problemAt);
        }
        String skipped = pattern.substring(at, found);
        at = found + 1;
        return skipped;
    }

    /** Least and most of a quantifier that stands here; empty where none does, as with a brace that is text. */
    int[] quantifier() {
        if (takes('*')) {
            return new int[] {0, Repeat.NO_LIMIT};
        }
        if (takes('+')) {
            return new int[] {1, Repeat.NO_LIMIT};
        }
        if (takes('?')) {
            return new int[] {0, 1};
        }
        int before = at;
        int[] bounds = takes('{') ? braces() : NONE;
        if (bounds.length == 0) {
            at = before;
        }
        return bounds;
    }

    private int[] braces() {
        int min = number();
        if (min < 0) {
            return NONE;
        }
        int max = min;
        if (takes(',')) {
            max = number(); // -1 is no limit
        }
        return takes('}') ? new int[] {min, max} : NONE;
    }

    /** -1 where no digit stands. */
    private int number() {
        int number = -1;
        while (!atEnd() && pattern.charAt(at) >= '0' && pattern.charAt(at) <= '9') {
            number = Math.min(TOO_MANY, Math.max(number, 0) * 10 + pattern.charAt(at) - '0');
            at++;
        }
        return number;
    }

    InvalidPattern problem(String what) {
        return problem(what, at);
    }

    InvalidPattern problem(String what, int position) {
        return new InvalidPattern(what, pattern, position);
    }
}
