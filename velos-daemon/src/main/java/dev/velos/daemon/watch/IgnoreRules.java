package dev.velos.daemon.watch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which files below a folder do not count: patterns in the order of a .gitignore, of which the last one that matches
 * decides. What is in an ignored folder cannot be taken back.
 */
record IgnoreRules(List<IgnorePattern> patterns) {
    /** What is ignored unless a user takes it back: what tools write for themselves, and what programs log. */
    static final List<String> DEFAULTS = List.of(
            "node_modules/",
            ".git/",
            ".hg/",
            ".svn/",
            ".idea/",
            ".vscode/",
            ".venv/",
            "__pycache__/",
            "*.pyc",
            "logs/",
            "*.log",
            "*.log.*",
            "*.pid",
            "*.swp",
            "*.swo",
            "*.swx",
            "4913",
            "*~",
            ".#*",
            "\\#*#",
            ".DS_Store",
            "*.tmp",
            "*.kate-swp",
            "*___jb_???___");

    IgnoreRules {
        patterns = List.copyOf(patterns);
    }

    /** The lines of one list after those of another. */
    static IgnoreRules of(List<String> first, List<String> then) {
        return new IgnoreRules(Stream.concat(first.stream(), then.stream())
                .map(IgnorePattern::of)
                .flatMap(Optional::stream)
                .toList());
    }

    /** Whether a path, relative to the folder and without a slash at either end, is ignored. */
    boolean ignores(String path, boolean folder) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (ignoresEntry(path.substring(0, slash), true)) {
                return true;
            }
        }
        return ignoresEntry(path, folder);
    }

    /** The same where no folder on the way to it is ignored. */
    boolean ignoresEntry(String path, boolean folder) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        for (int i = patterns.size() - 1; i >= 0; i--) {
            IgnorePattern pattern = patterns.get(i);
            if (pattern.matches(path, name, folder)) {
                return !pattern.negated();
            }
        }
        return false;
    }
}
