package dev.velos.logs.query;

import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.event.Analyses;
import dev.velos.logs.event.LevelOf;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.TimeOf;
import dev.velos.logs.header.EventHeaders;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** What the lines of a log say of themselves: learned anew for each reader of a source. */
public record HeaderKnowledge(ZoneId zone, LocalDate today, Analyses analyses) implements EventKnowledge {
    /** As every stage is by default. */
    public HeaderKnowledge(ZoneId zone, LocalDate today) {
        this(zone, today, Analyses.DEFAULT);
    }

    @Override
    public LevelOf levels(LogSource source) {
        return new EventHeaders(zone, today, analyses.of(source));
    }

    @Override
    public Optional<TimeOf> times(LogSource source) {
        LogAnalysis analysis = analyses.of(source);
        return analysis.has(LogAnalysis.Stage.HEADERS)
                ? Optional.of(new EventHeaders(zone, today, analysis))
                : Optional.empty();
    }
}
