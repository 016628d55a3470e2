package dev.velos.logs.header;

import dev.velos.logs.event.Level;
import dev.velos.logs.level.LevelWords;

/**
 * Walks over the pieces of a line's beginning. One thread; {@link #next} moves on, and the accessors tell of the piece
 * that it stands on. Brackets around a time or a level are passed over, so that {@code [12:00:01] [error]} and
 * {@code 12:00:01 error} are the same pieces.
 */
final class Parts {
    private static final int LONGEST_BRACKET = 200;
    private final Timestamps times;
    private byte[] b = {};
    private int to;
    private int position;
    private int start;
    private int end;
    private Part part = Part.WORD;
    private Level level = Level.NONE;
    private boolean closed;

    Parts(Timestamps times) {
        this.times = times;
    }

    void begin(byte[] bytes, int from, int until) {
        b = bytes;
        to = until;
        position = from;
        part = Part.WORD;
    }

    Part part() {
        return part;
    }

    int start() {
        return start;
    }

    /** Behind the piece, without the marks that follow it. */
    int end() {
        return end;
    }

    /** Where the next piece or the message begins, marks and blanks passed. */
    int position() {
        return position;
    }

    /** Of a level or letter; none for others. */
    Level level() {
        return level;
    }

    /** Whether a bar or a bracket that nothing opened ends the piece. */
    boolean closed() {
        return closed;
    }

    boolean next() {
        Part before = part;
        int p = blanks(position);
        level = Level.NONE;
        closed = false;
        if (p >= to) {
            return false;
        }
        boolean opened = false;
        while (p < to && (b[p] == '[' || b[p] == '(' || b[p] == '<')) {
            int inside = blanks(p + 1);
            if (!transparent(inside)) {
                int close = close(p);
                if (close > 0) {
                    return bracket(p, close);
                }
                break;
            }
            opened = true;
            p = inside;
        }
        start = p;
        return p < to && (time(p, opened) || word(p, opened, before));
    }

    /** Whether a time or level follows, so that the bracket before it is only a frame. */
    private boolean transparent(int p) {
        if (p >= to) {
            return false;
        }
        if (timeEnd(p) >= 0 || times.uptime(b, p, to) > 0) {
            return true;
        }
        int q = letters(p);
        return q < to
                && LevelWords.of(b, p, q) != Level.NONE
                && (b[q] == ']' || b[q] == ' ' || b[q] == ')' || b[q] == '>');
    }

    private int letters(int from) {
        int p = from;
        while (p < to && (b[p] | 0x20) >= 'a' && (b[p] | 0x20) <= 'z') {
            p++;
        }
        return p;
    }

    private int timeEnd(int p) {
        return b[p] >= '0' && b[p] <= '9' || b[p] >= 'A' && b[p] <= 'Z' ? times.scan(b, p, to) : -1;
    }

    private boolean time(int p, boolean opened) {
        int stop = timeEnd(p);
        if (stop < 0 && opened) {
            stop = times.uptime(b, p, to);
        }
        if (stop < 0) {
            return false;
        }
        if (DateText.digit(b[p + 1]) && !DateText.digit(b[p])) {
            level = LevelWords.ofLetter(b[p]);
        }
        return found(Part.TIME, p, stop);
    }

    private boolean bracket(int p, int close) {
        start = p;
        return found(Part.BRACKET, p, close);
    }

    /** The position behind the bracket that closes this one; 0 where none does. */
    private int close(int open) {
        byte opening = b[open];
        byte closing = (byte) (opening == '[' ? ']' : opening == '(' ? ')' : '>');
        int limit = Math.min(to, open + LONGEST_BRACKET);
        int depth = 0;
        for (int p = open; p < limit; p++) {
            if (b[p] == opening) {
                depth++;
            } else if (b[p] == closing && --depth == 0) {
                return p + 1;
            }
        }
        return 0;
    }

    private boolean word(int p, boolean opened, Part before) {
        int q = p;
        boolean digits = true;
        boolean rule = true;
        while (q < to && b[q] != ' ' && b[q] != '\t' && b[q] != '|') {
            digits &= b[q] >= '0' && b[q] <= '9' || b[q] == '#' && q > p;
            rule &= b[q] == '-' || b[q] == ':';
            q++;
        }
        if (q == p || rule) {
            return found(Part.RULE, p, q == p ? q + 1 : q);
        }
        int bare = bare(p, q);
        level = LevelWords.of(b, p, letters(p) == bare ? bare : p);
        if (level != Level.NONE && (opened || levelStyle(p, bare, q, before))) {
            return found(Part.LEVEL, p, bare);
        }
        level = bare - p == 1 ? LevelWords.ofLetter(b[p]) : Level.NONE;
        if (level != Level.NONE) {
            return found(Part.LETTER, p, bare);
        }
        if (digits || bare < q && DateText.digitRun(b, p, bare, 20) == bare - p) {
            return found(Part.NUMBER, p, bare);
        }
        return tagOrWord(p, q);
    }

    private int bare(int p, int q) {
        int bare = q;
        while (bare > p + 1 && (b[bare - 1] == ':' || b[bare - 1] == ',' || b[bare - 1] == ']' || b[bare - 1] == ')')) {
            bare--;
        }
        int first = letters(p);
        return first < bare && (b[first] == ']' || b[first] == ':') && LevelWords.of(b, p, first) != Level.NONE
                ? first
                : bare;
    }

    private boolean levelStyle(int p, int bare, int q, Part before) {
        return bare < q || before == Part.TIME || q < to && b[q] == '|' || b[p + 1] >= 'A' && b[p + 1] <= 'Z';
    }

    private boolean tagOrWord(int p, int q) {
        if (b[q - 1] == ':' && q - p > 1 && (q == to || b[q] == ' ' || b[q] == '\t')) {
            return found(Part.TAG, p, q - 1);
        }
        int stop = b[q - 1] == ',' || b[q - 1] == ';' ? q - 1 : q;
        return found(Part.WORD, p, stop);
    }

    private boolean found(Part kind, int p, int stop) {
        part = kind;
        start = p;
        end = stop;
        int q = stop;
        while (q < to
                && (b[q] == ']'
                        || b[q] == ')'
                        || b[q] == '>'
                        || b[q] == ','
                        || b[q] == ';'
                        || b[q] == ':'
                        || b[q] == '|')) {
            closed |= b[q] == '|';
            q++;
        }
        closed |= kind == Part.WORD && stop > p && b[stop - 1] == ']' && unopened(p, stop);
        position = blanks(q);
        if (position < to && b[position] == '|' && position > q) {
            closed = true;
            position = blanks(position + 1);
        }
        return true;
    }

    private boolean unopened(int p, int stop) {
        for (int i = p; i < stop; i++) {
            if (b[i] == '[') {
                return false;
            }
        }
        return true;
    }

    private int blanks(int from) {
        int p = from;
        while (p < to && (b[p] == ' ' || b[p] == '\t')) {
            p++;
        }
        return p;
    }
}
