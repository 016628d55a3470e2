package dev.velos.logs.read;

import java.nio.charset.StandardCharsets;

/** The bytes of a line as text. */
public final class LineText {
    /** The longest line that is kept whole, in bytes; of a longer one this much, and a marker. */
    public static final int MAX_BYTES = 1 << 20;

    private LineText() {}

    /** @param omitted bytes of the line that are not in the array */
    static String of(byte[] bytes, int from, int to, long omitted) {
        if (omitted == 0) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        int end = wholeCharacters(bytes, from, to);
        return new String(bytes, from, end - from, StandardCharsets.UTF_8) + "... [line cut: " + (omitted + to - end)
                + " more bytes]";
    }

    /** The end without a UTF-8 character that the cut went through. */
    private static int wholeCharacters(byte[] bytes, int from, int to) {
        int start = to - 1;
        while (start > from && to - start < 4 && (bytes[start] & 0xc0) == 0x80) {
            start--;
        }
        return start >= from && to - start < encodedLength(bytes[start]) ? start : to;
    }

    private static int encodedLength(byte lead) {
        int value = lead & 0xff;
        if (value < 0xc0) {
            return 1;
        }
        return value < 0xe0 ? 2 : value < 0xf0 ? 3 : 4;
    }
}
