package dev.velos.config;

import dev.velos.core.process.ProcessSpec;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One key of a process.
 *
 * @param name its path in the table of the process: {@code cwd}, {@code log.max_size}
 * @param kind what it holds, with its bounds
 * @param refinement what it does to the spec
 */
record Key<T>(String name, Kind<T> kind, Refinement<T> refinement) {
    /** Changes a spec; relative paths are taken from the folder of the file. */
    @FunctionalInterface
    interface Refinement<T> {
        ProcessSpec refine(ProcessSpec spec, T value, Path folder);
    }

    /** A key that somebody set. */
    record Setting<T>(Key<T> key, T value) {
        ProcessSpec refine(ProcessSpec spec, Path folder) {
            return key.refinement.refine(spec, value, folder);
        }
    }

    /** The key with the value of that node; nothing, and a problem, where it cannot hold it. */
    Optional<Setting<?>> read(Node node, Problems problems) {
        return kind.read(node, problems).map(value -> new Setting<>(this, value));
    }
}
