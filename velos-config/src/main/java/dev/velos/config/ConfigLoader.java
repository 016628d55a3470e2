package dev.velos.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a velos.toml: text, then {@link ParsedFile tables}, then {@link ProcessEntry settings}, then specs. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /**
     * The processes that the file describes, or all that is wrong with it.
     *
     * @param environment what the processes inherit: the environment of the command that starts them
     */
    public static ConfigResult load(Path file, Map<String, String> environment) {
        Problems problems = new Problems(file);
        List<ProcessEntry> entries = ConfigText.read(file, problems)
                .flatMap(text -> ParsedFile.of(text, problems))
                .map(parsed -> new FileValidator(parsed, problems).processes())
                .orElse(List.of());
        if (!problems.isEmpty()) {
            return new ConfigResult.Invalid(problems.inOrder());
        }
        Path folder = folderOf(file);
        return new ConfigResult.Loaded(
                entries.stream().map(entry -> entry.spec(folder, environment)).toList());
    }

    private static Path folderOf(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElseThrow(() -> new IllegalArgumentException(file + " is no file"));
    }
}
