package dev.velos.core.process;

/** Patterns of names: {@code *} stands for any characters, {@code ?} for one. */
public final class NameGlob {
    private NameGlob() {}

    /** Whether a word is a pattern: no name can hold one of its characters. */
    public static boolean isPattern(String word) {
        return word.indexOf('*') >= 0 || word.indexOf('?') >= 0;
    }

    /**
     * Whether the whole text fits. Goes back to the latest star only, which is enough, so that no pattern takes longer
     * than the product of both lengths.
     */
    public static boolean matches(String pattern, String text) {
        int at = 0;
        int i = 0;
        int star = -1;
        int afterStar = 0;
        while (i < text.length()) {
            if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(i))) {
                at++;
                i++;
            } else if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                afterStar = i;
            } else if (star >= 0) {
                at = star + 1;
                i = ++afterStar;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
