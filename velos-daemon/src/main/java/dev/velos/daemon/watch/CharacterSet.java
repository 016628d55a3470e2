package dev.velos.daemon.watch;

/** {@code [abc]}, {@code [a-z]}, {@code [!a-z]}, {@code [[:digit:]]} in a pattern of file names. */
final class CharacterSet {
    private static final int NO_MATCH = -1;

    private CharacterSet() {}

    /** Where the pattern goes on after the set that begins at {@code open}; -1 where the character is not in it. */
    static int match(String pattern, int open, char actual) {
        int at = open + 1;
        boolean negated = at < pattern.length() && (pattern.charAt(at) == '!' || pattern.charAt(at) == '^');
        if (negated) {
            at++;
        }
        boolean found = false;
        boolean first = true;
        while (at < pattern.length() && (first || pattern.charAt(at) != ']')) {
            first = false;
            Element element = element(pattern, at);
            found |= element.has(actual);
            at = element.end;
        }
        boolean closed = at < pattern.length();
        return closed && found != negated && actual != '/' ? at + 1 : NO_MATCH;
    }

    /** Characters from one to another, or of a named class. */
    private record Element(char low, char high, String name, int end) {
        boolean has(char actual) {
            return name.isEmpty() ? actual >= low && actual <= high : isOf(name, actual);
        }
    }

    private static Element element(String pattern, int at) {
        if (pattern.startsWith("[:", at)) {
            int close = pattern.indexOf(":]", at + 2);
            if (close > 0) {
                return new Element('\0', '\0', pattern.substring(at + 2, close), close + 2);
            }
        }
        int low = escaped(pattern, at);
        int dash = low + 1;
        if (dash + 1 < pattern.length() && pattern.charAt(dash) == '-' && pattern.charAt(dash + 1) != ']') {
            int high = escaped(pattern, dash + 1);
            return new Element(charAt(pattern, low), charAt(pattern, high), "", high + 1);
        }
        return new Element(charAt(pattern, low), charAt(pattern, low), "", low + 1);
    }

    private static int escaped(String pattern, int at) {
        return pattern.charAt(at) == '\\' ? at + 1 : at;
    }

    /** A backslash at the end escapes nothing, and nothing is what matches it. */
    private static char charAt(String pattern, int at) {
        return at < pattern.length() ? pattern.charAt(at) : '\0';
    }

    private static boolean isOf(String name, char c) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        boolean digit = c >= '0' && c <= '9';
        boolean visible = c > ' ' && c < 0x7f;
        return switch (name) {
            case "alpha" -> letter;
            case "digit" -> digit;
            case "alnum" -> letter || digit;
            case "upper" -> c >= 'A' && c <= 'Z';
            case "lower" -> c >= 'a' && c <= 'z';
            case "space" -> c == ' ' || c >= '\t' && c <= '\r';
            case "blank" -> c == ' ' || c == '\t';
            case "punct" -> visible && !letter && !digit;
            case "xdigit" -> digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            case "graph" -> visible;
            case "print" -> visible || c == ' ';
            case "cntrl" -> c < ' ' || c == 0x7f;
            default -> false;
        };
    }
}
