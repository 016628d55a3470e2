package dev.velos.core.failure;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped word was probably meant to be. */
public final class Nearest {
    private Nearest() {}

    /** The candidate that is the fewest edits away, if those are few for a word of that length. */
    public static Optional<String> to(String word, Collection<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, wanted.length() / 3);
        String best = null;
        for (String candidate : candidates) {
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
            if (distance <= limit) {
                limit = distance - 1;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** A sentence that names it, or another one. */
    public static String suggestion(String word, Collection<String> candidates, String otherwise) {
        return to(word, candidates).map(it -> "Did you mean \"" + it + "\"?").orElse(otherwise);
    }

    /** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours count one each. */
    public static int distance(String a, String b) {
        int[] twoBack = new int[b.length() + 1];
        int[] back = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            back[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = row(a, b, i, back, twoBack);
            twoBack = back;
            back = row;
        }
        return back[b.length()];
    }

    private static int[] row(String a, String b, int i, int[] back, int[] twoBack) {
        int[] row = new int[b.length() + 1];
        row[0] = i;
        for (int j = 1; j <= b.length(); j++) {
            int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
            row[j] = Math.min(Math.min(row[j - 1], back[j]) + 1, back[j - 1] + change);
            boolean swapped =
                    i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
            if (swapped) {
                row[j] = Math.min(row[j], twoBack[j - 2] + 1);
            }
        }
        return row;
    }
}
