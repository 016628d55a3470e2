package dev.velos.logs.level;

import dev.velos.logs.event.Level;
import java.util.List;

/**
 * The level of a message whose header and fields name none, by the words it begins with: {@code error:}, {@code npm
 * ERR!}, {@code Traceback (most recent call last)}, {@code java.lang.IllegalStateException: …}. That a word such as
 * "failed" is somewhere in it does not make it an error, and neither does the stream it came by.
 */
public final class LevelRules {
    private static final int LOOKED_AT_BYTES = 200;

    private record Rule(String beginning, Level level) {}

    /** In lower case; the first that fits decides. */
    private static final List<Rule> BEGINNINGS = List.of(
            new Rule("fatal", Level.FATAL),
            new Rule("panic:", Level.FATAL),
            new Rule("kernel panic", Level.FATAL),
            new Rule("segmentation fault", Level.FATAL),
            new Rule("out of memory", Level.FATAL),
            new Rule("error", Level.ERROR),
            new Rule("npm err!", Level.ERROR),
            new Rule("err!", Level.ERROR),
            new Rule("err:", Level.ERROR),
            new Rule("uncaught", Level.ERROR),
            new Rule("unhandled", Level.ERROR),
            new Rule("exception in thread", Level.ERROR),
            new Rule("unhandled exception", Level.ERROR),
            new Rule("traceback (most recent call last)", Level.ERROR),
            new Rule("warning", Level.WARN),
            new Rule("warn:", Level.WARN),
            new Rule("npm warn", Level.WARN),
            new Rule("deprecationwarning", Level.WARN),
            new Rule("debug:", Level.DEBUG),
            new Rule("trace:", Level.TRACE),
            new Rule("info:", Level.INFO));

    private LevelRules() {}

    /** None where no rule fits. */
    public static Level of(byte[] b, int from, int to) {
        int limit = Math.min(to, from + LOOKED_AT_BYTES);
        for (Rule rule : BEGINNINGS) {
            if (begins(b, from, limit, rule.beginning)) {
                return rule.level;
            }
        }
        return isNodeWarning(b, from, limit) ? Level.WARN : exception(b, from, limit);
    }

    /** {@code (node:4711) DeprecationWarning: …}, {@code (node:4711) [DEP0005] DeprecationWarning: …}. */
    private static boolean isNodeWarning(byte[] b, int from, int to) {
        if (!begins(b, from, to, "(node:")) {
            return false;
        }
        int p = from;
        while (p < to && b[p] != ')') {
            p++;
        }
        while (p < to && b[p] != ':') {
            p++;
        }
        return p < to && ends(b, from, p, "Warning");
    }

    /** The beginning as a whole word, so that "errors: 0" is none. */
    private static boolean begins(byte[] b, int from, int to, String beginning) {
        int length = beginning.length();
        if (to - from < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            byte c = b[from + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != beginning.charAt(i)) {
                return false;
            }
        }
        return to - from == length || !letter(b[from + length]) || !letter(b[from + length - 1]);
    }

    /** A first word that ends in Error or Exception, with a colon or nothing behind it. */
    private static Level exception(byte[] b, int from, int to) {
        int p = from;
        while (p < to && (letter(b[p]) || b[p] >= '0' && b[p] <= '9' || b[p] == '.' || b[p] == '$')) {
            p++;
        }
        if (p < to && b[p] != ':') {
            return Level.NONE;
        }
        return ends(b, from, p, "Error") || ends(b, from, p, "Exception") ? Level.ERROR : Level.NONE;
    }

    private static boolean ends(byte[] b, int from, int to, String end) {
        int start = to - end.length();
        if (start <= from) {
            return false;
        }
        for (int i = 0; i < end.length(); i++) {
            if (b[start + i] != end.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean letter(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_';
    }
}
