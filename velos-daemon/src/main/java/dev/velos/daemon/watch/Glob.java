package dev.velos.daemon.watch;

/**
 * A pattern of file names as git has it: {@code *} and {@code ?} stop at a slash, {@code **} between slashes does not,
 * {@code [a-z]} is one character of a set, and a backslash takes the next character as it is.
 *
 * <p>The rules are those of gitignore(5), as {@code wildmatch.c} of git has them with WM_PATHNAME. After a mismatch only
 * the last star of a name and the last {@code **} can help, so the time is that of pattern times text at most.
 */
record Glob(String pattern) {
    boolean matches(String text) {
        return new Attempt(pattern, text).succeeds();
    }

    /** One comparison. Lives within it. */
    private static final class Attempt {
        private static final int NONE = -1;

        private final String pattern;
        private final String text;
        private int at;
        private int here;
        private int afterStar = NONE;
        private int starEnd;
        private int afterFolders = NONE;
        private int foldersEnd;

        Attempt(String pattern, String text) {
            this.pattern = pattern;
            this.text = text;
        }

        boolean succeeds() {
            while (at < pattern.length() || here < text.length()) {
                if (at < pattern.length() && pattern.charAt(at) == '*') {
                    if (takeStars()) {
                        return true;
                    }
                } else if (!takeOne() && !retry()) {
                    return false;
                }
            }
            return true;
        }

        /** Whether that has matched all the rest. */
        private boolean takeStars() {
            int after = at;
            while (after < pattern.length() && pattern.charAt(after) == '*') {
                after++;
            }
            if (!isDouble(after)) {
                at = after;
                afterStar = after;
                starEnd = here;
                return false;
            }
            at = after + 1;
            afterFolders = at;
            foldersEnd = here;
            afterStar = NONE;
            return after == pattern.length();
        }

        /**
         * Stars that fill the space between slashes, two or more, mean folders; any others are one star. Where only plain
         * characters stand before them, git compares these first and takes the stars for the beginning of the pattern.
         */
        private boolean isDouble(int after) {
            return after - at >= 2
                    && (at == 0 || pattern.charAt(at - 1) == '/' || isPlain(at))
                    && (after == pattern.length() || pattern.charAt(after) == '/');
        }

        private boolean isPlain(int length) {
            for (int i = 0; i < length; i++) {
                if ("*?[\\".indexOf(pattern.charAt(i)) >= 0) {
                    return false;
                }
            }
            return true;
        }

        private boolean takeOne() {
            if (at == pattern.length() || here == text.length()) {
                return false;
            }
            int next = matchOne(pattern.charAt(at), text.charAt(here));
            if (next == NONE) {
                return false;
            }
            at = next;
            here++;
            return true;
        }

        private int matchOne(char wanted, char actual) {
            return switch (wanted) {
                case '?' -> actual == '/' ? NONE : at + 1;
                case '[' -> CharacterSet.match(pattern, at, actual);
                case '\\' -> at + 1 < pattern.length() && pattern.charAt(at + 1) == actual ? at + 2 : NONE;
                default -> wanted == actual ? at + 1 : NONE;
            };
        }

        /** Lets the last star take one character more, or the last folders one folder more. */
        private boolean retry() {
            if (afterStar != NONE && starEnd < text.length() && text.charAt(starEnd) != '/') {
                here = ++starEnd;
                at = afterStar;
                return true;
            }
            int slash = afterFolders == NONE ? NONE : text.indexOf('/', foldersEnd);
            if (slash == NONE) {
                return false;
            }
            foldersEnd = slash + 1;
            here = foldersEnd;
            at = afterFolders;
            afterStar = NONE;
            return true;
        }
    }
}
