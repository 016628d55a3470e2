package dev.velos.logs.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells which lines go on with the event before them: what is indented deeper than the event's first line, and the
 * lines that stack traces of Java, Python, Node, Go, Rust, Ruby and .NET have at the margin. It is told line after line
 * and looks at none but the one it is told, so that an event is never held back for what may follow. Mutable, owned by
 * one reader.
 */
public final class TraceFolder {
    /** What the event so far lets one expect at the margin. */
    private enum Expecting {
        NOTHING,
        PYTHON_FRAMES,
        PYTHON_CHAIN,
        GO_FRAMES,
        RUST_MESSAGE,
        RUST_NOTES,
        NODE_SOURCE,
        NODE_CARET,
        NODE_MESSAGE,
        NODE_FRAMES
    }

    private static final byte[] TRACEBACK = ascii("Traceback (most recent call last):");
    private static final byte[] GOROUTINE = ascii("goroutine ");
    private static final byte[][] JOINERS = {
        ascii("Caused by: "), ascii("Suppressed: "), ascii("Wrapped by: "), ascii("--- End of "), ascii("... ")
    };
    private static final byte[][] CHAIN = {
        ascii("During handling of the above exception"), ascii("The above exception was the direct cause"), TRACEBACK
    };
    private static final byte[][] GO = {
        GOROUTINE, ascii("created by "), ascii("exit status "), ascii("[signal "), ascii("main.")
    };
    private static final byte[][] GO_HEADS = {ascii("panic: "), ascii("fatal error: "), GOROUTINE};
    private static final byte[][] RUST = {ascii("note: "), ascii("stack backtrace:")};
    private static final byte[] RUST_HEAD = ascii("thread '");
    private static final byte[] PANICKED = ascii("panicked at ");
    private static final byte[] NODE_VERSION = ascii("Node.js v");
    private static final byte[][] TROUBLE = {
        ascii("rror"),
        ascii("RROR"),
        ascii("xception"),
        ascii("FATAL"),
        ascii("fatal"),
        ascii("CRIT"),
        ascii("WARN"),
        ascii("anic"),
        ascii("SEVERE")
    };
    private static final byte[][] THROWABLES = {ascii("Exception"), ascii("Error"), ascii("Throwable")};

    private Expecting expecting = Expecting.NOTHING;
    private int indent;
    private boolean headInTrouble;
    private boolean hasIndented;

    /** An event begins with this line. */
    public void begin(byte[] bytes, int from, int to) {
        indent = indentOf(bytes, from, to);
        hasIndented = false;
        headInTrouble = false;
        expecting = from == to ? Expecting.NOTHING : expectationOf(bytes, from, to);
    }

    /** Whether the event goes on with this line, which is the next one. */
    public boolean goesOn(byte[] head, int headFrom, int headTo, byte[] bytes, int from, int to) {
        if (from == to) {
            return takesBlank();
        }
        byte first = bytes[from];
        if (first == ' ' || first == '\t') {
            return indented(bytes, from, to);
        }
        return expecting == Expecting.NOTHING
                ? joins(head, headFrom, headTo, bytes, from, to)
                : expected(bytes, from, to);
    }

    /**
     * Whether a line may be within an event that began before it, as far as it and the line before it show; where they
     * do not, an event begins with it.
     */
    static boolean mayBeWithin(byte[] bytes, int previousFrom, int from, int to) {
        if (from == to || bytes[from] == ' ' || bytes[from] == '\t' || joinsAnything(bytes, from, to)) {
            return true;
        }
        int previousTo = from - 1;
        return previousTo == previousFrom
                || bytes[previousFrom] == ' '
                || bytes[previousFrom] == '\t'
                || joinsAnything(bytes, previousFrom, previousTo)
                || expectationOf(bytes, previousFrom, previousTo) != Expecting.NOTHING;
    }

    private static Expecting expectationOf(byte[] bytes, int from, int to) {
        return switch (bytes[from]) {
            case 'T' -> starts(bytes, from, to, TRACEBACK) ? Expecting.PYTHON_FRAMES : Expecting.NOTHING;
            case 'p', 'f', 'g' ->
                startsAny(bytes, from, to, GO_HEADS) ? Expecting.GO_FRAMES : sourceAt(bytes, from, to);
            case 't' -> {
                boolean panicked = starts(bytes, from, to, RUST_HEAD) && contains(bytes, from, to, PANICKED);
                yield panicked ? Expecting.RUST_MESSAGE : Expecting.NOTHING;
            }
            case '/', 'n', 'C' -> sourceAt(bytes, from, to);
            default -> Expecting.NOTHING;
        };
    }

    private static Expecting sourceAt(byte[] bytes, int from, int to) {
        return isPlace(bytes, from, to) ? Expecting.NODE_SOURCE : Expecting.NOTHING;
    }

    private boolean takesBlank() {
        return switch (expecting) {
            case PYTHON_CHAIN, GO_FRAMES, NODE_MESSAGE, NODE_FRAMES -> true;
            case NOTHING, PYTHON_FRAMES, RUST_MESSAGE, RUST_NOTES, NODE_SOURCE, NODE_CARET -> false;
        };
    }

