package dev.velos.cli.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The end of what a program has written, in bounded room. Owned by the thread that adds. */
final class OutputEnd {
    private static final int MOST_BYTES = 4000;

    private byte[] end = {};
    private long omitted;

    void add(byte[] bytes, int from, int to) {
        byte[] joined = Arrays.copyOf(end, end.length + to - from);
        System.arraycopy(bytes, from, joined, end.length, to - from);
        int cut = Math.max(0, joined.length - MOST_BYTES);
        omitted += cut;
        end = Arrays.copyOfRange(joined, cut, joined.length);
    }

    /** Whole characters only: a cut through one leaves its rest out. */
    String text() {
        int from = 0;
        while (omitted > 0 && from < end.length && (end[from] & 0xc0) == 0x80) {
            from++;
        }
        return new String(end, from, end.length - from, StandardCharsets.UTF_8);
    }

    /** How many bytes came before. */
    long omitted() {
        return omitted;
    }
}
