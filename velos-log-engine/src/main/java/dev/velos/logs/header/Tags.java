package dev.velos.logs.header;

/** The name of a program or logger before a message: {@code sshd(pam_unix)[19939]:}, {@code dfs.DataNode$X:}. */
final class Tags {
    private static final int LONGEST = 120;

    private Tags() {}

    /** Where the message behind the tag begins, or -1 where there is no tag. */
    static int end(byte[] b, int from, int to) {
        int limit = Math.min(to, from + LONGEST);
        int p = from;
        while (p < limit && b[p] != ' ' && b[p] != '\t') {
            if (b[p] == '[') {
                p = close(b, p, limit);
                if (p < 0) {
                    return -1;
                }
                continue;
            }
            if (b[p] == ':' && (p + 1 == to || b[p + 1] == ' ' || b[p + 1] == '\t')) {
                return p > from ? DateText.blanks(b, p + 1, to) : -1;
            }
            p++;
        }
        return more(b, from, p, limit, to);
    }

    private static int close(byte[] b, int open, int limit) {
        int p = open;
        while (p < limit && b[p] != ']') {
            p++;
        }
        return p < limit ? p + 1 : -1;
    }

    /** A second word that belongs to the name: a version, something in parentheses, or the colon set apart. */
    private static int more(byte[] b, int from, int blank, int limit, int to) {
        int p = DateText.blanks(b, blank, limit);
        if (p >= limit || blank == from) {
            return -1;
        }
        if (b[p] == ':' && (p + 1 == to || b[p + 1] == ' ')) {
            return DateText.blanks(b, p + 1, to);
        }
        boolean framed = b[p] == '(';
        if (!framed && !DateText.digit(b[p])) {
            return -1;
        }
        while (p < limit && b[p] != ' ') {
            if (b[p] == ':' && p + 1 < to && b[p + 1] == ' ' && (!framed || b[p - 1] == ')')) {
                return DateText.blanks(b, p + 1, to);
            }
            p++;
        }
        return -1;
    }

    /** Where the message begins behind one to four words and a dash or colon alone; here where there is none. */
    static int behindDash(byte[] b, int from, int to) {
        int limit = Math.min(to, from + LONGEST);
        int blanks = 0;
        for (int p = from + 1; p + 1 < limit && blanks < 5; p++) {
            if (b[p] != ' ') {
                continue;
            }
            blanks += b[p - 1] == ' ' ? 0 : 1;
            int q = p + 1;
            while (q < limit && (b[q] == '-' || b[q] == ':')) {
                q++;
            }
            if (q > p + 1 && q < to && b[q] == ' ') {
                return DateText.blanks(b, q, to);
            }
        }
        return from;
    }
}
