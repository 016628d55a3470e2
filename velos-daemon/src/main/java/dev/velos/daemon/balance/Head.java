package dev.velos.daemon.balance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * What the head of an HTTP/1 message says of how the message ends (RFC 9112, 6.3). Every message that is carried is
 * looked at here, so nothing is made into text but the values that matter. Pure.
 *
 * @param kind what its first line is
 * @param status of a response; 0 for others
 * @param length the length of its body, where it is given; -1 for one that cannot be
 * @param chunked whether its body comes in chunks
 * @param closes whether the connection ends with it, or becomes something else
 */
record Head(Kind kind, int status, OptionalLong length, boolean chunked, boolean closes) {
    private enum Kind {
        /** A request that only reads (RFC 9110, 9.2.1). */
        READS,
        /** The same, and its answer has no body. */
        ONLY_HEAD,
        OTHER_REQUEST,
        RESPONSE,
        /** Nothing that can be followed: CONNECT, other versions, other protocols. */
        OTHER
    }

    private static final byte[] GET = ascii("GET ");
    private static final byte[] HEAD = ascii("HEAD ");
    private static final byte[] OPTIONS = ascii("OPTIONS ");
    private static final byte[] CONNECT = ascii("CONNECT ");
    private static final byte[] VERSION = ascii("HTTP/1.1 ");
    private static final byte[] OLD_VERSION = ascii("HTTP/1.0 ");
    private static final byte[] REQUEST_END = ascii(" HTTP/1.1\r");
    private static final byte[] OLD_REQUEST_END = ascii(" HTTP/1.0\r");

    private static final byte[] CONNECTION = ascii("connection:");
    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] ENCODING = ascii("transfer-encoding:");
    private static final byte[] UPGRADE = ascii("upgrade:");

    private static final int STATUS_DIGITS = 3;
    private static final int MOST_DIGITS = 18;
    private static final int LOWER = 0x20;

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** Reads the lines from {@code from} up to the empty one at {@code to}. */
    static Head parse(byte[] bytes, int from, int to) {
        int end = lineEnd(bytes, from, to);
        Head head = first(bytes, from, end);
        for (int at = end + 1; at < to; at = end + 1) {
            end = lineEnd(bytes, at, to);
            if (matters(bytes[at])) {
                head = head.with(bytes, at, end);
            }
        }
        return head;
    }

    private static Head first(byte[] bytes, int from, int end) {
        boolean isOld = begins(bytes, from, end, OLD_VERSION) || ends(bytes, from, end, OLD_REQUEST_END);
        Kind kind = kind(bytes, from, end);
        int status = kind == Kind.RESPONSE ? status(bytes, from + VERSION.length, end) : 0;
        return new Head(kind, status, OptionalLong.empty(), false, isOld);
    }

    private static Kind kind(byte[] bytes, int from, int end) {
        if (begins(bytes, from, end, VERSION)) {
            return Kind.RESPONSE;
        }
        boolean isRequest = ends(bytes, from, end, REQUEST_END) && bytes[from] >= 'A' && bytes[from] <= 'Z';
        if (!isRequest || begins(bytes, from, end, CONNECT)) {
            return Kind.OTHER;
        }
        if (begins(bytes, from, end, HEAD)) {
            return Kind.ONLY_HEAD;
        }
        boolean reads = begins(bytes, from, end, GET) || begins(bytes, from, end, OPTIONS);
        return reads ? Kind.READS : Kind.OTHER_REQUEST;
    }

    /** 0 where it is none. */
    private static int status(byte[] bytes, int from, int end) {
        boolean fits = end - from >= STATUS_DIGITS && bytes[from] != '0';
        return fits ? (int) Math.max(0, number(bytes, from, from + STATUS_DIGITS)) : 0;
    }

    /** Whether the line may be Connection, Content-Length, Transfer-Encoding or Upgrade. */
    private static boolean matters(byte first) {
        int letter = first | LOWER;
        return letter == 'c' || letter == 't' || letter == 'u';
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean begins(byte[] bytes, int from, int end, byte[] word) {
        return end - from >= word.length && isAt(bytes, from, word);
    }

    private static boolean ends(byte[] bytes, int from, int end, byte[] word) {
        return end - from >= word.length && isAt(bytes, end - word.length, word);
    }

    private static boolean isAt(byte[] bytes, int from, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (bytes[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a line has this name, which is in small letters. */
    private static boolean isNamed(byte[] bytes, int from, int end, byte[] name) {
        if (end - from < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            byte letter = bytes[from + i];
            if ((letter >= 'A' && letter <= 'Z' ? letter | LOWER : letter) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private Head with(byte[] bytes, int from, int end) {
        if (isNamed(bytes, from, end, LENGTH)) {
            return withLength(lengthOf(bytes, from + LENGTH.length, end));
        }
        if (isNamed(bytes, from, end, ENCODING)) {
            boolean isChunked = value(bytes, from + ENCODING.length, end).endsWith("chunked");
            return new Head(kind, status, length, isChunked, closes);
        }
        if (isNamed(bytes, from, end, CONNECTION)) {
            String value = value(bytes, from + CONNECTION.length, end);
            return value.contains("close") || value.contains("upgrade") ? closing() : this;
        }
        return isNamed(bytes, from, end, UPGRADE) ? closing() : this;
    }

    private static String value(byte[] bytes, int from, int end) {
        return new String(bytes, from, end - from, ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    }

    /** One that is given twice, or is no number, cannot be followed: -1. */
    private long lengthOf(byte[] bytes, int from, int end) {
        int first = from;
        while (first < end && isBlank(bytes[first])) {
            first++;
        }
        int last = end;
        while (last > first && isBlank(bytes[last - 1])) {
            last--;
        }
        boolean fits = last > first && last - first <= MOST_DIGITS && length.isEmpty();
        return fits ? number(bytes, first, last) : -1;
    }

    private static boolean isBlank(byte next) {
        return next == ' ' || next == '\t' || next == '\r';
    }

    private static long number(byte[] bytes, int from, int end) {
        long number = 0;
        for (int at = from; at < end; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return -1;
            }
            number = 10 * number + bytes[at] - '0';
        }
        return number;
    }

    private Head withLength(long bytes) {
        return new Head(kind, status, OptionalLong.of(bytes), chunked, closes);
    }

    private Head closing() {
        return new Head(kind, status, length, chunked, true);
    }

    boolean isRequest() {
        return kind != Kind.RESPONSE && kind != Kind.OTHER;
    }

    boolean isHeadRequest() {
        return kind == Kind.ONLY_HEAD;
    }

    /** Whether it does no harm to ask it twice, for it only reads, and nothing follows it. */
    boolean isRepeatable() {
        boolean onlyReads = kind == Kind.READS || kind == Kind.ONLY_HEAD;
        return onlyReads && !chunked && length.orElse(0) == 0;
    }
}
