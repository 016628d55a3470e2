package dev.velos.logs.template;

import dev.velos.logs.header.Timestamps;
import java.util.Optional;

/** Puts one run of characters without blanks and standing marks into the normalized form, by what it looks like. */
final class Chunk {
    private final Normalized out;
    private final Timestamps times;
    private final Optional<OwnMasks> masks;

    Chunk(Normalized out, Timestamps times, Optional<OwnMasks> masks) {
        this.out = out;
        this.times = times;
        this.masks = masks;
    }

    /**
     * @param seen the kinds of all its bytes
     * @return where to go on; beyond the chunk, where a value goes on beyond it
     */
    int put(byte[] b, int from, int end, int to, int seen) {
        if (masks.isPresent() && ownMask(b, from, end)) {
            return end;
        }
        if ((seen & (Bytes.DIGIT | Bytes.MARK | Bytes.DOT)) == 0) {
            return plain(b, from, end, to);
        }
        int p = from;
        boolean address = b[from] == ':' && end - from > 2 && b[from + 1] == ':';
        while (!address && p < end && !Bytes.word(b[p]) && b[p] != '/' && b[p] != '.' && b[p] != '\\') {
            out.mark(b[p++]);
        }
        int last = end;
        while (last > p && (b[last - 1] == '.' || b[last - 1] == ':' || b[last - 1] == '-')) {
            last--;
        }
        int next = p >= last || p == from && out.unit(b, p, last) ? last : value(b, p, last, to, seen);
        for (int i = next; i < end; i++) {
            out.mark(b[i]);
        }
        return Math.max(next, end);
    }

    /** Whether it is of a mask that a user added, points and colons behind it apart. */
    private boolean ownMask(byte[] b, int from, int end) {
        int last = end;
        while (last > from && (b[last - 1] == '.' || b[last - 1] == ':')) {
            last--;
        }
        byte code = last == from ? 0 : masks.orElseThrow().code(b, from, last);
        if (code != 0) {
            out.own(code);
            for (int i = last; i < end; i++) {
                out.mark(b[i]);
            }
        }
        return code != 0;
    }

    private int plain(byte[] b, int from, int end, int to) {
        int length = end - from;
        if (length == 3 && end + 2 < to && b[end] == ' ' && b[from] < 'a') {
            int stop = times.scan(b, from, to);
            if (stop > 0) {
                out.mask(Mask.TIME);
                return stop;
            }
        }
        if (out.unit(b, from, end)) {
            return end;
        }
        if (length <= 5 && length >= 3 && valuePlace() && Values.constant(b, from, end)) {
            out.mask(Mask.BOOL);
            return end;
        }
        out.word(b, from, end);
        return end;
    }

    /** Whether what comes next is the value of a name. */
    private boolean valuePlace() {
        return out.last() == '=' || out.last() == ':';
    }

    private int value(byte[] b, int p, int last, int to, int seen) {
        if ((seen & Bytes.MARK) != 0) {
            int next = marked(b, p, last, to);
            if (next >= 0) {
                return next;
            }
        }
        if (Bytes.digit(b[p])) {
            int stop = last - p >= 5 ? times.scan(b, p, to) : -1;
            if (stop >= last && Values.timeLike(b, p, stop)) {
                out.mask(Mask.TIME);
                return stop;
            }
        }
        split(b, p, last);
        return last;
    }

    /** URL, e-mail address, path; -1 where it is none of them. */
    private int marked(byte[] b, int p, int last, int to) {
        int scheme = Values.schemeEnd(b, p, last);
        if (scheme > 0) {
            out.mask(Mask.URL);
            return Values.urlEnd(b, scheme, to);
        }
        if (Values.email(b, p, last)) {
            out.mask(Mask.EMAIL);
            return last;
        }
        if (Paths.path(b, p, last)) {
            out.mask(Mask.PATH);
            return last;
        }
        return -1;
    }

    /** Values with colons in them first, then its parts between colons, slashes and at signs. */
    private void split(byte[] b, int from, int last) {
        int mark = Values.firstMark(b, from, last);
        if (mark < 0) {
            part(b, from, last);
            return;
        }
        Mask whole = Addresses.of(b, from, last);
        if (whole != null) {
            out.mask(whole);
            return;
        }
        int p = from;
        while (mark >= 0) {
            part(b, p, mark);
            out.mark(b[mark]);
            p = mark + 1;
            mark = Values.firstMark(b, p, last);
        }
        part(b, p, last);
    }

    private void part(byte[] b, int from, int to) {
        if (masks.isPresent() && from < to && ownMask(b, from, to)) {
            return;
        }
        int p = from;
        while (p < to && (b[p] == '-' || b[p] == '+' || b[p] == '#' || b[p] == '$')) {
            out.mark(b[p++]);
        }
        if (p >= to) {
            return;
        }
        boolean percent = b[to - 1] == '%' && to - 1 > p;
        int last = percent ? to - 1 : to;
        Mask mask = valuePlace() && Values.constant(b, p, last) ? Mask.BOOL : Values.of(b, p, last);
        if (mask == null) {
            out.word(b, p, last);
        } else {
            out.value(mask);
        }
        if (percent) {
            out.mark((byte) '%');
        }
    }
}
