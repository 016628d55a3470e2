package dev.velos.logs.event;

import dev.velos.core.process.LogAnalysis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How logs are looked at.
 *
 * @param whole what they are together: patterns, trends, anomalies
 * @param own how the lines of one source are read, where that is not as for the whole
 */
public record Analyses(LogAnalysis whole, Map<LogSource, LogAnalysis> own) {
    /** Everything as by default. */
    public static final Analyses DEFAULT = of(LogAnalysis.DEFAULT);

    public Analyses {
        Objects.requireNonNull(whole);
        own = Map.copyOf(own);
    }

    /** The same for all sources. */
    public static Analyses of(LogAnalysis analysis) {
        return new Analyses(analysis, Map.of());
    }

    /** Those of sources by the names of their processes; what they are together is looked at as the first of them. */
    public static Analyses of(List<LogSource> sources, Map<String, LogAnalysis> processes) {
        Map<LogSource, LogAnalysis> own = new HashMap<>();
        for (LogSource source : sources) {
            own.put(source, processes.getOrDefault(source.process(), LogAnalysis.DEFAULT));
        }
        return sources.isEmpty() ? DEFAULT : new Analyses(own.get(sources.getFirst()), own);
    }

    public LogAnalysis of(LogSource source) {
        return own.getOrDefault(source, whole);
    }
}
