package dev.velos.cli.command;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.query.EventFilter;
import dev.velos.logs.query.HeaderKnowledge;
import dev.velos.logs.query.Hit;
import dev.velos.logs.query.LogQuery;
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
record LastError(long atMillis, String text) {
    private static final ZoneId ZONE = ZoneId.systemDefault();
    private static final LastError NONE = new LastError(0, "");
    private static final EventFilter ERRORS =
            new EventFilter(Optional.empty(), EventFilter.Sense.MATCHING, Optional.of(Level.ERROR));

    static LastError of(ProcessSnapshot process) {
        List<String> words = List.of(Long.toString(process.id()));
        List<LogSource> all = new LogSources(words, List.of("out", "err")).of(List.of(process));
        List<LogSource> err = new LogSources(words, List.of("err")).of(List.of(process));
        return last(all, ERRORS).or(() -> last(err, EventFilter.NONE)).orElse(NONE);
    }

    private static Optional<LastError> last(List<LogSource> sources, EventFilter filter) {
        List<LastError> found = new ArrayList<>();
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

    private static LastError of(LogEvent event) {
        boolean isTimed = event.arrivalMicros() != LogEvent.NO_TIME;
        return new LastError(isTimed ? Math.floorDiv(event.arrivalMicros(), 1000L) : 0, event.text());
    }
}
