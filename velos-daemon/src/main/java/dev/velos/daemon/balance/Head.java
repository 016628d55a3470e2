package dev.velos.daemon.balance;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What the head of an HTTP/1 message says of how the message ends (RFC 9112, 6.3). Pure.
 *
 * @param start its first line
 * @param length the length of its body, where it is given; -1 for one that cannot be
 * @param chunked whether its body comes in chunks
 * @param closes whether the connection ends with it, or becomes something else
 */
record Head(String start, OptionalLong length, boolean chunked, boolean closes) {
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    /** Reads the lines from {@code from} up to the empty one at {@code to}. */
    static Head parse(byte[] bytes, int from, int to) {
        int end = lineEnd(bytes, from, to);
        Head head = new Head(text(bytes, from, end), OptionalLong.empty(), false, false);
        for (int at = end + 1; at < to; at = end + 1) {
            end = lineEnd(bytes, at, to);
            if (matters(bytes[at])) {
                head = head.with(text(bytes, at, end).toLowerCase(Locale.ROOT));
            }
        }
        return head.start.contains("HTTP/1.0") ? head.closing() : head;
    }

    /** Whether the line may be Connection, Content-Length, Transfer-Encoding or Upgrade. */
    private static boolean matters(byte first) {
        int letter = first | 0x20;
        return letter == 'c' || letter == 't' || letter == 'u';
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip();
    }

    private Head with(String line) {
        int colon = line.indexOf(':');
        String value = line.substring(colon + 1).strip();
        return switch (line.substring(0, Math.max(0, colon))) {
            case "content-length" -> new Head(start, OptionalLong.of(lengthOf(value)), chunked, closes);
            case "transfer-encoding" -> new Head(start, length, value.endsWith("chunked"), closes);
            case "connection" -> value.contains("close") || value.contains("upgrade") ? closing() : this;
            case "upgrade" -> closing();
            default -> this;
        };
    }

    /** One that is given twice, or is no number, cannot be followed. */
    private long lengthOf(String digits) {
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= 18
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return isNumber && length.isEmpty() ? Long.parseLong(digits) : -1;
    }

    private Head closing() {
        return new Head(start, length, chunked, true);
    }

    boolean isRequest() {
        return start.endsWith(" HTTP/1.1") && Character.isUpperCase(start.charAt(0)) && !start.startsWith("CONNECT ");
    }

    /** Whether it does no harm to ask it twice, for it only reads (RFC 9110, 9.2.1), and nothing follows it. */
    boolean isRepeatable() {
        boolean onlyReads = start.startsWith("GET ") || isHeadRequest() || start.startsWith("OPTIONS ");
        return onlyReads && isRequest() && !chunked && length.orElse(0) == 0;
    }

    boolean isHeadRequest() {
        return start.startsWith("HEAD ");
    }

    /** Of a response; 0 where it is none. */
    int status() {
        boolean isResponse = start.startsWith("HTTP/1.1 ") && start.length() >= STATUS_AT + 3;
        String digits = isResponse ? start.substring(STATUS_AT, STATUS_AT + 3) : "";
        return digits.matches("[1-9][0-9][0-9]") ? Integer.parseInt(digits) : 0;
    }
}
