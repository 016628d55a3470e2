package dev.velos.logs.pattern;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds a text in bytes, eight places at a time: it looks for the pair of neighbouring bytes in it that is rarest in
 * logs (as a word of eight bytes in which a zero marks a hit; Warren, "Hacker's Delight", 6-1), and then compares.
 * Immutable.
 */
final class LiteralSearch {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int CASE_BIT = 0x20;

    /** What logs consist of, the most frequent first; what is not here is rare. */
    private static final String FREQUENT = " e0123ta45ion67rs89:.-ldcpmu[]/=\"h,gvfbyk_w";

    private final byte[] text;
    private final byte[] caseBits;
    private final int pair;
    private final long firstWord;
    private final long secondWord;
    private final long firstCase;
    private final long secondCase;

    LiteralSearch(Literal literal) {
        text = literal.bytes();
        caseBits = new byte[text.length];
        for (int i = 0; i < text.length; i++) {
            caseBits[i] = (byte) (literal.anyCase() && text[i] >= 'a' && text[i] <= 'z' ? CASE_BIT : 0);
        }
        pair = rarestPair();
        firstWord = LOW_BITS * (text[pair] & 0xff);
        secondWord = LOW_BITS * (text[pair + 1] & 0xff);
        firstCase = LOW_BITS * caseBits[pair];
        secondCase = LOW_BITS * caseBits[pair + 1];
    }

    private int rarestPair() {
        int best = 0;
        for (int i = 1; i + 1 < text.length; i++) {
            if (rarity(i) + rarity(i + 1) > rarity(best) + rarity(best + 1)) {
                best = i;
            }
        }
        return best;
    }

    private int rarity(int i) {
        int rank = FREQUENT.indexOf(text[i] & 0xff);
        return (rank < 0 ? FREQUENT.length() : rank) - caseBits[i] / 4;
    }

    /** Where it stands first; -1 where it does not. */
    int find(byte[] bytes, int from, int to) {
        int last = to - text.length;
        int i = from + pair;
        int end = Math.min(last + pair, to - Long.BYTES - 1);
        while (i <= end) {
            long first = ((long) WORD.get(bytes, i) | firstCase) ^ firstWord;
            long second = ((long) WORD.get(bytes, i + 1) | secondCase) ^ secondWord;
            long both = first | second;
            long zeros = both - LOW_BITS & ~both & HIGH_BITS; // may also mark a byte above a zero: it is compared
            while (zeros != 0) {
                int at = i + (Long.numberOfTrailingZeros(zeros) >> 3) - pair;
                if (at <= last && standsAt(bytes, at)) {
                    return at;
                }
                zeros &= zeros - 1;
            }
            i += Long.BYTES;
        }
        return findSlowly(bytes, i - pair, last);
    }

    private int findSlowly(byte[] bytes, int from, int last) {
        for (int at = from; at <= last; at++) {
            if (standsAt(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean standsAt(byte[] bytes, int at) {
        for (int i = 0; i < text.length; i++) {
            if ((bytes[at + i] | caseBits[i]) != text[i]) {
                return false;
            }
        }
        return true;
    }
}
