package dev.velos.daemon.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How a line stands in a log that is made line by line. The same bytes, time and label always give the same text: that is how
 * a daemon finds out what a killed one has written already.
 *
 * @param json whether it is a JSON object
 * @param stamped whether it begins with the time at which it came
 */
record LineFormat(boolean json, boolean stamped) {
    /** A longer line becomes several. */
    static final int MAX_LINE_BYTES = 32 << 10;

    /** What a line may become: each byte an escape of six, and what stands around it. */
    static final int MAX_TEXT_BYTES = 6 * MAX_LINE_BYTES + 1_024;

    private static final int JSON_BIT = 1;
    private static final int STAMPED_BIT = 2;
    private static final String HEX = "0123456789abcdef";

    static LineFormat ofCode(int code) {
        return new LineFormat((code & JSON_BIT) != 0, (code & STAMPED_BIT) != 0);
    }

    /** A number for the disk. */
    int code() {
        return (json ? JSON_BIT : 0) | (stamped ? STAMPED_BIT : 0);
    }

    /** The time in UTC, to the microsecond for JSON and to the millisecond for people. */
    private static String time(long micros, ChronoUnit unit) {
        String text =
                Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(unit).toString();
        int digits = unit == ChronoUnit.MICROS ? 6 : 3;
        int dot = text.indexOf('.');
        String seconds = dot < 0 ? text.substring(0, text.length() - 1) : text.substring(0, dot);
        String fraction = dot < 0 ? "" : text.substring(dot + 1, text.length() - 1);
        return seconds + "." + fraction + "0".repeat(digits - fraction.length()) + "Z";
    }

    /** What stands before each line that comes now. */
    byte[] before(String label, long micros) {
        if (json) {
            return ("{\"ts\":\"" + time(micros, ChronoUnit.MICROS) + "\"," + label + ",\"msg\":\"")
                    .getBytes(StandardCharsets.UTF_8);
        }
        return stamped ? (time(micros, ChronoUnit.MILLIS) + " ").getBytes(StandardCharsets.UTF_8) : new byte[] {};
    }

    /** The fields of a JSON line that tell of its stream. Names need no escapes. */
    static String label(String name, int instance, String stream) {
        return "\"name\":\"" + name + "\",\"instance\":" + instance + ",\"src\":\"" + stream + "\"";
    }

    private static void addEscaped(String line, ByteBuffer text) {
        int plain = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == 0x7f) {
                text.put(line.substring(plain, i).getBytes(StandardCharsets.UTF_8));
                text.put(escape(c).getBytes(StandardCharsets.US_ASCII));
                plain = i + 1;
            }
        }
        text.put(line.substring(plain).getBytes(StandardCharsets.UTF_8));
    }

    private static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> "\\u00" + HEX.charAt(c >> 4) + HEX.charAt(c & 15);
        };
    }

    /**
     * Adds all lines of some bytes, of which the last need not have its line feed, as long as there is room for any
     * line. One that is too long becomes several. The bytes are looked at in an array, once: an interpreter is quicker
     * there than in a buffer.
     *
     * @return how many bytes were taken
     */
    int addAll(String label, long micros, ByteBuffer bytes, ByteBuffer text) {
        byte[] before = before(label, micros);
        byte[] all = new byte[bytes.remaining()];
        bytes.get(bytes.position(), all);
        int from = 0;
        while (from < all.length && text.remaining() >= MAX_TEXT_BYTES) {
            int most = Math.min(all.length, from + MAX_LINE_BYTES + 1);
            boolean plain = true;
            int end = from;
            while (end < most && all[end] != '\n') {
                byte b = all[end++];
                plain &= b >= ' ' && b != '"' && b != '\\' && b != 0x7f;
            }
            boolean ends = end < most;
            end = ends || end - from <= MAX_LINE_BYTES ? end : cut(all, from);
            add(before, all, from, end, plain, text);
            from = ends ? end + 1 : end;
        }
        bytes.position(bytes.position() + from);
        return from;
    }

    /** Where a line that is too long is cut: not within a character of UTF-8. */
    private static int cut(byte[] bytes, int from) {
        int at = from + MAX_LINE_BYTES;
        for (int back = 0; back < 3 && (bytes[at] & 0xC0) == 0x80; back++) {
            at--;
        }
        return at;
    }

    /** The same in a buffer, from its position on. */
    static int cut(ByteBuffer bytes) {
        byte[] line = new byte[MAX_LINE_BYTES + 1];
        bytes.get(bytes.position(), line);
        return bytes.position() + cut(line, 0);
    }

    /** Adds a line, given without its line feed; a plain one is ASCII without anything to escape. */
    private void add(byte[] before, byte[] bytes, int from, int to, boolean plain, ByteBuffer text) {
        text.put(before);
        if (json && !plain) {
            addEscaped(new String(bytes, from, to - from, StandardCharsets.UTF_8), text);
        } else {
            text.put(bytes, from, to - from);
        }
        if (json) {
            text.put((byte) '"').put((byte) '}');
        }
        text.put((byte) '\n');
    }
}
