package dev.velos.config;

import dev.velos.core.failure.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The config.toml of a home: read, and changed one setting at a time with all that people wrote around it.
 *
 * @param path of the file, which may be missing
 */
public record SettingsFile(Path path) {
    /** The settings, or all that is wrong with the file. */
    public SettingsResult read() {
        return Files.exists(path) ? SettingsReader.read(path) : new SettingsResult.Loaded(Settings.NONE);
    }

    /** The setting of that name, or an invalid-request failure that names the nearest one. */
    public static SettingKey<?> require(String name) {
        return SettingKeys.find(name).orElseThrow(() -> {
            List<String> known = SettingKeys.ALL.stream().map(SettingKey::name).toList();
            String remedy = NearestKey.nearest(name, known)
                    .map(it -> "Did you mean \"" + it + "\"?")
                    .orElse("\"velos config list\" shows them all.");
            return Failure.invalidRequest("There is no setting \"" + name + "\".", remedy)
                    .asException();
        });
    }

    /**
     * Gives a setting the value that a word of the command line stands for, and the file a new content at once or not at
     * all.
     *
     * @return the settings after it
     * @throws dev.velos.core.failure.VelosException where the file is wrong already, or would be with that value
     */
    public Settings set(SettingKey<?> key, String word) {
        Settings alone = alone(key, word);
        return change(SettingsEdit.set(
                key.name(),
                alone.entry(key.name()).flatMap(Settings.Entry::toml).orElseThrow()));
    }

    /** Lets the default of a setting hold again; see {@link #set}. */
    public Settings unset(SettingKey<?> key) {
        return change(SettingsEdit.unset(key.name()));
    }

    /** The value by itself. What the setting cannot hold is told without a place: it stands in no file yet. */
    private static Settings alone(SettingKey<?> key, String word) {
        String assignment = key.name() + " = " + key.literal(word) + "\n";
        SettingsResult result = SettingsReader.read(Path.of("config"), assignment);
        if (result instanceof SettingsResult.Invalid invalid) {
            ConfigProblem first = invalid.problems().getFirst();
            boolean isToml = !first.message().startsWith("This is not TOML");
            throw Failure.invalidRequest(
                            isToml ? first.message() : key.name() + " cannot be \"" + word + "\".",
                            isToml ? first.remedy() : key.description() + ".")
                    .asException();
        }
        return ((SettingsResult.Loaded) result).settings();
    }

    private Settings change(SettingsEdit edit) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Path lock = path.resolveSibling(path.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                return changeAlone(edit);
            }
        } catch (IOException e) {
            throw Failure.conflict(
                            path + " cannot be written: " + e.getMessage() + ".",
                            "Check who owns the folder, and the disk.")
                    .asException();
        }
    }

    private Settings changeAlone(SettingsEdit edit) throws IOException {
        Optional<String> before = Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
        before.ifPresent(text -> settings(SettingsReader.read(path, text)));
        String after = edit.of(before.orElse(""));
        SettingsResult result = SettingsReader.read(path, after);
        if (!(result instanceof SettingsResult.Loaded loaded)) {
            throw Failure.invalidConfig(
                            "This change cannot be made in " + path + " as it is written.", "Change the file by hand.")
                    .asException();
        }
        if (!after.equals(before.orElse(""))) {
            AtomicText.write(path, after);
        }
        return loaded.settings();
    }

    /** The settings, or an invalid-config failure that tells every problem of the file. */
    public Settings require() {
        return settings(read());
    }

    private static Settings settings(SettingsResult result) {
        if (result instanceof SettingsResult.Invalid invalid) {
            StringBuilder message = new StringBuilder("The settings of this home are wrong:");
            invalid.problems().forEach(problem -> message.append('\n').append(problem.text()));
            throw Failure.invalidConfig(message.toString(), "").asException();
        }
        return ((SettingsResult.Loaded) result).settings();
    }
}
