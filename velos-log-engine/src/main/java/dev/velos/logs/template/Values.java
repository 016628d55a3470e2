package dev.velos.logs.template;

import java.nio.charset.StandardCharsets;

/** Tells what kind of value some bytes without blanks are. */
final class Values {
    private static final String[] DURATIONS = {"ms", "s", "us", "ns", "min", "m", "h", "d", "sec", "secs", "hrs"};
    private static final String[] SIZES = {
        "B", "b", "K", "KB", "kB", "k", "M", "MB", "G", "GB", "T", "TB", "KiB", "MiB", "GiB", "TiB", "bytes"
    };
    private static final String[] DURATION_WORDS = {
        "ms",
        "s",
        "us",
        "ns",
        "sec",
        "secs",
        "second",
        "seconds",
        "min",
        "mins",
        "minute",
        "minutes",
        "hour",
        "hours",
        "day",
        "days",
        "milliseconds",
        "millis",
        "microseconds",
        "nanoseconds",
        "msec",
        "usec"
    };
    private static final int LONGEST_UNIT_WORD = 12;
    private static final int LONGEST_UNIT = 5;
    private static final int UUID_BYTES = 36;
    private static final String DOMAINS =
            " com net org edu gov mil int io dev app info biz local lan internal arpa cloud"
                    + " uk de fr cn jp tw kr ru br it nl au ca us es se ch eu hk at be cz dk fi ";

    private Values() {}

    /** true, false, null and their kin. */
    static boolean constant(byte[] b, int from, int to) {
        return switch (to - from) {
            case 3 -> Bytes.is(b, from, to, "nil");
            case 4 ->
                Bytes.is(b, from, to, "true")
                        || Bytes.is(b, from, to, "null")
                        || Bytes.is(b, from, to, "True")
                        || Bytes.is(b, from, to, "None")
                        || Bytes.is(b, from, to, "TRUE")
                        || Bytes.is(b, from, to, "NULL");
            case 5 ->
                Bytes.is(b, from, to, "false") || Bytes.is(b, from, to, "False") || Bytes.is(b, from, to, "FALSE");
            default -> false;
        };
    }

    /** Whether a recognized time has the marks of one: two colons, or two of another. */
    static boolean timeLike(byte[] b, int from, int to) {
        return Bytes.count(b, from, to, ':') >= 2
                || Bytes.count(b, from, to, '-') >= 2
                || Bytes.count(b, from, to, '/') >= 2
                || Bytes.count(b, from, to, '.') >= 4;
    }

    /** Behind {@code scheme:/}; 0 where there is none. */
    static int schemeEnd(byte[] b, int from, int to) {
        int colon = Bytes.indexOf(b, from, to, ':');
        if (colon < from + 2 || colon + 1 >= to || b[colon + 1] != '/') {
            return 0;
        }
        for (int i = from; i < colon; i++) {
            if (!Bytes.word(b[i]) && b[i] != '+' && b[i] != '-') {
                return 0;
            }
        }
        return colon + 2;
    }

    static int urlEnd(byte[] b, int from, int to) {
        int p = from;
        while (p < to && (b[p] > ' ' || b[p] < 0) && "\"'<>)]},;|".indexOf(b[p]) < 0) {
            p++;
        }
        while (p > from && (b[p - 1] == '.' || b[p - 1] == ':')) {
            p--;
        }
        return p;
    }

    static boolean email(byte[] b, int from, int to) {
        int at = Bytes.indexOf(b, from, to, '@');
        return at > from
                && at + 1 < to
                && Bytes.letter(b[at + 1])
                && Bytes.indexOf(b, at, to, '.') > 0
                && Bytes.indexOf(b, from, to, '/') < 0;
    }

    static int firstMark(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == ':' || b[i] == '/' || b[i] == '@' || b[i] == '\\') {
                return i;
            }
        }
        return -1;
    }

    /** The mask for a part without colons and slashes, or null for a word. */
    static Mask of(byte[] b, int from, int to) {
        int digits = 0;
        int letters = 0;
        int hexLetters = 0;
        int dots = 0;
        int hyphens = 0;
        for (int i = from; i < to; i++) {
            byte c = b[i];
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                dots++;
            } else if (c == '-') {
                hyphens++;
            } else {
                letters++;
                hexLetters += Bytes.hex(c) ? 1 : 0;
            }
        }
        if (digits == 0) {
            return dots >= 2 && letters > 0 && domain(b, from, to) ? Mask.HOST : null;
        }
        if (letters == 0) {
            return dots == 3 && Addresses.ipv4(b, from, to) ? Mask.IP : Mask.NUMBER;
        }
        return mixed(b, from, to, digits, letters, letters == hexLetters, dots, hyphens);
    }

    private static Mask mixed(byte[] b, int from, int to, int digits, int letters, boolean hex, int dots, int hyphens) {
        if (hex && hyphens == 4 && dots == 0 && to - from == UUID_BYTES) {
            return Mask.UUID;
        }
        boolean plain = dots == 0 && hyphens == 0;
        if (Bytes.digit(b[from])) {
            Mask unit = withUnit(b, from, to, letters);
            return unit != null ? unit : hex && plain && to - from >= 6 ? Mask.HEX : Mask.ID;
        }
        if (hex && plain && to - from >= 6) {
            return Mask.HEX;
        }
        return digits == 1 && letters >= 2 ? null : Mask.ID;
    }

    private static Mask withUnit(byte[] b, int from, int to, int letters) {
        if (to - from > 2 && b[from] == '0' && (b[from + 1] | 0x20) == 'x') {
            return Mask.HEX;
        }
        int p = from;
        while (p < to && (Bytes.digit(b[p]) || b[p] == '.')) {
            p++;
        }
        if (to - p != letters || letters > LONGEST_UNIT) {
            return null;
        }
        return among(b, p, to, DURATIONS) ? Mask.DURATION : among(b, p, to, SIZES) ? Mask.SIZE : null;
    }

    /** What a unit written behind a number and a blank measures; null where it is no unit. */
    static Mask unitWord(byte[] b, int from, int to) {
        int length = to - from;
        if (length > LONGEST_UNIT_WORD) {
            return null;
        }
        return among(b, from, to, DURATION_WORDS)
                ? Mask.DURATION
                : length > 1 && among(b, from, to, SIZES) || Bytes.is(b, from, to, "B") || Bytes.is(b, from, to, "byte")
                        ? Mask.SIZE
                        : null;
    }

    private static boolean among(byte[] b, int from, int to, String[] words) {
        for (String word : words) {
            if (Bytes.is(b, from, to, word)) {
                return true;
            }
        }
        return false;
    }

    /** Lower case, and a known domain at the end. */
    private static boolean domain(byte[] b, int from, int to) {
        int p = to;
        while (p > from && b[p - 1] != '.') {
            p--;
        }
        if (to - p < 2 || to - p > 8) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (b[i] >= 'A' && b[i] <= 'Z' || b[i] == '$') {
                return false;
            }
        }
        return DOMAINS.contains(" " + new String(b, p, to - p, StandardCharsets.ISO_8859_1) + " ");
    }
}
