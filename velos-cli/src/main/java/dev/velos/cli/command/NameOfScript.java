package dev.velos.cli.command;

import dev.velos.core.process.ProcessName;

/** The name that a process gets where the user gives none. */
final class NameOfScript {
    private static final String PREFIX = "app-";

    private NameOfScript() {}

    /**
     * The file's name without its extension, with a dash for characters that no name may have. It begins and ends with
     * none: a command would take such a name for an option.
     */
    static ProcessName of(String script) {
        String file = script.substring(script.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        String stem = dot > 0 ? file.substring(0, dot) : file;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < stem.length() && name.length() < ProcessName.MAX_LENGTH - PREFIX.length(); i++) {
            if (isLegal(stem.charAt(i))) {
                name.append(stem.charAt(i));
            } else if (!endsWithDash(name)) {
                name.append('-');
            }
        }
        while (endsWithDash(name)) {
            name.setLength(name.length() - 1);
        }
        while (!name.isEmpty() && name.charAt(0) == '-') {
            name.deleteCharAt(0);
        }
        if (!hasLetter(name) || name.toString().equals(Targets.ALL)) {
            name.insert(0, name.isEmpty() ? "app" : PREFIX);
        }
        return new ProcessName(name.toString());
    }

    private static boolean endsWithDash(StringBuilder name) {
        return !name.isEmpty() && name.charAt(name.length() - 1) == '-';
    }

    private static boolean isLegal(char c) {
        return isLetter(c) || c >= '0' && c <= '9' || c == '.' || c == '-';
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_';
    }

    private static boolean hasLetter(StringBuilder name) {
        for (int i = 0; i < name.length(); i++) {
            if (isLetter(name.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
