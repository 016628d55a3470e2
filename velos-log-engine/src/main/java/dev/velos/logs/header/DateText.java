package dev.velos.logs.header;

/** Digits, names of months and days, and the edges of words in the bytes of a line. */
final class DateText {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String WEEKDAYS = "montuewedthufrisatsun";

    private DateText() {}

    static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** What a time cannot be followed by. */
    static boolean wordByte(byte b) {
        return digit(b) || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b < 0;
    }

    static int digitRun(byte[] b, int from, int to, int most) {
        int end = Math.min(to, from + most);
        int p = from;
        while (p < end && b[p] >= '0' && b[p] <= '9') {
            p++;
        }
        return Math.max(0, p - from);
    }

    static int number(byte[] b, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            value = value * 10 + (b[i] - '0');
        }
        return value;
    }

    static long longNumber(byte[] b, int from, int digits) {
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            value = value * 10 + (b[i] - '0');
        }
        return value;
    }

    static int blanks(byte[] b, int from, int to) {
        int p = from;
        while (p < to && b[p] == ' ') {
            p++;
        }
        return p;
    }

    /** 1 to 12, or 0. */
    static int month(byte[] b, int from, int to) {
        int at = name(b, from, to, MONTHS);
        return at < 0 ? 0 : at / 3 + 1;
    }

    static boolean weekday(byte[] b, int from, int to) {
        return name(b, from, to, WEEKDAYS) >= 0;
    }

    private static int name(byte[] b, int from, int to, String names) {
        if (from + 3 > to || from + 3 < to && DateText.wordByte(b[from + 3]) || b[from] < 'A' || b[from] > 'Z') {
            return -1;
        }
        for (int i = 0; i < names.length(); i += 3) {
            if ((b[from] | 0x20) == names.charAt(i)
                    && (b[from + 1] | 0x20) == names.charAt(i + 1)
                    && (b[from + 2] | 0x20) == names.charAt(i + 2)) {
                return i;
            }
        }
        return -1;
    }
}
