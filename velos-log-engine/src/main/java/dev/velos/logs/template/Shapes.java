package dev.velos.logs.template;

import java.util.Arrays;

/**
 * The distinct normalized forms that were seen, each with a number from 0 in the order of their first coming. A hash
 * table without objects, as it is asked once for each line. One thread.
 */
final class Shapes {
    private long[] hashes = new long[1024];
    private int[] numbers = new int[1024];
    private int[] starts = new int[512];
    private byte[] arena = new byte[1 << 16];
    private int size;

    Shapes() {
        Arrays.fill(numbers, -1);
    }

    int size() {
        return size;
    }

    /** Bytes that all forms take. */
    int arenaBytes() {
        return starts[size];
    }

    /** The number of a form; {@link #size} before the call where it is new. */
    int number(Normalized form) {
        long hash = form.hash();
        int slot = (int) hash & (numbers.length - 1);
        while (numbers[slot] >= 0) {
            if (hashes[slot] == hash && same(numbers[slot], form)) {
                return numbers[slot];
            }
            slot = (slot + 1) & (numbers.length - 1);
        }
        return add(slot, hash, form);
    }

    private boolean same(int number, Normalized form) {
        int from = starts[number];
        return Arrays.equals(arena, from, starts[number + 1], form.bytes(), 0, form.length());
    }

    private int add(int slot, long hash, Normalized form) {
        int number = size++;
        hashes[slot] = hash;
        numbers[slot] = number;
        if (size + 1 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        int from = starts[number];
        int end = from + form.length();
        if (end > arena.length) {
            arena = Arrays.copyOf(arena, Math.max(end, 2 * arena.length));
        }
        System.arraycopy(form.bytes(), 0, arena, from, form.length());
        starts[size] = end;
        if (2 * size > numbers.length) {
            grow();
        }
        return number;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldNumbers = numbers;
        hashes = new long[2 * oldHashes.length];
        numbers = new int[2 * oldNumbers.length];
        Arrays.fill(numbers, -1);
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldNumbers[i] >= 0) {
                int slot = (int) oldHashes[i] & (numbers.length - 1);
                while (numbers[slot] >= 0) {
                    slot = (slot + 1) & (numbers.length - 1);
                }
                hashes[slot] = oldHashes[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }

    /** A form, as {@link Normalized} writes it. */
    byte[] form(int number) {
        return Arrays.copyOfRange(arena, starts[number], starts[number + 1]);
    }
}
