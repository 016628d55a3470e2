package dev.velos.config;

import dev.velos.core.protocol.Fields;
import dev.velos.logs.pattern.InvalidPattern;
import dev.velos.logs.pattern.LinePattern;
import dev.velos.logs.pattern.LinePattern.LetterCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlTable;

/** A table with a regular expression in each line, on one side of the equals sign. Its order counts. */
abstract sealed class RegexTableKind implements Kind<Map<String, String>> permits LevelRulesKind, MasksKind {
    private final int most;
    private final String description;
    private final String example;

    RegexTableKind(int most, String description, String example) {
        this.most = most;
        this.description = description;
        this.example = example;
    }

    String description() {
        return description;
    }

    @Override
    public Optional<Map<String, String>> read(Node node, Reading reading) {
        if (!(node.value() instanceof TomlTable table)) {
            return Kind.wrong(node, reading, "a table", "Write lines such as " + example + " below it.");
        }
        if (table.size() > most) {
            return Kind.refused(node, reading, " has " + table.size() + " lines.", "Write at most " + most + ".");
        }
        Map<String, String> lines = new LinkedHashMap<>();
        for (String key : inOrder(table)) {
            Node line = Node.in(table, key, node.name() + "." + key);
            Kinds.text()
                    .read(line, reading)
                    .flatMap(text -> line(key, text, line, reading))
                    .ifPresent(text -> lines.put(key, text));
        }
        return lines.size() == table.size() ? Optional.of(lines) : Optional.empty();
    }

    private static List<String> inOrder(TomlTable table) {
        return table.keySet().stream()
                .sorted((a, b) -> {
                    var one = table.inputPositionOf(List.of(a));
                    var other = table.inputPositionOf(List.of(b));
                    return one.line() != other.line()
                            ? Integer.compare(one.line(), other.line())
                            : Integer.compare(one.column(), other.column());
                })
                .toList();
    }

    /** One line of the table, as it is kept. */
    abstract Optional<String> line(String key, String text, Node node, Reading reading);

    static boolean isPattern(String pattern, Node node, Reading reading) {
        try {
            LinePattern.of(pattern, LetterCase.EXACT);
            return true;
        } catch (InvalidPattern e) {
            reading.problem(
                    node,
                    " is no regular expression: " + e.getMessage() + ", at character " + (e.position() + 1) + ".",
                    "Mend it; a text in single quotes needs no second backslash.");
            return false;
        }
    }

    /** These lines, and behind them those of another table that this one has not. */
    static Map<String, String> over(Map<String, String> lines, Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(lines);
        others.forEach(all::putIfAbsent);
        return all;
    }

    @Override
    public String toml(Map<String, String> value) {
        List<String> lines = value.entrySet().stream()
                .map(entry -> TomlText.key(entry.getKey()) + " = " + TomlText.of(entry.getValue()))
                .toList();
        return "{ " + String.join(", ", lines) + " }";
    }

    @Override
    public Fields schema() {
        return Fields.builder()
                .put("type", "object")
                .put("maxProperties", most)
                .put("additionalProperties", valueSchema())
                .build();
    }

    abstract Fields valueSchema();
}
