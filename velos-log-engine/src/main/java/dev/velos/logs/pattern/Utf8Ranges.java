package dev.velos.logs.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Ranges of characters as sequences of byte ranges: {@code U+0080..U+07FF} is {@code [C2-DF][80-BF]}. The splitting is
 * that of Russ Cox's RE2 and Ken Thompson's grep: by length first, then until only whole blocks of continuation bytes
 * are left.
 */
final class Utf8Ranges {
    private static final int[] LAST_OF_LENGTH = {0x7f, 0x7ff, 0xffff, 0x10ffff};

    private Utf8Ranges() {}

    /** Each element is one sequence: first and last byte, first and last byte, ... */
    static List<int[]> of(CodePoints set) {
        List<int[]> sequences = new ArrayList<>();
        for (CodePoints.Range range : set.ranges()) {
            split(range.first(), range.last(), sequences);
        }
        return sequences;
    }

    private static void split(int first, int last, List<int[]> into) {
        for (int lastOfLength : LAST_OF_LENGTH) {
            if (first <= lastOfLength && last > lastOfLength) {
                split(first, lastOfLength, into);
                split(lastOfLength + 1, last, into);
                return;
            }
        }
        for (int bits = 6; last > 0x7f && bits <= 18; bits += 6) {
            int block = (1 << bits) - 1;
            if ((first & ~block) != (last & ~block)) {
                if ((first & block) != 0) {
                    split(first, first | block, into);
                    split((first | block) + 1, last, into);
                    return;
                }
                if ((last & block) != block) {
                    split(first, (last & ~block) - 1, into);
                    split(last & ~block, last, into);
                    return;
                }
            }
        }
        into.add(sequence(first, last));
    }

    private static int[] sequence(int first, int last) {
        byte[] low = encode(first);
        byte[] high = encode(last);
        int[] sequence = new int[low.length * 2];
        for (int i = 0; i < low.length; i++) {
            sequence[2 * i] = low[i] & 0xff;
            sequence[2 * i + 1] = high[i] & 0xff;
        }
        return sequence;
    }

    /** Also surrogates, which no text holds, so that ranges need not go around them. */
    static byte[] encode(int c) {
        if (c < 0x80) {
            return new byte[] {(byte) c};
        }
        if (c < 0x800) {
            return new byte[] {(byte) (0xc0 | c >> 6), continuation(c)};
        }
        if (c < 0x10000) {
            return new byte[] {(byte) (0xe0 | c >> 12), continuation(c >> 6), continuation(c)};
        }
        return new byte[] {(byte) (0xf0 | c >> 18), continuation(c >> 12), continuation(c >> 6), continuation(c)};
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | bits & 0x3f);
    }
}
