package dev.velos.config;

import dev.velos.core.process.ProcessSpec;
import java.util.List;

/** What a velos.toml amounts to. */
public sealed interface ConfigResult {
    /** It is right. The processes stand in the order of the file; there is at least one. */
    record Loaded(List<ProcessSpec> specs) implements ConfigResult {
        public Loaded {
            specs = List.copyOf(specs);
        }
    }

    /** Nothing of it may be started. Every problem that was found, at least one, in the order of the file. */
    record Invalid(List<ConfigProblem> problems) implements ConfigResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
