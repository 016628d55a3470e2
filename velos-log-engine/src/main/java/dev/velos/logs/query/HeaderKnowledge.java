package dev.velos.logs.query;

import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.event.Analyses;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LevelOf;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.TimeOf;
import dev.velos.logs.header.EventHeaders;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;

/** What the lines of a log say of themselves: learned anew for each reader of a source, from the first event that it is asked about. */
public final class HeaderKnowledge implements EventKnowledge {
    private final Function<LogAnalysis, EventHeaders> headers;
    private final Analyses analyses;

    private HeaderKnowledge(Function<LogAnalysis, EventHeaders> headers, Analyses analyses) {
        this.headers = headers;
        this.analyses = analyses;
    }

    public HeaderKnowledge(ZoneId zone, LocalDate today, Analyses analyses) {
        this(analysis -> new EventHeaders(zone, today, analysis), analyses);
    }

    /** As every stage is by default. */
    public HeaderKnowledge(ZoneId zone, LocalDate today) {
        this(zone, today, Analyses.DEFAULT);
    }

    /** Today in this machine's time zone, which is looked up where an event is asked about: that takes some milliseconds. */
    public static HeaderKnowledge ofSystem(Analyses analyses) {
        return new HeaderKnowledge(
                analysis -> {
                    ZoneId zone = ZoneId.systemDefault();
                    return new EventHeaders(zone, LocalDate.now(zone), analysis);
                },
                analyses);
    }

    @Override
    public LevelOf levels(LogSource source) {
        return new Late(analyses.of(source));
    }

    @Override
    public Optional<TimeOf> times(LogSource source) {
        LogAnalysis analysis = analyses.of(source);
        return analysis.has(LogAnalysis.Stage.HEADERS) ? Optional.of(new Late(analysis)) : Optional.empty();
    }

    /** Headers that are made for the first event. Owned by one reader. */
    private final class Late implements LevelOf, TimeOf {
        private final LogAnalysis analysis;
        private Optional<EventHeaders> made = Optional.empty();

        Late(LogAnalysis analysis) {
            this.analysis = analysis;
        }

        private EventHeaders made() {
            if (made.isEmpty()) {
                made = Optional.of(headers.apply(analysis));
            }
            return made.get();
        }

        @Override
        public Level of(LogEvent event) {
            return made().of(event);
        }

        @Override
        public long micros(LogEvent event) {
            return made().micros(event);
        }
    }
}
