package dev.velos.logs.query;

import dev.velos.logs.event.LevelOf;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.TimeOf;
import dev.velos.logs.header.EventHeaders;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** What the lines of a log say of themselves: learned anew for each reader of a source. */
public record HeaderKnowledge(ZoneId zone, LocalDate today) implements EventKnowledge {
    @Override
    public LevelOf levels(LogSource source) {
        return new EventHeaders(zone, today);
    }

    @Override
    public Optional<TimeOf> times(LogSource source) {
        return Optional.of(new EventHeaders(zone, today));
    }
}
