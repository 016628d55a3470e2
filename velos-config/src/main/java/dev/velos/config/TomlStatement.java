package dev.velos.config;

import java.util.ArrayList;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * Some whole lines of a TOML file that belong together.
 *
 * @param lines without their line feeds
 * @param key of an assignment with that of its table, or of a header; the empty list for comments and empty lines
 */
record TomlStatement(List<String> lines, Kind kind, List<String> key) {
    /** What the lines are. */
    enum Kind {
        HEADER,
        ASSIGNMENT,
        /** A comment or an empty line. */
        REST
    }

    /** All of a text that is right, in order. */
    static List<TomlStatement> of(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        List<TomlStatement> statements = new ArrayList<>();
        List<String> table = List.of();
        for (int at = 0; at < lines.size(); ) {
            TomlStatement next = next(lines, at, table);
            statements.add(next);
            table = next.kind == Kind.HEADER ? next.key : table;
            at += next.lines.size();
        }
        return statements;
    }

    private static TomlStatement next(List<String> lines, int at, List<String> table) {
        String first = lines.get(at).strip();
        if (first.isEmpty() || first.startsWith("#")) {
            return new TomlStatement(lines.subList(at, at + 1), Kind.REST, List.of());
        }
        if (first.startsWith("[")) {
            return new TomlStatement(lines.subList(at, at + 1), Kind.HEADER, path(Toml.parse(first)));
        }
        int end = at + 1;
        TomlParseResult parsed = Toml.parse(lines.get(at));
        while (parsed.hasErrors() && end < lines.size()) {
            end++;
            parsed = Toml.parse(String.join("\n", lines.subList(at, end)));
        }
        List<String> key = new ArrayList<>(table);
        key.addAll(path(parsed));
        return new TomlStatement(lines.subList(at, end), Kind.ASSIGNMENT, key);
    }

    /** The one path of tables, to the first that holds another number of keys than one, or to a value. */
    private static List<String> path(TomlTable root) {
        List<String> path = new ArrayList<>();
        Object here = root;
        while (here instanceof TomlTable table && table.size() == 1) {
            String key = table.keySet().iterator().next();
            path.add(key);
            here = table.get(List.of(key));
        }
        return path;
    }

    /** What stands behind the value in the last line: a comment with the space before it, or nothing. */
    String comment() {
        String last = lines.getLast();
        for (int at = last.indexOf('#'); at >= 0; at = last.indexOf('#', at + 1)) {
            List<String> without = new ArrayList<>(lines.subList(0, lines.size() - 1));
            without.add(last.substring(0, at));
            if (!Toml.parse(String.join("\n", without)).hasErrors()) {
                int space = at;
                while (space > 0 && Character.isWhitespace(last.charAt(space - 1))) {
                    space--;
                }
                return last.substring(space);
            }
        }
        return "";
    }

    /** The first line up to its equals sign, as it was written. */
    String left() {
        String first = lines.getFirst();
        for (int at = first.indexOf('='); at >= 0; at = first.indexOf('=', at + 1)) {
            if (!Toml.parse(first.substring(0, at) + "= 0").hasErrors()) {
                return first.substring(0, at + 1);
            }
        }
        return first;
    }
}
