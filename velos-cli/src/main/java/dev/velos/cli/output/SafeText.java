package dev.velos.cli.output;

/**
 * Text of programs as a terminal may have it: colours pass, everything else that would steer the terminal is shown as
 * {@code ^[} and the like instead.
 */
final class SafeText {
    private static final char ESCAPE = 0x1b;
    private static final String RESET = "\u001b[0m";

    private SafeText() {}

    /** @param colours whether those of the text are kept; else they are left out */
    static String of(String text, boolean colours) {
        int first = firstControl(text);
        if (first == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
        boolean coloured = false;
        int at = first;
        while (at < text.length()) {
            int end = text.charAt(at) == ESCAPE ? endOfColour(text, at) : at;
            if (end > at) {
                safe.append(colours ? text.substring(at, end) : "");
                coloured = colours;
                at = end;
            } else {
                append(safe, text, at++);
            }
        }
        return coloured ? safe.append(RESET).toString() : safe.toString();
    }

    private static int firstControl(String text) {
        int at = 0;
        while (at < text.length() && !isControl(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isControl(char c) {
        return c < 0x20 && c != '\t' && c != '\n' || c >= 0x7f && c < 0xa0;
    }

    /** Behind {@code ESC [ 1 ; 31 m}; the same place where no colour begins there. */
    private static int endOfColour(String text, int from) {
        int at = from + 1;
        if (at >= text.length() || text.charAt(at) != '[') {
            return from;
        }
        at++;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || ";:".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at < text.length() && text.charAt(at) == 'm' ? at + 1 : from;
    }

    private static void append(StringBuilder safe, String text, int at) {
        char c = text.charAt(at);
        boolean endsLine = at + 1 == text.length() || text.charAt(at + 1) == '\n';
        if (c == '\r' && endsLine) {
            return; // lines of Windows
        }
        if (c < 0x20 && c != '\t' && c != '\n') {
            safe.append('^').append((char) (c + '@'));
        } else if (c == 0x7f) {
            safe.append("^?");
        } else if (c > 0x7f && c < 0xa0) {
            safe.append("\\x").append(Integer.toHexString(c));
        } else {
            safe.append(c);
        }
    }
}
