package dev.velos.logs.pattern;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds a text in bytes, eight places at a time: it looks for the byte in it that is rarest, or where none is rare for
 * the pair of neighbouring bytes (as words of eight bytes in which a zero marks a hit; Warren, "Hacker's Delight", 6-1),
 * and then compares. What is rare is guessed, until {@link #tunedTo} has seen some of the text that is searched.
 * Immutable.
 */
final class LiteralSearch {
    /** So much of a text tells which bytes are rare in it. */
    static final int SAMPLE_BYTES = 32 << 10;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int CASE_BIT = 0x20;

    /** One in so many bytes is rare: eight words are looked at together, of which few may have one. */
    private static final int RARE = 256;

    /** One in so many is so rare that calls of the C library pay: each takes as long as looking at some hundred bytes. */
    private static final int VERY_RARE = 2048;

    private static final int EIGHT_WORDS = 8 * Long.BYTES;

    /** What logs consist of, the most frequent first; what is not here is rare. */
    private static final String FREQUENT = " e0123ta45ion67rs89:.-ldcpmu[]/=\"h,gvfbyk_w";

    private final byte[] text;
    private final byte[] caseBits;
    private final int at;
    private final boolean isSingle;
    private final boolean isVeryRare;
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
        at = rarestPair();
        isSingle = false;
        isVeryRare = false;
        firstWord = LOW_BITS * (text[at] & 0xff);
        secondWord = LOW_BITS * (text[at + 1] & 0xff);
        firstCase = LOW_BITS * caseBits[at];
        secondCase = LOW_BITS * caseBits[at + 1];
    }

    /** The same by a single byte. */
    private LiteralSearch(LiteralSearch other, int single, boolean veryRare) {
        text = other.text;
        caseBits = other.caseBits;
        at = single;
        isSingle = true;
        isVeryRare = veryRare;
        firstWord = LOW_BITS * (text[at] & 0xff);
        firstCase = LOW_BITS * caseBits[at];
        secondWord = 0;
        secondCase = 0;
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

    /** The same, by the byte that is rarest in these, where it is rare. */
    LiteralSearch tunedTo(byte[] bytes, int from, int to) {
        int[] counts = new int[256];
        int end = Math.min(to, from + SAMPLE_BYTES);
        for (int i = from; i < end; i++) {
            counts[bytes[i] & 0xff]++;
        }
        int best = 0;
        for (int i = 1; i < text.length; i++) {
            best = count(counts, i) < count(counts, best) ? i : best;
        }
        long count = count(counts, best);
        return count * RARE <= end - from ? new LiteralSearch(this, best, count * VERY_RARE <= end - from) : this;
    }

    private int count(int[] counts, int i) {
        int code = text[i] & 0xff;
        return counts[code] + (caseBits[i] == 0 ? 0 : counts[code & ~CASE_BIT]);
    }

    /** Where it stands first; -1 where it does not. */
    int find(byte[] bytes, int from, int to) {
        return isSingle ? findSingle(bytes, from, to) : findPair(bytes, from, to);
    }

    /** Whether it is looked for sooner among {@link OutsideBytes}. */
    boolean isForLibc() {
        return isVeryRare && caseBits[at] == 0 && LibcSearch.isReady();
    }

    /** As {@link #find(byte[], int, int)}, of bytes that stand outside the heap as well. */
    int find(OutsideBytes outside, byte[] bytes, int from, int to) {
        int end = to - text.length + at + 1;
        int i = from + at;
        while (i < end) {
            int place = outside.indexOf(text[at], i, end);
            if (place < 0) {
                return -1;
            }
            if (standsAt(bytes, place - at)) {
                return place - at;
            }
            i = place + 1;
        }
        return -1;
    }

    /** In steps that begin at whole words: until it is compiled, any other word is read byte by byte. */
    private int findSingle(byte[] bytes, int from, int to) {
        int last = to - text.length;
        int first = from + at;
        int i = first & -Long.BYTES;
        int end = Math.min(last + at, to - EIGHT_WORDS);
        long wanted = firstWord;
        long anyCase = firstCase;
        while (i <= end) {
            long a = ((long) WORD.get(bytes, i) | anyCase) ^ wanted;
            long b = ((long) WORD.get(bytes, i + 8) | anyCase) ^ wanted;
            long c = ((long) WORD.get(bytes, i + 16) | anyCase) ^ wanted;
            long d = ((long) WORD.get(bytes, i + 24) | anyCase) ^ wanted;
            long e = ((long) WORD.get(bytes, i + 32) | anyCase) ^ wanted;
            long f = ((long) WORD.get(bytes, i + 40) | anyCase) ^ wanted;
            long g = ((long) WORD.get(bytes, i + 48) | anyCase) ^ wanted;
            long h = ((long) WORD.get(bytes, i + 56) | anyCase) ^ wanted;
            long borrowed = a - LOW_BITS | b - LOW_BITS | c - LOW_BITS | d - LOW_BITS;
            borrowed |= e - LOW_BITS | f - LOW_BITS | g - LOW_BITS | h - LOW_BITS;
            if ((borrowed & HIGH_BITS) != 0) { // also set by bytes beyond ASCII
                int found = hasZero(a, b, c, d) || hasZero(e, f, g, h)
                        ? among(bytes, Math.max(i, first), Math.min(i + EIGHT_WORDS, last + at + 1))
                        : -1;
                if (found >= 0) {
                    return found;
                }
            }
            i += EIGHT_WORDS;
        }
        return findSlowly(bytes, Math.max(i, first) - at, last);
    }

    private static boolean hasZero(long a, long b, long c, long d) {
        long zeros = a - LOW_BITS & ~a | b - LOW_BITS & ~b | c - LOW_BITS & ~c | d - LOW_BITS & ~d;
        return (zeros & HIGH_BITS) != 0;
    }

    /** Where it stands first with its rare byte between these places. */
    private int among(byte[] bytes, int from, int to) {
        byte rare = text[at];
        byte caseBit = caseBits[at];
        for (int i = from; i < to; i++) {
            if ((bytes[i] | caseBit) == rare && standsAt(bytes, i - at)) {
                return i - at;
            }
        }
        return -1;
    }

    private int findPair(byte[] bytes, int from, int to) {
        int last = to - text.length;
        int i = from + at;
        int end = Math.min(last + at, to - Long.BYTES - 1);
        while (i <= end) {
            long first = ((long) WORD.get(bytes, i) | firstCase) ^ firstWord;
            long second = ((long) WORD.get(bytes, i + 1) | secondCase) ^ secondWord;
            long both = first | second;
            long zeros = both - LOW_BITS & ~both & HIGH_BITS; // may also mark a byte above a zero: it is compared
            while (zeros != 0) {
                int start = i + (Long.numberOfTrailingZeros(zeros) >> 3) - at;
                if (start <= last && standsAt(bytes, start)) {
                    return start;
                }
                zeros &= zeros - 1;
            }
            i += Long.BYTES;
        }
        return findSlowly(bytes, i - at, last);
    }

    private int findSlowly(byte[] bytes, int from, int last) {
        for (int start = from; start <= last; start++) {
            if (standsAt(bytes, start)) {
                return start;
            }
        }
        return -1;
    }

    private boolean standsAt(byte[] bytes, int start) {
        for (int i = 0; i < text.length; i++) {
            if ((bytes[start + i] | caseBits[i]) != text[i]) {
                return false;
            }
        }
        return true;
    }
}
