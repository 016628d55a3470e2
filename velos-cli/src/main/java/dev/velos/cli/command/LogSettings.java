package dev.velos.cli.command;

import dev.velos.cli.output.OutputMode;
import dev.velos.config.ConfigLoader;
import dev.velos.config.LogsResult;
import dev.velos.core.failure.Failure;
import dev.velos.logs.event.Analyses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How logs are to be looked at: what a velos.toml says in {@code [logs]}. */
final class LogSettings {
    /** What cannot be in a file that says nothing of logs. */
    private static final String MARK = "logs";

    private LogSettings() {}

    /** Whether an answer depends on it at all: the last lines are what they are. */
    static boolean matter(Arguments arguments, Invocation invocation) {
        return LogQuestion.isAsked(arguments)
                || LogInsight.isWanted(arguments)
                || invocation.screen().mode() != OutputMode.TEXT;
    }

    /** Those of files: of the one that {@code --config} names, else of a velos.toml in the working directory. */
    static Analyses ofFile(Arguments arguments, Invocation invocation) {
        Path file = invocation.cwd().resolve(arguments.text("--config").orElse(ConfigSpecs.FILE));
        if (!arguments.has("--config") && !speaksOfLogs(file)) {
            return Analyses.DEFAULT;
        }
        LogsResult result = ConfigLoader.logs(file, invocation.environment());
        if (!result.problems().isEmpty()) {
            StringBuilder message = new StringBuilder("The settings of logs cannot be used:");
            result.problems().forEach(problem -> message.append('\n').append(problem.text()));
            throw Failure.invalidConfig(message.toString(), "").asException();
        }
        return Analyses.of(result.analysis());
    }

    /** Without a parser: most files do not. */
    private static boolean speaksOfLogs(Path file) {
        try {
            return Files.isRegularFile(file) && Files.readString(file).contains(MARK);
        } catch (IOException e) {
            return false; // what cannot be read was not asked for
        }
    }
}
