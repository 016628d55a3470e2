package dev.velos.cli.output;

import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Map;

/**
 * {@link Fields} as JSON. A library's generator would cost a command a tenth of its time, and these five kinds of
 * value need no more than this.
 */
public final class Json {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Json() {}

    /** An object on one line. */
    public static String object(Fields fields) {
        StringBuilder json = new StringBuilder(256);
        append(json, fields);
        return json.toString();
    }

    /** An array with one object on each line, so that line tools can take it apart as well. */
    public static String array(List<Fields> objects) {
        StringBuilder json = new StringBuilder(512).append('[');
        for (int i = 0; i < objects.size(); i++) {
            json.append(i == 0 ? "\n" : ",\n");
            append(json, objects.get(i));
        }
        return json.append(objects.isEmpty() ? "]" : "\n]").toString();
    }

    /** A text in quotes. */
    static String text(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2);
        appendText(json, text);
        return json.toString();
    }

    /** No switch over types: it makes a class at run time, which costs every command 3 ms. */
    private static void append(StringBuilder json, Object value) {
        if (value instanceof String text) {
            appendText(json, text);
        } else if (value instanceof Double number) {
            appendNumber(json, number);
        } else if (value instanceof Long || value instanceof Boolean) {
            json.append(value);
        } else if (value instanceof Fields fields) {
            appendObject(json, fields.asMap());
        } else if (value instanceof List<?> list) {
            appendArray(json, list);
        } else {
            throw new IllegalArgumentException("no field can hold a " + value.getClass());
        }
    }

    private static void appendObject(StringBuilder json, Map<String, Object> values) {
        json.append('{');
        boolean first = true;
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            if (!first) {
                json.append(',');
            }
            first = false;
            appendText(json, entry.getKey());
            json.append(':');
            append(json, entry.getValue());
        }
        json.append('}');
    }

    private static void appendArray(StringBuilder json, List<?> list) {
        json.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            append(json, list.get(i));
        }
        json.append(']');
    }

    /** JSON has no word for what is not a number. */
    private static void appendNumber(StringBuilder json, double number) {
        if (Double.isFinite(number)) {
            json.append(number);
        } else {
            json.append("null");
        }
    }

    private static void appendText(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            appendCharacter(json, text.charAt(i));
        }
        json.append('"');
    }

    private static void appendCharacter(StringBuilder json, char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                // also the two line separators that JavaScript once took for line ends, and lone surrogates
                if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
                    appendEscape(json, c);
                } else {
                    json.append(c);
                }
            }
        }
    }

    private static void appendEscape(StringBuilder json, char c) {
        json.append("\\u")
                .append(HEX[c >> 12])
                .append(HEX[c >> 8 & 15])
                .append(HEX[c >> 4 & 15])
                .append(HEX[c & 15]);
    }
}
