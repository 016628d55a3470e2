package dev.velos.daemon.watch;

import java.util.Optional;

/**
 * One line of a list of ignored files, as gitignore(5) has them.
 *
 * @param glob what is compared
 * @param negated whether it takes back what an earlier line ignores
 * @param foldersOnly whether it is of folders only
 * @param anchored whether it is compared with the whole path rather than with the last name in it
 */
record IgnorePattern(Glob glob, boolean negated, boolean foldersOnly, boolean anchored) {
    /** What the line says; nothing for an empty one and for a comment. */
    static Optional<IgnorePattern> of(String line) {
        String pattern = withoutTrailingBlanks(line);
        if (pattern.isEmpty() || pattern.charAt(0) == '#') {
            return Optional.empty();
        }
        boolean negated = pattern.charAt(0) == '!';
        if (negated) {
            pattern = pattern.substring(1);
        }
        boolean foldersOnly = pattern.endsWith("/");
        if (foldersOnly) {
            pattern = pattern.substring(0, pattern.length() - 1);
        }
        boolean anchored = pattern.indexOf('/') >= 0;
        if (pattern.startsWith("/")) {
            pattern = pattern.substring(1);
        }
        return pattern.isEmpty()
                ? Optional.empty()
                : Optional.of(new IgnorePattern(new Glob(pattern), negated, foldersOnly, anchored));
    }

    private static String withoutTrailingBlanks(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ' && (end < 2 || line.charAt(end - 2) != '\\')) {
            end--;
        }
        return line.substring(0, end);
    }

    boolean matches(String path, String name, boolean folder) {
        return (folder || !foldersOnly) && glob.matches(anchored ? path : name);
    }
}
