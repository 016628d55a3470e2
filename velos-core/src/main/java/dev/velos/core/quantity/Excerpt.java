package dev.velos.core.quantity;

/** What is quoted of a text that somebody sent, in messages of one line. */
public final class Excerpt {
    private static final int MAX_LENGTH = 40;

    private Excerpt() {}

    /** At most 40 characters, control characters as {@code ?}. */
    public static String of(String text) {
        return of(text, MAX_LENGTH);
    }

    /** The same of that many characters. */
    public static String of(String text, int maxLength) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), maxLength); i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? '?' : c);
        }
        return text.length() > maxLength ? shown.append("...").toString() : shown.toString();
    }
}
