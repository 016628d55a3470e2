package dev.velos.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A velos.toml that is being written, for people to go on with. Owned by the thread that made it. */
public final class ConfigDraft {
    /** One process of it: the lines of its table, and its tables of variables. */
    public static final class Entry {
        private final List<String> lines = new ArrayList<>();
        private final Map<String, String> variables = new LinkedHashMap<>();
        private final Map<String, Map<String, String>> profiles = new LinkedHashMap<>();

        private Entry() {}

        public Entry text(String key, String value) {
            lines.add(key + " = " + TomlText.of(value));
            return this;
        }

        public Entry texts(String key, List<String> values) {
            lines.add(key + " = " + TomlText.of(values));
            return this;
        }

        public Entry numbers(String key, List<Integer> values) {
            lines.add(key + " = " + values);
            return this;
        }

        public Entry number(String key, long value) {
            lines.add(key + " = " + value);
            return this;
        }

        public Entry flag(String key, boolean value) {
            lines.add(key + " = " + value);
            return this;
        }

        public Entry comment(String text) {
            lines.add(commented(text));
            return this;
        }

        public Entry variable(String name, String value) {
            variables.put(name, value);
            return this;
        }

        public Entry variable(String profile, String name, String value) {
            profiles.computeIfAbsent(profile, _ -> new LinkedHashMap<>()).put(name, value);
            return this;
        }
    }

    private final List<String> head = new ArrayList<>();
    private final Map<String, Entry> processes = new LinkedHashMap<>();

    /** A line above all processes. */
    public ConfigDraft comment(String text) {
        head.add(commented(text));
        return this;
    }

    /** Another process, or the one of that name. */
    public Entry process(String name) {
        return processes.computeIfAbsent(name, _ -> new Entry());
    }

    public boolean has(String name) {
        return processes.containsKey(name);
    }

    public List<String> names() {
        return List.copyOf(processes.keySet());
    }

    /** The whole file. */
    public String text() {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append(line).append('\n'));
        processes.forEach((name, process) -> {
            String table = "process." + TomlText.key(name);
            section(text, table, process.lines);
            if (!process.variables.isEmpty()) {
                section(text, table + ".env", assignments(process.variables));
            }
            process.profiles.forEach((profile, variables) ->
                    section(text, table + ".env." + TomlText.key(profile), assignments(variables)));
        });
        return text.toString();
    }

    private static void section(StringBuilder text, String table, List<String> lines) {
        text.append(text.isEmpty() ? "" : "\n").append('[').append(table).append("]\n");
        lines.forEach(line -> text.append(line).append('\n'));
    }

    private static List<String> assignments(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(entry -> TomlText.key(entry.getKey()) + " = " + TomlText.of(entry.getValue()))
                .toList();
    }

    private static String commented(String text) {
        StringBuilder line = new StringBuilder(text.isEmpty() ? "#" : "# ");
        text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(line::appendCodePoint);
        return line.toString();
    }
}
