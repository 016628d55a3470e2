package dev.velos.config;

import dev.velos.core.process.ProcessSpec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.tomlj.TomlPosition;

/**
 * One key of a process.
 *
 * @param name its path in the table of the process: {@code cwd}, {@code log.max_size}
 * @param kind what it holds, with its bounds
 * @param description one line for people, without a full stop
 * @param refinement what it does to the spec
 * @param current what it would hold to make the spec what it is; empty where that needs no key
 */
record Key<T>(
        String name,
        Kind<T> kind,
        String description,
        Refinement<T> refinement,
        Function<ProcessSpec, Optional<T>> current) {
    /** Changes a spec; relative paths are taken from the folder of the file. */
    @FunctionalInterface
    interface Refinement<T> {
        ProcessSpec refine(ProcessSpec spec, T value, Path folder);
    }

    /** A key that somebody set. */
    record Setting<T>(Key<T> key, T value, TomlPosition position) {
        ProcessSpec refine(ProcessSpec spec, Path folder) {
            return key.refinement.refine(spec, value, folder);
        }
    }

    /** Whether it is that one. */
    boolean is(Key<?> other) {
        return name.equals(other.name);
    }

    /** The key with the value of that node; nothing, and a problem, where it cannot hold it. */
    Optional<Setting<?>> read(Node node, Reading reading) {
        return reading.expand(node)
                .flatMap(it -> kind.read(it, reading))
                .map(value -> new Setting<>(this, value, node.position()));
    }

    /** What it would hold in a file, for a spec. */
    Optional<String> toml(ProcessSpec spec) {
        return current.apply(spec).map(kind::toml);
    }
}
