package dev.velos.logs.pattern;

import java.util.Arrays;

/** A set of instructions that is emptied at no cost (Briggs and Torczon, LOPLAS 1993). Mutable, owned by one automaton. */
final class InstructionSet {
    private final int[] members;
    private final int[] stamps;
    private int size;
    private int stamp;

    InstructionSet(int instructions) {
        members = new int[instructions];
        stamps = new int[instructions];
    }

    void clear() {
        size = 0;
        stamp++;
    }

    boolean add(int instruction) {
        if (!addBranch(instruction)) {
            return false;
        }
        members[size++] = instruction;
        return true;
    }

    /** Remembers that it was here, without making it a member. */
    boolean addBranch(int instruction) {
        if (stamps[instruction] == stamp) {
            return false;
        }
        stamps[instruction] = stamp;
        return true;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return members[index];
    }

    int[] sorted() {
        int[] sorted = Arrays.copyOf(members, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
