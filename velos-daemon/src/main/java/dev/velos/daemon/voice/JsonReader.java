package dev.velos.daemon.voice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads one JSON text (RFC 8259) that a program has sent: objects are maps, arrays are lists, everything else is its
 * text, {@code null} too. Every fault of the text is an IllegalArgumentException or an IndexOutOfBoundsException.
 */
final class JsonReader {
    /** What is nested deeper is refused: the reader calls itself for each level. */
    private static final int MAX_DEPTH = 32;

    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    static Object read(String text) {
        JsonReader reader = new JsonReader(text.strip());
        Object value = reader.value();
        if (reader.at < reader.text.length()) {
            throw new IllegalArgumentException("more at " + reader.at);
        }
        return value;
    }

    private Object value() {
        skipSpace();
        return switch (text.charAt(at)) {
            case '{' -> nested(this::object);
            case '[' -> nested(this::array);
            case '"' -> string();
            default -> word();
        };
    }

    private Object nested(Supplier<Object> reader) {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("too deep at " + at);
        }
        at++;
        Object value = reader.get();
        depth--;
        return value;
    }

    private Object object() {
        Map<String, Object> object = new LinkedHashMap<>();
        if (isNext('}')) {
            return object;
        }
        do {
            skipSpace();
            String name = string();
            expect(':');
            object.put(name, value());
        } while (isNext(','));
        expect('}');
        return object;
    }

    private Object array() {
        List<Object> array = new ArrayList<>();
        if (isNext(']')) {
            return array;
        }
        do {
            array.add(value());
        } while (isNext(','));
        expect(']');
        return array;
    }

    /** A number, true, false or null. */
    private String word() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == start) {
            throw new IllegalArgumentException("no value at " + at);
        }
        return text.substring(start, at);
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            value.append(c == '\\' ? escaped() : c);
        }
        return value.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                at += HEX_DIGITS;
                yield (char) Integer.parseInt(text, at - HEX_DIGITS, at, HEX);
            }
            default -> c;
        };
    }

    private boolean isNext(char c) {
        skipSpace();
        boolean isIt = text.charAt(at) == c;
        at += isIt ? 1 : 0;
        return isIt;
    }

    private void expect(char c) {
        if (!isNext(c)) {
            throw new IllegalArgumentException("no " + c + " at " + at);
        }
    }

    private void skipSpace() {
        while (text.charAt(at) <= ' ') {
            at++;
        }
    }
}
