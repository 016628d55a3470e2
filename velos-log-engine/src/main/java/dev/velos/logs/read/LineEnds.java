package dev.velos.logs.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line feeds, eight bytes at a time. */
final class LineEnds {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LINE_FEEDS = LOW_BITS * '\n';

    private LineEnds() {}

    /** The first one; -1 where there is none. */
    static int next(byte[] bytes, int from, int to) {
        int i = from;
        while (i + Long.BYTES <= to) {
            long word = (long) WORD.get(bytes, i) ^ LINE_FEEDS;
            long zeros = word - LOW_BITS & ~word & HIGH_BITS;
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >> 3); // the lowest mark is never a false one
            }
            i += Long.BYTES;
        }
        while (i < to) {
            if (bytes[i] == '\n') {
                return i;
            }
            i++;
        }
        return -1;
    }

    /** The last one; -1 where there is none. */
    static int last(byte[] bytes, int from, int to) {
        int i = to - 1;
        while (i - Long.BYTES + 1 >= from) {
            long word = (long) WORD.get(bytes, i - Long.BYTES + 1) ^ LINE_FEEDS;
            if ((word - LOW_BITS & ~word & HIGH_BITS) != 0) {
                break; // within these eight, which are looked at one by one
            }
            i -= Long.BYTES;
        }
        while (i >= from && bytes[i] != '\n') {
            i--;
        }
        return i >= from ? i : -1;
    }

    /** How many there are. */
    static int count(byte[] bytes, int from, int to) {
        int count = 0;
        for (int at = next(bytes, from, to); at >= 0; at = next(bytes, at + 1, to)) {
            count++;
        }
        return count;
    }
}
