package dev.velos.config;

import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a velos.toml: text, then {@link ParsedFile tables}, then {@link ProcessEntry settings}, then specs. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /**
     * The processes that the file describes, or all that is wrong with it.
     *
     * @param environment that of the command that starts them: what they inherit, and what {@code ${NAME}} stands for
     * @param profile the tables of {@code env} whose variables count
     */
    public static ConfigResult load(Path file, Map<String, String> environment, Optional<String> profile) {
        return load(file, environment, profile, Settings.NONE);
    }

    /** As {@link #load(Path, Map, Optional)}, with the defaults of a home. */
    public static ConfigResult load(
            Path file, Map<String, String> environment, Optional<String> profile, Settings settings) {
        Problems problems = new Problems(file);
        return load(file, ConfigText.read(file, problems), environment, profile, settings, problems);
    }

    /** What a file would amount to with this text. */
    static ConfigResult load(Path file, String text, Map<String, String> environment, Settings settings) {
        return load(file, Optional.of(text), environment, Optional.empty(), settings, new Problems(file));
    }

    private static ConfigResult load(
            Path file,
            Optional<String> content,
            Map<String, String> environment,
            Optional<String> profile,
            Settings settings,
            Problems problems) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = folderOf(absolute);
        List<ProcessEntry> entries = entries(content, new Reading(folder, environment, profile, problems));
        if (!problems.isEmpty()) {
            return new ConfigResult.Invalid(problems.inOrder());
        }
        Map<ProcessName, ProcessName> names =
                entries.stream().collect(Collectors.toMap(ProcessEntry::table, ProcessEntry::name));
        return new ConfigResult.Loaded(entries.stream()
                .map(entry -> NameKey.renamed(entry.spec(absolute, folder, environment, settings), names))
                .toList());
    }

    /** The processes of a text; what is wrong with it is among the problems of the reading. */
    static List<ProcessEntry> entries(Optional<String> content, Reading reading) {
        return content.flatMap(text -> ParsedFile.of(text, reading.problems()))
                .map(parsed -> new FileValidator(parsed, reading).processes())
                .orElse(List.of());
    }

    /** The table that describes a process, which may have another name by the pattern that stands there. */
    static Optional<ProcessName> table(Path file, String text, Map<String, String> environment, ProcessName process) {
        Path folder = folderOf(file.toAbsolutePath().normalize());
        Reading reading = new Reading(folder, environment, Optional.empty(), new Problems(file));
        return entries(Optional.of(text), reading).stream()
                .filter(it -> it.name().equals(process))
                .map(ProcessEntry::table)
                .findFirst();
    }

    /** What the file says of logs in its table {@code [logs]}; nothing else of it has to be right. */
    public static LogsResult logs(Path file, Map<String, String> environment) {
        Problems problems = new Problems(file);
        Path folder = folderOf(file.toAbsolutePath().normalize());
        Reading reading = new Reading(folder, environment, Optional.empty(), problems);
        List<Key.Setting<?>> settings = ConfigText.read(file, problems)
                .flatMap(text -> ParsedFile.of(text, problems))
                .map(parsed -> new FileValidator(parsed, reading).logs())
                .orElse(List.of());
        ProcessSpec spec = ProcessSpec.of(new ProcessName("logs"), "logs", folder.toString());
        for (Key.Setting<?> setting : settings) {
            spec = setting.refine(spec, folder);
        }
        return new LogsResult(spec.analysis(), problems.inOrder());
    }

    private static Path folderOf(Path absolute) {
        return Optional.ofNullable(absolute.getParent())
                .orElseThrow(() -> new IllegalArgumentException(absolute + " is no file"));
    }
}
