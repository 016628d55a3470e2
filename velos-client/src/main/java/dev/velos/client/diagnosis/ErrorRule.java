package dev.velos.client.diagnosis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text of an error tells. In the order in which they are tried; {@code %s} is what the pattern has caught. */
enum ErrorRule {
    PORT_TAKEN(
            "EADDRINUSE|[Aa]ddress already in use|[Oo]nly one usage of each socket address",
            "The port that it opens is taken.",
            "Find who has it (ss -ltnp), stop that, or give it another port. Several instances need listen in velos.toml."),
    MODULE_MISSING(
            "Cannot find (?:module|package) '([^']+)'|No module named '?([\\w.]+)|ClassNotFoundException: (\\S+)"
                    + "|cannot load such file -- (\\S+)",
            "It needs %s, which is not there.",
            "Install its dependencies (npm ci, pip install -r requirements.txt, ...), or mend the path and cwd."),
    OUT_OF_HEAP(
            "heap out of memory|java\\.lang\\.OutOfMemoryError|MemoryError\\b",
            "Its own heap was full.",
            "Give its runtime more (node --max-old-space-size, java -Xmx), or find the leak."),
    PERMISSION(
            "EACCES: permission denied, \\w+ '([^']+)'|EACCES[^\\n]*?(\\d{1,3}\\.[\\d.]+:\\d+|:\\d+)"
                    + "|PermissionError: .*?'([^']+)'|(\\S+): Permission denied|EACCES|[Pp]ermission denied",
            "It may not use %s.",
            "Check the owner and mode of the file; ports below 1024 need listen in velos.toml, or a capability."),
    ENVIRONMENT(
            "KeyError: '([A-Z][A-Z0-9_]+)'|([A-Z][A-Z0-9_]{2,}) (?:is|was) (?:not (?:set|defined)|missing|required|undefined)"
                    + "|[Mm]issing (?:required )?(?:environment variable|env(?:ironment)? var|env):? [\"'`]?([A-Z][A-Z0-9_]+)"
                    + "|environment variable [\"'`]?([A-Z][A-Z0-9_]+)",
            "It wants the variable %s.",
            "Set it under env in velos.toml, or start with -e KEY=VALUE; \"velos env\" shows what it has."),
    REFUSED(
            "ECONNREFUSED(?: (\\S+))?|[Cc]onnection refused",
            "Something that it calls does not answer: %s.",
            "Start that first; depends_on in velos.toml waits for it."),
    DISK_FULL("ENOSPC|[Nn]o space left on device", "The disk is full.", "Make room; velos flush empties logs."),
    TOO_MANY_FILES(
            "EMFILE|[Tt]oo many open files",
            "It has too many files open.",
            "Raise rlimits.nofile in velos.toml, or find what it does not close."),
    FILE_MISSING(
            "ENOENT[^\\n]*?'([^']+)'|FileNotFoundError: .*?'([^']+)'|(\\S+): No such file or directory",
            "It misses the file %s.",
            "Check the path, and the folder that it runs in (cwd)."),
    SYNTAX("SyntaxError: ([^\\n]+)", "Its source does not parse: %s.", "Mend it; the trace says where.");

    private final Pattern pattern;
    private final String what;
    private final String advice;

    ErrorRule(String pattern, String what, String advice) {
        this.pattern = Pattern.compile(pattern);
        this.what = what;
        this.advice = advice;
    }

    /** What it finds in a text. */
    Optional<Finding> find(String error) {
        Matcher matcher = pattern.matcher(error);
        return matcher.find() ? Optional.of(finding(matcher)) : Optional.empty();
    }

    private Finding finding(Matcher matcher) {
        String caught = "something";
        for (int group = matcher.groupCount(); group > 0; group--) {
            caught = matcher.group(group) == null ? caught : matcher.group(group);
        }
        return new Finding(
                name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), what.replace("%s", caught), advice);
    }
}
