package dev.velos.logs.query;

import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.event.TimeOf;
import dev.velos.logs.read.EventReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Answers a {@link LogQuery} from a stream that can only be read once, such as standard input. Owned by one call. */
final class StreamQuery {
    private final LogQuery query;
    private final EventKnowledge knowledge;
    private final Optional<TimeOf> times;
    private final Deque<Hit> last = new ArrayDeque<>();
    private long lastMicros = LogEvent.NO_TIME;
    private final GivenHits given;

    StreamQuery(LogQuery query, EventKnowledge knowledge) {
        this.query = query;
        this.knowledge = knowledge;
        times = knowledge.times(query.sources().getFirst());
        given = new GivenHits(query.skip());
    }

    Answered into(InputStream stream, Sink<? super Hit> sink) throws IOException {
        LogSource source = query.sources().getFirst();
        Selector selector = new Selector(query.filter(), knowledge.levels(source));
        try (EventReader reader = EventReader.of(source, stream, query.folding(), Optional.empty());
                SourceHits hits = new SourceHits(reader, selector, times, query.context(), query.details())) {
            while (!sink.hasEnough() && hits.next()) {
                if (isWithin(hits.hit().event())) {
                    take(hits.hit(), sink);
                }
            }
        }
        last.forEach(hit -> given.give(hit, sink));
        sink.end();
        return given.answered(List.of());
    }

    /** What has no time came with what was before it. */
    private boolean isWithin(LogEvent event) {
        if (!query.span().isBounded()) {
            return true;
        }
        long micros = times.isEmpty() ? LogEvent.NO_TIME : times.get().micros(event);
        lastMicros = micros == LogEvent.NO_TIME ? lastMicros : micros;
        return lastMicros == LogEvent.NO_TIME
                || lastMicros >= query.span().since().map(TimeSpan::micros).orElse(Long.MIN_VALUE)
                        && lastMicros
                                <= query.span().until().map(TimeSpan::micros).orElse(Long.MAX_VALUE);
    }

    private void take(Hit hit, Sink<? super Hit> sink) {
        if (query.last().isEmpty()) {
            given.give(hit, sink);
            return;
        }
        last.addLast(new Hit(hit.event().copy(), hit.level(), hit.role()));
        if (last.size() > query.last().getAsLong()) {
            last.removeFirst();
        }
    }
}
