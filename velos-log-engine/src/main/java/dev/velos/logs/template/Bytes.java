package dev.velos.logs.template;

/** Kinds of bytes, as flags of a table, and questions about ranges of them. */
final class Bytes {
    static final int DIGIT = 1;
    static final int LETTER = 2;
    /** Ends a chunk: blanks and the marks that stand alone. */
    static final int STOP = 4;
    /** What makes a chunk of letters worth a closer look: a slash, a backslash, an at sign, a colon. */
    static final int MARK = 8;

    static final int BLANK = 16;
    static final int HEX = 32;
    static final int DOT = 64;
    private static final byte[] KINDS = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            KINDS[c] = (byte) kind(c);
        }
    }

    private Bytes() {}

    private static int kind(int c) {
        if (c >= '0' && c <= '9') {
            return DIGIT | HEX;
        }
        if (c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
            return LETTER | HEX;
        }
        if (c >= 'g' && c <= 'z' || c >= 'G' && c <= 'Z' || c == '_' || c >= 128) {
            return LETTER;
        }
        if (c <= ' ' || c == 127) {
            return STOP | BLANK;
        }
        if (c == '/' || c == '\\' || c == '@' || c == ':') {
            return MARK;
        }
        if (c == '.') {
            return DOT;
        }
        return c == '-' || c == '+' || c == '%' || c == '#' || c == '$' ? 0 : STOP;
    }

    static int kind(byte b) {
        return KINDS[b & 0xff];
    }

    static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Letters, the underscore and everything beyond ASCII. */
    static boolean letter(byte b) {
        return (KINDS[b & 0xff] & LETTER) != 0;
    }

    static boolean hex(byte b) {
        return (KINDS[b & 0xff] & HEX) != 0;
    }

    static boolean word(byte b) {
        return (KINDS[b & 0xff] & (LETTER | DIGIT)) != 0;
    }

    static int digits(byte[] b, int from, int to) {
        int p = from;
        while (p < to && digit(b[p])) {
            p++;
        }
        return p - from;
    }

    static int indexOf(byte[] b, int from, int to, char c) {
        for (int i = from; i < to; i++) {
            if (b[i] == c) {
                return i;
            }
        }
        return -1;
    }

    static int count(byte[] b, int from, int to, char c) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (b[i] == c) {
                count++;
            }
        }
        return count;
    }

    /** Whether the bytes are exactly that ASCII text. */
    static boolean is(byte[] b, int from, int to, String text) {
        return to - from == text.length() && startsWith(b, from, to, text);
    }

    static boolean startsWith(byte[] b, int from, int to, String text) {
        if (to - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (b[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
