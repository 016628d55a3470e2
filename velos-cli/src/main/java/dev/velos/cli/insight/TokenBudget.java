package dev.velos.cli.insight;

/**
 * How many tokens a text costs a language model, rather too many than too few: a word of letters is one token for each
 * six letters, digits one for each three, other marks one for each two in a row, as the vocabularies of today have it
 * on log text. Immutable.
 */
final class TokenBudget {
    private static final int LETTERS = 6;
    private static final int DIGITS = 3;
    private static final int MARKS = 2;

    private TokenBudget() {}

    static int tokens(String text) {
        int tokens = 0;
        int i = 0;
        while (i < text.length()) {
            int kind = kind(text.charAt(i));
            int end = i;
            while (end < text.length() && kind(text.charAt(end)) == kind) {
                end++;
            }
            tokens += kind == 0 ? 0 : Math.ceilDiv(end - i, kind);
            i = end;
        }
        return tokens;
    }

    private static int kind(char c) {
        if (c == ' ') {
            return 0;
        }
        if (c >= '0' && c <= '9') {
            return DIGITS;
        }
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ? LETTERS : c < 128 ? MARKS : 1;
    }
}
