package dev.velos.config;

import dev.velos.config.TomlStatement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change of one setting in the text of a config.toml that is right; all other lines stay as they are.
 *
 * @param literal the value as it is to stand there; empty where the setting is to go
 */
record SettingsEdit(List<String> key, Optional<String> literal) {
    static SettingsEdit set(String name, String literal) {
        return new SettingsEdit(List.of(name.split("\\.")), Optional.of(literal));
    }

    static SettingsEdit unset(String name) {
        return new SettingsEdit(List.of(name.split("\\.")), Optional.empty());
    }

    /** The text after it. */
    String of(String text) {
        return text.contains("\r\n") ? ofLines(text.replace("\r\n", "\n")).replace("\n", "\r\n") : ofLines(text);
    }

    private String ofLines(String text) {
        List<TomlStatement> statements = TomlStatement.of(text);
        List<String> lines = new ArrayList<>();
        boolean found = false;
        for (TomlStatement statement : statements) {
            boolean isMeant =
                    statement.kind() == Kind.ASSIGNMENT && statement.key().equals(key);
            found |= isMeant;
            if (!isMeant) {
                lines.addAll(statement.lines());
            } else if (literal.isPresent()) {
                lines.add(statement.left() + " " + literal.get() + statement.comment());
            }
        }
        if (!found && literal.isPresent()) {
            insert(statements, lines);
        }
        return String.join("\n", lines);
    }

    /** Behind the last assignment of its table, else at the end under a header of its own. */
    private void insert(List<TomlStatement> statements, List<String> lines) {
        List<String> table = key.subList(0, key.size() - 1);
        String assignment = key.getLast() + " = " + literal.orElseThrow();
        int at = lineBehind(statements, table);
        if (at >= 0) {
            lines.add(at, assignment);
            return;
        }
        boolean endsLine = lines.getLast().isEmpty();
        if (endsLine) {
            lines.removeLast();
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add("[" + String.join(".", table) + "]");
        lines.add(assignment);
        lines.add("");
    }

    /** The number of lines up to the last one that makes the table what it is; -1 where it has no header. */
    private static int lineBehind(List<TomlStatement> statements, List<String> table) {
        List<String> current = List.of();
        int line = 0;
        int behind = -1;
        for (TomlStatement statement : statements) {
            line += statement.lines().size();
            current = statement.kind() == Kind.HEADER ? statement.key() : current;
            if (statement.kind() != Kind.REST && current.equals(table)) {
                behind = line;
            }
        }
        return behind < 0 && table.isEmpty() ? topLine(statements) : behind;
    }

    /** Where the first setting without a table goes: behind the comments that the file begins with. */
    private static int topLine(List<TomlStatement> statements) {
        int line = 0;
        for (TomlStatement statement : statements) {
            if (!statement.lines().getFirst().strip().startsWith("#")) {
                return line;
            }
            line += statement.lines().size();
        }
        return line;
    }
}
