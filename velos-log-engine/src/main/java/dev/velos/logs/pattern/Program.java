package dev.velos.logs.pattern;

/**
 * A nondeterministic automaton over bytes (Thompson, CACM 1968). Immutable once it is built. Instruction {@code i} is
 * {@code kind[i]} with two operands: for a byte the range that it takes, for a branch the two that follow, for a place
 * which it is.
 */
final class Program {
    static final byte BYTE = 0;
    static final byte BRANCH = 1;
    static final byte PLACE = 2;
    static final byte MATCH = 3;

    final byte[] kind;
    final int[] first;
    final int[] second;
    final int[] next;
    final int start;

    Program(byte[] kind, int[] first, int[] second, int[] next, int start) {
        this.kind = kind;
        this.first = first;
        this.second = second;
        this.next = next;
        this.start = start;
    }

    int length() {
        return kind.length;
    }

    boolean takes(int instruction, int unsignedByte) {
        return first[instruction] <= unsignedByte && unsignedByte <= second[instruction];
    }

    boolean asksForWords() {
        for (int i = 0; i < kind.length; i++) {
            if (kind[i] == PLACE
                    && (first[i] == PatternNode.Where.WORD_EDGE.code
                            || first[i] == PatternNode.Where.NO_WORD_EDGE.code)) {
                return true;
            }
        }
        return false;
    }
}
