package dev.velos.core.process;

import java.util.List;
import java.util.Locale;

/**
 * Which variables of an environment hold secrets, by their names.
 *
 * @param patterns names in which {@code *} stands for any characters, in any case
 */
public record SecretNames(List<String> patterns) {
    /** {@code *_KEY, *_TOKEN, *PASSWORD*, *SECRET*}. */
    public static final SecretNames DEFAULT = new SecretNames(List.of("*_KEY", "*_TOKEN", "*PASSWORD*", "*SECRET*"));

    public SecretNames {
        patterns = patterns.stream().map(it -> it.toUpperCase(Locale.ROOT)).toList();
    }

    /** Whether one of the patterns fits the whole name. */
    public boolean isSecret(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (String pattern : patterns) {
            if (fits(upper, pattern)) {
                return true;
            }
        }
        return false;
    }

    /** The usual matching with one place to come back to: linear but for names that nobody has. */
    private static boolean fits(String name, String pattern) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (at < name.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                resume = at;
            } else if (in < pattern.length() && pattern.charAt(in) == name.charAt(at)) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }
}
