package dev.velos.logs.template;

/** Tells network addresses: version 4 and 6, MAC, a host and its port. */
final class Addresses {
    private static final int LONGEST_PORT = 5;

    private Addresses() {}

    /** Of something with colons in it, as one value; null where it is none. */
    static Mask of(byte[] b, int from, int to) {
        int colons = Bytes.count(b, from, to, ':');
        if (colons == 0 || Bytes.indexOf(b, from, to, '@') >= 0) {
            return null;
        }
        if (colons > 1) {
            return hexAndColons(b, from, to) ? Mask.IP : null;
        }
        int colon = Bytes.indexOf(b, from, to, ':');
        int port = Bytes.digits(b, colon + 1, to);
        if (colon > from && Bytes.digits(b, from, to) == colon - from && port == 2 && colon + 3 == to) {
            return Mask.DURATION;
        }
        return port == 0 || colon + 1 + port != to || port > LONGEST_PORT ? null : host(b, from, colon);
    }

    private static boolean hexAndColons(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Bytes.hex(b[i]) && b[i] != ':' && b[i] != '.') {
                return false;
            }
        }
        return true;
    }

    private static Mask host(byte[] b, int from, int colon) {
        if (ipv4(b, from, colon)) {
            return Mask.IP;
        }
        Mask mask = Values.of(b, from, colon);
        if (mask == Mask.NUMBER) {
            return null;
        }
        boolean named = Bytes.indexOf(b, from, colon, '-') > 0
                || Bytes.indexOf(b, from, colon, '.') > 0
                || Bytes.is(b, from, colon, "localhost");
        return mask != null || named ? Mask.HOST : null;
    }

    static boolean ipv4(byte[] b, int from, int to) {
        int p = from;
        for (int i = 0; i < 4; i++) {
            int run = Bytes.digits(b, p, to);
            if (run < 1 || run > 3) {
                return false;
            }
            p += run;
            if (i < 3 && (p >= to || b[p++] != '.')) {
                return false;
            }
        }
        return p == to;
    }
}
