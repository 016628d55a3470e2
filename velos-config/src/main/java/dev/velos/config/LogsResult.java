package dev.velos.config;

import dev.velos.core.process.LogAnalysis;
import java.util.List;

/**
 * What a velos.toml says of logs.
 *
 * @param problems that were found in the file, in its order; where there are any, nothing of it counts
 */
public record LogsResult(LogAnalysis analysis, List<ConfigProblem> problems) {
    public LogsResult {
        problems = List.copyOf(problems);
    }
}