    private boolean indented(byte[] bytes, int from, int to) {
        if (expecting == Expecting.NODE_SOURCE) {
            expecting = Expecting.NODE_CARET;
            return true;
        }
        if (expecting == Expecting.NODE_CARET) {
            expecting = Expecting.NODE_MESSAGE;
        } else if (expecting == Expecting.NODE_MESSAGE) {
            expecting = Expecting.NODE_FRAMES;
        } else if (expecting == Expecting.RUST_MESSAGE) {
            expecting = Expecting.RUST_NOTES;
        }
        boolean deeper = indentOf(bytes, from, to) > indent;
        hasIndented |= deeper;
        return deeper;
    }

    private boolean joins(byte[] head, int headFrom, int headTo, byte[] bytes, int from, int to) {
        if (bytes[from] == '}' || bytes[from] == ']' || bytes[from] == ')') {
            return hasIndented && to - from <= 3;
        }
        if (bytes[from] == 'T' && starts(bytes, from, to, TRACEBACK) && isInTrouble(head, headFrom, headTo)) {
            expecting = Expecting.PYTHON_FRAMES;
            return true;
        }
        if (bytes[from] == 'g' && starts(bytes, from, to, GOROUTINE) && isInTrouble(head, headFrom, headTo)) {
            expecting = Expecting.GO_FRAMES;
            return true;
        }
        return startsAny(bytes, from, to, JOINERS)
                || isThrowable(bytes, from, to) && !hasIndented && isInTrouble(head, headFrom, headTo);
    }

    private boolean expected(byte[] bytes, int from, int to) {
        return switch (expecting) {
            case PYTHON_FRAMES -> thenExpect(Expecting.PYTHON_CHAIN); // the line that names the exception
            case PYTHON_CHAIN -> {
                if (starts(bytes, from, to, TRACEBACK)) {
                    expecting = Expecting.PYTHON_FRAMES;
                }
                yield startsAny(bytes, from, to, CHAIN);
            }
            case GO_FRAMES -> startsAny(bytes, from, to, GO) || bytes[to - 1] == ')';
            case RUST_MESSAGE -> thenExpect(Expecting.RUST_NOTES);
            case RUST_NOTES -> startsAny(bytes, from, to, RUST);
            case NODE_SOURCE -> thenExpect(Expecting.NODE_CARET);
            case NODE_CARET -> thenExpect(Expecting.NODE_MESSAGE) && bytes[from] == '^';
            case NODE_MESSAGE -> true;
            case NODE_FRAMES -> bytes[from] == '}' || starts(bytes, from, to, NODE_VERSION);
            case NOTHING -> false;
        };
    }

    private boolean thenExpect(Expecting next) {
        expecting = next;
        return true;
    }

    private static boolean joinsAnything(byte[] bytes, int from, int to) {
        return switch (bytes[from]) {
            case '}', ']', ')', '^' -> to - from <= 3;
            case 'C', 'S', 'W', '-', '.', 'D', 'T', 'g', 'c', 'e', '[', 'm', 'n', 's', 'N' ->
                startsAny(bytes, from, to, JOINERS)
                        || startsAny(bytes, from, to, CHAIN)
                        || startsAny(bytes, from, to, GO)
                        || startsAny(bytes, from, to, RUST)
                        || starts(bytes, from, to, NODE_VERSION)
                        || isThrowable(bytes, from, to);
            default -> isThrowable(bytes, from, to);
        };
    }

    /** Looked at once, and only where a line depends on it. */
    private boolean isInTrouble(byte[] head, int from, int to) {
        if (!headInTrouble) {
            for (byte[] word : TROUBLE) {
                headInTrouble |= contains(head, from, to, word);
            }
        }
        return headInTrouble;
    }

    /** {@code java.lang.IllegalStateException: text}: a dotted name that ends as names of exceptions do. */
    private static boolean isThrowable(byte[] bytes, int from, int to) {
        int end = from;
        int dot = -1;
        while (end < to && (isNamePart(bytes[end]) || bytes[end] == '.')) {
            dot = bytes[end] == '.' ? end : dot;
            end++;
        }
        if (dot < 0 || end < to && bytes[end] != ':') {
            return false;
        }
        for (byte[] ending : THROWABLES) {
            if (end - dot > ending.length && starts(bytes, end - ending.length, end, ending)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamePart(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '$';
    }

    /** {@code /app/server.js:12}, as Node begins what it prints of an error that nobody caught. */
    private static boolean isPlace(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && bytes[at - 1] >= '0' && bytes[at - 1] <= '9') {
            at--;
        }
        if (at == to || at - from < 4 || bytes[at - 1] != ':') {
            return false;
        }
        byte last = bytes[at - 2];
        boolean script = last == 's' && (bytes[at - 3] == 'j' || bytes[at - 3] == 't') || bytes[from] == 'n';
        return script && !contains(bytes, from, to, new byte[] {' '});
    }

    private static int indentOf(byte[] bytes, int from, int to) {
        int indent = 0;
        while (from + indent < to && (bytes[from + indent] == ' ' || bytes[from + indent] == '\t')) {
            indent++;
        }
        return indent;
    }

    private static boolean startsAny(byte[] bytes, int from, int to, byte[][] words) {
        for (byte[] word : words) {
            if (bytes[from] == word[0] && starts(bytes, from, to, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean starts(byte[] bytes, int from, int to, byte[] word) {
        return to - from >= word.length && Arrays.equals(bytes, from, from + word.length, word, 0, word.length);
    }

    private static boolean contains(byte[] bytes, int from, int to, byte[] word) {
        for (int at = from; at <= to - word.length; at++) {
            if (bytes[at] == word[0] && starts(bytes, at, to, word)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
