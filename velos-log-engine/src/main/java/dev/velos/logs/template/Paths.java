package dev.velos.logs.template;

/** Tells paths from other words with slashes. */
final class Paths {
    private Paths() {}

    /** By its beginning, by more than one slash, or by a point in its last part. */
    static boolean path(byte[] b, int from, int to) {
        int back = Bytes.count(b, from, to, '\\');
        if (back > 1 || back == 1 && to - from > 2 && b[from + 1] == ':') {
            return true;
        }
        int slashes = Bytes.count(b, from, to, '/');
        if (slashes == 0) {
            return false;
        }
        if (b[from] == '/' || b[from] == '.' && Bytes.indexOf(b, from, Math.min(to, from + 3), '/') > 0) {
            return to - from > 1;
        }
        return slashes >= 2 || oneSlash(b, from, to);
    }

    /** Words on both sides are two words, and {@code HTTP/1.1} is a word and a version. */
    private static boolean oneSlash(byte[] b, int from, int to) {
        int slash = Bytes.indexOf(b, from, to, '/');
        boolean before = digitOrDot(b, from, slash);
        boolean behind = digitOrDot(b, slash + 1, to);
        boolean number = slash + 1 < to && Bytes.digit(b[slash + 1]);
        return behind && (before || !number);
    }

    private static boolean digitOrDot(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Bytes.digit(b[i]) || b[i] == '.') {
                return true;
            }
        }
        return false;
    }
}
