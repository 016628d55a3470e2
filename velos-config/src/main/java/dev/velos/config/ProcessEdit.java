package dev.velos.config;

import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change of one key of one process in the text of a velos.toml that is right; all other lines stay as they are. */
public final class ProcessEdit {
    private ProcessEdit() {}

    /**
     * The text after it.
     *
     * @param table of the process, as {@link #tableOf} tells it
     * @param key such as {@code max_restarts} or {@code env.PORT}
     * @param value as TOML has it, or a word that stands for a text; empty where the key is to go
     */
    public static String of(String text, ProcessName table, String key, Optional<String> value) {
        List<String> path = new ArrayList<>(List.of("process", table.value()));
        path.addAll(List.of(key.split("\\.")));
        if (path.stream().anyMatch(part -> !part.matches("[A-Za-z0-9_-]+"))) {
            throw Failure.invalidRequest(
                            "\"" + String.join(".", path) + "\" cannot be changed here: a part of it needs quotes.",
                            "Change the file by hand.")
                    .asException();
        }
        return new SettingsEdit(path, value.map(TomlText::literal)).of(text);
    }

    /** The table that describes a process: that of its name, where {@code name} in the file does not say otherwise. */
    public static ProcessName tableOf(Path file, String text, Map<String, String> environment, ProcessName process) {
        return ConfigLoader.table(file, text, environment, process).orElse(process);
    }

    /** The lines of the text in that table of {@code process}, headers included. */
    public static List<String> linesOf(String text, ProcessName name) {
        List<String> table = List.of("process", name.value());
        List<String> lines = new ArrayList<>();
        for (TomlStatement statement : TomlStatement.of(text.replace("\r\n", "\n"))) {
            List<String> key = statement.key();
            if (key.size() >= 2 && key.subList(0, 2).equals(table)) {
                lines.addAll(statement.lines());
            }
        }
        return lines;
    }

    /** What a file would amount to with this text, or all that would be wrong with it. */
    public static ConfigResult check(Path file, String text, Map<String, String> environment, Settings settings) {
        return ConfigLoader.load(file, text, environment, settings);
    }

    /**
     * Gives the file its new text at once or not at all, and keeps the old one beside it.
     *
     * @return where the old one is
     */
    public static Path write(Path file, String before, String after) throws IOException {
        Path backup = file.resolveSibling(file.getFileName() + ".bak");
        AtomicText.write(backup, before);
        AtomicText.write(file, after);
        return backup;
    }
}
