package dev.velos.logs.template;

import dev.velos.logs.header.Timestamps;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Makes the normalized form of a message: words stay, and what varies by its nature becomes a {@link Mask}. The words
 * of a template that vary without showing it are left to the {@link TemplateMiner}. One thread.
 */
final class Normalizer {
    private static final byte ESCAPE = 0x1b;
    private static final int LONGEST_QUOTED = 120;
    private final Normalized out = new Normalized();
    private final Chunk chunk;

    Normalizer(Optional<OwnMasks> masks) {
        chunk = new Chunk(out, new Timestamps(ZoneOffset.UTC, LocalDate.of(2000, 12, 31)), masks);
    }

    Normalized normalize(byte[] b, int from, int to) {
        out.clear();
        int p = from;
        while (p < to && !out.isFull()) {
            int kind = Bytes.kind(b[p]);
            if ((kind & Bytes.STOP) == 0) {
                p = word(b, p, to);
            } else if ((kind & Bytes.BLANK) != 0) {
                p = blank(b, p, to);
            } else {
                p = stop(b, p, from, to);
            }
        }
        return out;
    }

    private int blank(byte[] b, int p, int to) {
        if (b[p] == ESCAPE) {
            return behindEscape(b, p, to);
        }
        out.blank();
        return p + 1;
    }

    /** Behind an escape sequence, which leaves no trace. */
    private static int behindEscape(byte[] b, int p, int to) {
        int q = p + 1;
        if (q >= to || b[q] != '[') {
            return q;
        }
        q++;
        while (q < to && b[q] < '@' && b[q] >= ' ') {
            q++;
        }
        return Math.min(to, q + 1);
    }

    private int word(byte[] b, int p, int to) {
        int seen = 0;
        int q = p;
        while (q < to) {
            int kind = Bytes.kind(b[q]);
            if ((kind & Bytes.STOP) != 0) {
                break;
            }
            seen |= kind;
            q++;
        }
        return chunk.put(b, p, q, to, seen);
    }

    private int stop(byte[] b, int p, int from, int to) {
        byte c = b[p];
        if ((c == '"' || c == '\'') && (p == from || !Bytes.word(b[p - 1]))) {
            int end = quoted(b, p, to);
            if (end > 0) {
                return end;
            }
        }
        if (c != ')' || !out.closesRepeated()) {
            out.mark(c);
        }
        return p + 1;
    }

    /** A quoted text without a blank is a value; another is read as words. The end, or 0 where it is no value. */
    private int quoted(byte[] b, int open, int to) {
        int limit = Math.min(to, open + LONGEST_QUOTED);
        int q = open + 1;
        while (q < limit && b[q] != b[open] && b[q] != ' ') {
            q++;
        }
        if (q >= limit || q == open + 1 || b[q] == ' ' || q + 1 < to && Bytes.word(b[q + 1])) {
            return 0;
        }
        out.mark(b[open]);
        out.mask(Mask.TEXT);
        out.mark(b[open]);
        return q + 1;
    }
}
