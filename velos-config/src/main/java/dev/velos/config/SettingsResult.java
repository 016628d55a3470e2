package dev.velos.config;

import java.util.List;

/** What a config.toml amounts to. */
public sealed interface SettingsResult {
    /** It is right, or missing, which sets nothing. */
    record Loaded(Settings settings) implements SettingsResult {}

    /** Nothing of it counts. Every problem that was found, at least one, in the order of the file. */
    record Invalid(List<ConfigProblem> problems) implements SettingsResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
