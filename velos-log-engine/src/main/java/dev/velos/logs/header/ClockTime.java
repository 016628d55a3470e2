package dev.velos.logs.header;

/** A time of day with an optional fraction, AM or PM, and offset. Owned by one {@link Timestamps}. */
final class ClockTime {
    static final long NO_OFFSET = Long.MIN_VALUE;
    private int hour;
    private int minute;
    private int second;
    private long fractionMicros;
    private long offset = NO_OFFSET;

    int hour() {
        return hour;
    }

    /** Microseconds that the offset adds to UTC, or {@link #NO_OFFSET}. */
    long offsetMicros() {
        return offset;
    }

    long microsOfDay() {
        return ((hour * 60L + minute) * 60 + second) * 1_000_000L + fractionMicros;
    }

    void midnight() {
        hour = 0;
        minute = 0;
        second = 0;
        fractionMicros = 0;
        offset = NO_OFFSET;
    }

    int utc(int end) {
        offset = 0;
        return end;
    }

    /** Six digits. */
    boolean compact(byte[] b, int from) {
        midnight();
        hour = DateText.number(b, from, 2);
        minute = DateText.number(b, from + 2, 2);
        second = DateText.number(b, from + 4, 2);
        return fits();
    }

    /** 22:15:29:606 or 0:7:3:81: hour, minute, second and milliseconds as numbers without leading zeros; the end, or -1. */
    int loose(byte[] b, int from, int to) {
        midnight();
        int[] parts = new int[4];
        int p = from;
        for (int i = 0; i < parts.length; i++) {
            int run = DateText.digitRun(b, p, to, 4);
            if (run < 1 || run > (i == 3 ? 3 : 2) || i < 3 && (p + run >= to || b[p + run] != ':')) {
                return -1;
            }
            parts[i] = DateText.number(b, p, run);
            p += run + (i < 3 ? 1 : 0);
        }
        hour = parts[0];
        minute = parts[1];
        second = parts[2];
        fractionMicros = parts[3] * 1000L;
        return fits() ? p : -1;
    }

    private boolean fits() {
        return hour < 24 && minute < 60 && second < 61;
    }

    /** 15:16:01, 15.16.01, each with a fraction behind point, comma or colon; the end, or -1. */
    int scan(byte[] b, int from, int to) {
        int run = DateText.digitRun(b, from, to, 3);
        int p = from + run;
        if (run < 1 || run > 2 || p + 3 > to || b[p] != ':' && b[p] != '.' || DateText.digitRun(b, p + 1, to, 3) != 2) {
            return -1;
        }
        byte mark = b[p];
        midnight();
        hour = DateText.number(b, from, run);
        minute = DateText.number(b, p + 1, 2);
        p += 3;
        if (p + 3 > to || b[p] != mark || DateText.digitRun(b, p + 1, to, 3) != 2) {
            return -1;
        }
        second = DateText.number(b, p + 1, 2);
        return fits() ? zone(b, half(b, fraction(b, p + 3, to), to), to) : -1;
    }

    private int fraction(byte[] b, int p, int to) {
        if (p + 1 >= to || b[p] != '.' && b[p] != ',' && b[p] != ':' || !DateText.digit(b[p + 1])) {
            return p;
        }
        int run = DateText.digitRun(b, p + 1, to, 9);
        int kept = Math.min(run, 6);
        fractionMicros = DateText.number(b, p + 1, kept);
        for (int i = kept; i < 6; i++) {
            fractionMicros *= 10;
        }
        return p + 1 + run;
    }

    private int half(byte[] b, int p, int to) {
        if (p + 2 >= to || b[p] != ' ' || b[p + 2] != 'M' || b[p + 1] != 'A' && b[p + 1] != 'P') {
            return p;
        }
        hour = hour % 12 + (b[p + 1] == 'P' ? 12 : 0);
        return p + 3;
    }

    private int zone(byte[] b, int p, int to) {
        if (p < to && b[p] == 'Z') {
            return utc(p + 1);
        }
        int q = p < to && b[p] == ' ' ? p + 1 : p;
        if (q + 2 < to && q > p && (matches(b, q, "UTC") || matches(b, q, "GMT"))) {
            return utc(q + 3);
        }
        if (q + 4 >= to || b[q] != '+' && b[q] != '-' || DateText.digitRun(b, q + 1, to, 5) < 2) {
            return p;
        }
        return offset(b, p, q, to);
    }

    private int offset(byte[] b, int without, int q, int to) {
        int minutes = b[q + 3] == ':' ? q + 4 : q + 3;
        if (DateText.digitRun(b, minutes, to, 3) != 2) {
            return without;
        }
        long value = (DateText.number(b, q + 1, 2) * 60L + DateText.number(b, minutes, 2)) * 60_000_000L;
        offset = b[q] == '-' ? -value : value;
        return minutes + 2;
    }

    private static boolean matches(byte[] b, int from, String word) {
        return b[from] == word.charAt(0) && b[from + 1] == word.charAt(1) && b[from + 2] == word.charAt(2);
    }
}
