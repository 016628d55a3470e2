package dev.velos.cli.command;

import dev.velos.config.ConfigLoader;
import dev.velos.config.ConfigProblem;
import dev.velos.config.ConfigResult;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The specs that a velos.toml describes. */
final class ConfigSpecs {
    /** What a velos.toml is called where nothing else is said. */
    static final String FILE = "velos.toml";

    private ConfigSpecs() {}

    /**
     * All of them, or an invalid-config failure that tells every problem of the file. No switch over types: it makes a
     * class at run time.
     */
    static List<ProcessSpec> load(Path file, Optional<String> profile, Invocation invocation) {
        ConfigResult result = ConfigLoader.load(
                file, CallerEnvironment.inherited(invocation.environment()), profile, HomeSettings.of(invocation));
        if (result instanceof ConfigResult.Invalid invalid) {
            throw invalid(invalid.problems());
        }
        return ((ConfigResult.Loaded) result).specs();
    }

    private static VelosException invalid(List<ConfigProblem> problems) {
        StringBuilder message = new StringBuilder("Nothing was started:");
        for (ConfigProblem problem : problems) {
            message.append('\n').append(problem.text());
        }
        return Failure.invalidConfig(message.toString(), "").asException();
    }
}
