package dev.velos.config;

import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process of the file, checked: its name, what it runs as it was written, and every key that was set. */
record ProcessEntry(ProcessName name, String script, List<Key.Setting<?>> settings) {
    ProcessEntry {
        settings = List.copyOf(settings);
    }

    /** The spec, with every relative path taken from the folder. */
    ProcessSpec spec(Path folder, Map<String, String> environment) {
        ProcessSpec spec = ProcessSpec.of(name, script, folder.toString()).inheriting(environment);
        for (Key.Setting<?> setting : settings) {
            spec = setting.refine(spec, folder);
        }
        return spec;
    }
}
