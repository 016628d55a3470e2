package dev.velos.logs.query;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.read.Folding;
import dev.velos.logs.read.OpenSource.Generations;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last event of a process's logs that tells of an error, with its stack trace; where none says so, the last one on
 * stderr.
 *
 * @param atMillis when it arrived, in milliseconds since 1970; 0 where that is not known, or there is none
 * @param text empty where there is none
 */
public record LastFault(long atMillis, String text) {
    private static final ZoneId ZONE = ZoneId.systemDefault();
    private static final LastFault NONE = new LastFault(0, "");
    private static final EventFilter ERRORS =
            new EventFilter(Optional.empty(), EventFilter.Sense.MATCHING, Optional.of(Level.ERROR));

    /** That of one instance, from all that is kept of its logs. */
    public static LastFault of(ProcessSnapshot process) {
        List<LogSource> err = List.of(LogSource.err(process));
        return last(LogSource.of(process), ERRORS)
                .or(() -> last(err, EventFilter.NONE))
                .orElse(NONE);
    }

    private static Optional<LastFault> last(List<LogSource> sources, EventFilter filter) {
        List<LastFault> found = new ArrayList<>();
        LogQuery.of(sources)
                .withGenerations(Generations.ALL)
                .withFilter(filter)
                .withFolding(Folding.EVENTS)
                .withDetails(LogQuery.Details.TEXT_TIME_AND_LEVEL)
                .withLast(1)
                .run(new HeaderKnowledge(ZONE, LocalDate.now(ZONE)), new Sink<Hit>() {
                    @Override
                    public void accept(Hit hit) {
                        found.add(of(hit.event()));
                    }

                    @Override
                    public void end() {
                        // there is no more than one
                    }
                });
        return found.stream().findFirst();
    }

    private static LastFault of(LogEvent event) {
        boolean isTimed = event.arrivalMicros() != LogEvent.NO_TIME;
        return new LastFault(isTimed ? Math.floorDiv(event.arrivalMicros(), 1000L) : 0, event.text());
    }
}
