package dev.velos.config;

import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process of the file, checked.
 *
 * @param table what the file calls it
 * @param name what it is to be called
 * @param script what it runs, as it was written
 * @param settings every key that was set
 */
record ProcessEntry(ProcessName table, ProcessName name, String script, List<Key.Setting<?>> settings) {
    ProcessEntry {
        settings = List.copyOf(settings);
    }

    /** What a key was set to. */
    <T> Optional<T> value(Key<T> key) {
        return value(settings, key);
    }

    @SuppressWarnings("unchecked") // a setting of this key holds a value of its kind
    static <T> Optional<T> value(List<Key.Setting<?>> settings, Key<T> key) {
        return settings.stream()
                .filter(setting -> setting.key().is(key))
                .map(setting -> (T) setting.value())
                .findFirst();
    }

    /** The spec over the defaults of the home, with every relative path taken from the folder. */
    ProcessSpec spec(Path file, Path folder, Map<String, String> environment, Settings home) {
        ProcessSpec spec = home.withDefaults(ProcessSpec.of(name, script, folder.toString()))
                .inheriting(environment)
                .withRegistration(it -> it.withOrigin(Optional.of(file.toString())));
        for (Key.Setting<?> setting : settings) {
            spec = setting.refine(spec, folder);
        }
        return spec;
    }
}
