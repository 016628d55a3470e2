package dev.velos.core.event;

import dev.velos.core.failure.VelosException;
import dev.velos.core.protocol.Fields;
import java.util.Optional;

/**
 * One event as a line of JSON: an object of texts and whole numbers. Our own reader and writer of this flat form
 * spare daemon and commands a JSON library.
 */
public final class EventLine {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private EventLine() {}

    /** Appends the event as one line, with its line feed. */
    public static void append(StringBuilder line, Event event) {
        line.append("{\"at_ms\":").append(event.atMillis()).append(",\"event\":");
        appendText(line, event.kind());
        event.details().asMap().forEach((name, value) -> {
            line.append(',');
            appendText(line, name);
            line.append(':');
            if (value instanceof Long number) {
                line.append(number.longValue());
            } else {
                appendText(line, value.toString());
            }
        });
        line.append("}\n");
    }

    private static void appendText(StringBuilder line, String text) {
        line.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == 0x7f || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                line.append(text, plain, i);
                appendEscape(line, c);
                plain = i + 1;
            }
        }
        line.append(text, plain, text.length()).append('"');
    }

    private static void appendEscape(StringBuilder line, char c) {
        if (c == '"' || c == '\\') {
            line.append('\\').append(c);
        } else {
            line.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                line.append(HEX[c >> shift & 15]);
            }
        }
    }

    /** The event of a line; nothing where it is none, as a line that a full disk has cut short. */
    public static Optional<Event> parse(String line) {
        try {
            Fields fields = new Reader(line).object();
            return fields.has("at_ms") && fields.has("event") ? Optional.of(Event.of(fields)) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | VelosException e) {
            return Optional.empty();
        }
    }

    /** Reads one flat object. Every fault of the text is an IllegalArgumentException or an IndexOutOfBoundsException. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Fields object() {
            Fields.Builder fields = Fields.builder();
            expect('{');
            do {
                String name = string();
                expect(':');
                if (text.charAt(at) == '"') {
                    fields.put(name, string());
                } else {
                    fields.put(name, number());
                }
            } while (text.charAt(at++) == ',');
            at--;
            expect('}');
            return fields.build();
        }

        private void expect(char c) {
            if (text.charAt(at++) != c) {
                throw new IllegalArgumentException("no " + c + " at " + (at - 1));
            }
        }

        private long number() {
            int start = at;
            while (text.charAt(at) == '-' || Character.isDigit(text.charAt(at))) {
                at++;
            }
            return Long.parseLong(text, start, at, 10);
        }

        private String string() {
            expect('"');
            int end = text.indexOf('"', at);
            String plain = text.substring(at, end);
            if (plain.indexOf('\\') < 0) {
                at = end + 1;
                return plain;
            }
            StringBuilder value = new StringBuilder();
            for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
                value.append(c == '\\' ? escaped() : c);
            }
            return value.toString();
        }

        private char escaped() {
            char c = text.charAt(at++);
            if (c != 'u') {
                return c;
            }
            at += 4;
            return (char) Integer.parseInt(text, at - 4, at, 16);
        }
    }
}
