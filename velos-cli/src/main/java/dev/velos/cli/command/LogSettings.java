package dev.velos.cli.command;

import dev.velos.cli.output.OutputMode;
import dev.velos.client.VelosClient;
import dev.velos.config.ConfigLoader;
import dev.velos.config.LogsResult;
import dev.velos.core.failure.Failure;
import dev.velos.core.process.LogAnalysis;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.event.Analyses;
import dev.velos.logs.event.LogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How logs are to be looked at: what processes were started with, or what a velos.toml says in {@code [logs]}. */
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

    /** Those of processes, as the daemon knows them. */
    static Map<String, LogAnalysis> ofProcesses(VelosClient client, List<ProcessSnapshot> processes) {
        List<String> names =
                processes.stream().map(ProcessSnapshot::name).distinct().toList();
        Map<String, LogAnalysis> analyses = new HashMap<>();
        for (Fields process : names.isEmpty() ? List.<Fields>of() : client.info(names)) {
            process.optionalFields("spec")
                    .flatMap(spec -> spec.optionalFields("logs"))
                    .ifPresent(logs -> analyses.put(process.text("name"), LogAnalysis.of(logs)));
        }
        return analyses;
    }

    /** Those of sources by their processes; what they are together is looked at as the first of them. */
    static Analyses of(List<LogSource> sources, Map<String, LogAnalysis> processes) {
        Map<LogSource, LogAnalysis> own = new HashMap<>();
        for (LogSource source : sources) {
            int colon = source.label().indexOf(':');
            String process = colon < 0 ? source.label() : source.label().substring(0, colon);
            own.put(source, processes.getOrDefault(process, LogAnalysis.DEFAULT));
        }
        return sources.isEmpty() ? Analyses.DEFAULT : new Analyses(own.get(sources.getFirst()), own);
    }
}
