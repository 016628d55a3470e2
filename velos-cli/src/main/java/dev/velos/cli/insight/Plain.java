package dev.velos.cli.insight;

/** Text of programs on one line, with nothing in it that would steer a terminal. */
final class Plain {
    private Plain() {}

    /** At most so many characters; a cut is shown. */
    static String of(String text, int most) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), most) + 1);
        for (int i = 0; i < text.length() && plain.length() < most; i++) {
            i = skipEscape(text, i);
            if (i < text.length()) {
                char c = text.charAt(i);
                plain.append(c < ' ' || c >= 0x7f && c < 0xa0 ? ' ' : c);
            }
        }
        String stripped = plain.toString().strip();
        return text.length() > most ? stripped + "..." : stripped;
    }

    private static int skipEscape(String text, int from) {
        int i = from;
        while (i + 1 < text.length() && text.charAt(i) == 0x1b && text.charAt(i + 1) == '[') {
            i += 2;
            while (i < text.length() && (text.charAt(i) < '@' || text.charAt(i) > '~')) {
                i++;
            }
            i++;
        }
        return i;
    }
}
