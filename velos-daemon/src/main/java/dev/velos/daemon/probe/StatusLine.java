package dev.velos.daemon.probe;

import java.util.Optional;

/** The begin of an HTTP/1 answer, as far as it has come. Owned by its probe. */
final class StatusLine {
    static final String NOT_HTTP = "what it answers is not HTTP";

    private static final int CODE_AT = 9;
    private static final int LENGTH = 12;
    private static final int FIRST_GOOD = 200;
    private static final int FIRST_BAD = 400;

    private int length;
    private int code;

    void clear() {
        length = 0;
        code = 0;
    }

    /** What the answer says: an empty text where all is well, else what is wrong; nothing as long as that is open. */
    Optional<String> add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (!take(bytes[i])) {
                return Optional.of(NOT_HTTP);
            }
            if (length == LENGTH) {
                return Optional.of(code >= FIRST_GOOD && code < FIRST_BAD ? "" : "status " + code);
            }
        }
        return Optional.empty();
    }

    private boolean take(byte next) {
        int at = length++;
        if (at < CODE_AT) {
            char wanted = "HTTP/1.x ".charAt(at);
            return wanted == 'x' ? isDigit(next) : next == wanted;
        }
        code = code * 10 + next - '0';
        return isDigit(next);
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
