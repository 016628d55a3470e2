package dev.velos.logs.template;

/** The form of a message whose words are all left as they are. One thread. */
final class PlainNormalizer {
    private final Normalized out = new Normalized();

    Normalized normalize(byte[] b, int from, int to) {
        out.clear();
        int p = from;
        while (p < to && !out.isFull()) {
            int end = p;
            while (end < to && (Bytes.kind(b[end]) & Bytes.BLANK) == 0) {
                end++;
            }
            if (end > p) {
                out.word(b, p, end);
            } else {
                out.blank();
                end++;
            }
            p = end;
        }
        return out;
    }
}
