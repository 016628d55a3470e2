package dev.velos.logs.template;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The normalized form of one message: for each token one byte, {@link #BLANK} or {@link #GLUED}, by which it stands
 * off from the one before, and then its bytes, or the one byte of a mask. Reused; one thread.
 */
final class Normalized {
    static final byte BLANK = ' ';
    static final byte GLUED = 0x1f;
    /** A message is known by this much of its normalized form; what is behind it does not count. */
    static final int MAX_BYTES = 2048;

    private static final int LONGEST_WORD = 200;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private final byte[] bytes = new byte[MAX_BYTES + 2 * LONGEST_WORD];
    private int length;
    private byte gap = GLUED;

    void clear() {
        length = 0;
        gap = GLUED;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    boolean isFull() {
        return length >= MAX_BYTES;
    }

    void blank() {
        gap = BLANK;
    }

    void mask(Mask mask) {
        if (isFull() || collapses(mask)) {
            return;
        }
        own(mask.code());
    }

    /** A mask that a user added. */
    void own(byte code) {
        if (isFull()) {
            return;
        }
        bytes[length] = gap;
        bytes[length + 1] = code;
        length += 2;
        gap = GLUED;
    }

    /** A value; a minus or plus glued before it belongs to it, where that is not glued to a word. */
    void value(Mask mask) {
        boolean signed = length >= 2 && (bytes[length - 1] == '-' || bytes[length - 1] == '+') && gap == GLUED;
        if (signed && (bytes[length - 2] == BLANK || length == 2 || sets(length - 3))) {
            gap = bytes[length - 2];
            length -= 2;
        }
        mask(mask);
    }

    /** A number and then a unit as a word of its own is one value: {@code 5 seconds}, {@code 1.2 KB}. */
    boolean unit(byte[] b, int from, int to) {
        if (gap != BLANK || length < 2 || bytes[length - 1] != Mask.NUMBER.code()) {
            return false;
        }
        Mask unit = Values.unitWord(b, from, to);
        if (unit == null) {
            return false;
        }
        bytes[length - 1] = unit.code();
        gap = GLUED;
        limit();
        return true;
    }

    /** {@code <1 sec} is a duration as any other. */
    private void limit() {
        if (length >= 4 && bytes[length - 3] == '<' && bytes[length - 4] == BLANK && bytes[length - 2] == GLUED) {
            bytes[length - 3] = bytes[length - 1];
            length -= 2;
        }
    }

    /** {@code 1293 bytes (1.26 KB)} is one size. */
    boolean closesRepeated() {
        if (length < 6
                || bytes[length - 3] != '('
                || bytes[length - 1] != bytes[length - 5]
                || bytes[length - 1] != Mask.SIZE.code() && bytes[length - 1] != Mask.DURATION.code()) {
            return false;
        }
        length -= 4;
        gap = GLUED;
        return true;
    }

    private boolean sets(int at) {
        return bytes[at] == '=' || bytes[at] == ':' || bytes[at] == '(' || bytes[at] == '[';
    }

    /** Values of one kind with commas between them are one: the list {@code 1, 2, 3} is as the value {@code 1}. */
    private boolean collapses(Mask mask) {
        if (length < 4 || bytes[length - 1] != ',' || bytes[length - 2] != GLUED || bytes[length - 3] != mask.code()) {
            return false;
        }
        length -= 2;
        gap = GLUED;
        return true;
    }

    void mark(byte mark) {
        if (isFull()) {
            return;
        }
        bytes[length] = gap;
        bytes[length + 1] = mark;
        length += 2;
        gap = GLUED;
    }

    void word(byte[] b, int from, int to) {
        if (isFull()) {
            return;
        }
        int most = Math.min(to - from, LONGEST_WORD);
        bytes[length] = gap;
        System.arraycopy(b, from, bytes, length + 1, most);
        length += most + 1;
        gap = GLUED;
    }

    /** The byte before the end: the last mark, mask or letter; 0 at the beginning. */
    byte last() {
        return length == 0 ? 0 : bytes[length - 1];
    }

    /** Of all its bytes; multiply and fold over words of eight. */
    long hash() {
        Arrays.fill(bytes, length, length + 8, (byte) 0);
        long hash = length * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < length; i += 8) {
            hash = (hash ^ (long) LONGS.get(bytes, i)) * 0x9FB21C651E98DF25L;
            hash ^= hash >>> 32;
        }
        return hash ^ hash >>> 29;
    }
}
