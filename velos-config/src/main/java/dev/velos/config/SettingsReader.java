package dev.velos.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlTable;

/** Checks the tables of a config.toml against {@link SettingKeys}. Owned by the file for one reading. */
final class SettingsReader {
    private final Problems problems;
    private final Reading reading;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private SettingsReader(Path file) {
        problems = new Problems(file);
        reading = new Reading(file, Map.of(), Optional.empty(), problems);
    }

    /** The settings of a text that stands, or is to stand, in that file. */
    static SettingsResult read(Path file, String text) {
        SettingsReader reader = new SettingsReader(file);
        ParsedFile.of(text, reader.problems).ifPresent(parsed -> reader.table(parsed.root(), ""));
        return reader.result();
    }

    /** Those of the file itself. */
    static SettingsResult read(Path file) {
        SettingsReader reader = new SettingsReader(file);
        Optional<String> text = ConfigText.read(file, reader.problems);
        return text.isPresent() ? read(file, text.get()) : reader.result();
    }

    private SettingsResult result() {
        return problems.isEmpty()
                ? new SettingsResult.Loaded(new Settings(values))
                : new SettingsResult.Invalid(problems.inOrder());
    }

    /** @param prefix "" or such as "defaults." */
    private void table(TomlTable table, String prefix) {
        for (String key : table.keySet()) {
            Node node = Node.in(table, key, prefix + key);
            Optional<SettingKey<?>> known = key.indexOf('.') < 0 ? SettingKeys.find(node.name()) : Optional.empty();
            if (known.isPresent()) {
                known.get().read(node, reading).ifPresent(value -> values.put(node.name(), value));
            } else if (key.indexOf('.') < 0 && SettingKeys.isTable(node.name())) {
                inner(node);
            } else {
                problems.add(
                        node.position(),
                        node.name() + " is not a key of config.toml.",
                        NearestKey.remedy(key, SettingKeys.names(prefix)));
            }
        }
    }

    private void inner(Node node) {
        if (node.value() instanceof TomlTable table) {
            table(table, node.name() + ".");
        } else {
            Kind.wrong(node, reading, "a table", "Write [" + node.name() + "].");
        }
    }
}
