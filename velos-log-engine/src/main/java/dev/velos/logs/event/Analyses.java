package dev.velos.logs.event;

import dev.velos.core.process.LogAnalysis;
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

    public LogAnalysis of(LogSource source) {
        return own.getOrDefault(source, whole);
    }
}
