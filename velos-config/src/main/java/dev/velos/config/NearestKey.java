package dev.velos.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the key that somebody may have meant. */
final class NearestKey {
    private NearestKey() {}

    /** What to do about an unknown key. */
    static String remedy(String key, Collection<String> known) {
        return nearest(key, known)
                .map(it -> "Did you mean \"" + it + "\"?")
                .orElse("Known here: " + String.join(", ", known) + ".");
    }

    /** The key with the fewest edits, at most one for three letters of it; case, {@code _} and {@code -} are no edits. */
    static Optional<String> nearest(String key, Collection<String> known) {
        String wanted = plain(key);
        return known.stream()
                .filter(it -> edits(wanted, plain(it)) <= Math.max(1, Math.min(3, it.length() / 3)))
                .min(Comparator.comparingInt(it -> edits(wanted, plain(it))));
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Levenshtein distance by the usual two rows; a word too long to be near costs its length. */
    private static int edits(String a, String b) {
        if (a.length() > 2 * b.length() + 3) {
            return a.length();
        }
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
