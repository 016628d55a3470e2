package dev.velos.logs.query;

import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.event.TimeOf;
import dev.velos.logs.pattern.LinePattern;
import dev.velos.logs.read.EventReader;
import dev.velos.logs.read.Folding;
import dev.velos.logs.read.OpenSource;
import dev.velos.logs.read.SourceOpener;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One answer to a {@link LogQuery}. Owned by one call. */
final class QueryRun implements Closeable {
    private final LogQuery query;
    private final EventKnowledge knowledge;
    private final SourceOpener opener;
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<OpenSource> open = new ArrayList<>();
    private final List<SourceHits> heads = new ArrayList<>();
    private final GivenHits given;

    QueryRun(LogQuery query, EventKnowledge knowledge, SourceOpener opener) {
        this.query = query;
        this.opener = opener;
        this.knowledge = knowledge;
        given = new GivenHits(query.skip());
    }

    Answered into(Sink<? super Hit> sink) throws IOException {
        long found = 0;
        for (LogSource source : query.sources()) {
            found += begin(source);
        }
        if (query.last().isPresent()) {
            given.skipMore(Math.max(0, found - query.last().getAsLong()));
        }
        merge(sink);
        sink.end();
        return given.answered(List.copyOf(notes));
    }

    /** Opens a source at the first event that is wanted of it; how many of the last ones there are, where those are. */
    private long begin(LogSource source) throws IOException {
        Optional<TimeOf> times = knowledge.times(source);
        OpenSource opened = opener.open(source, times, notes::add);
        open.add(opened);
        if (opened.looksBinary()) {
            notes.add(source.file() + " holds bytes that are no text.");
        }
        long end = query.span().until().isPresent()
                ? opened.whereBehind(TimeSpan.micros(query.span().until().get()))
                : 0;
        OpenSource.Tail start = start(opened, times, end);
        SourceHits hits = hits(opened, times, start.position(), end);
        heads.add(hits);
        if (!hits.next()) {
            heads.remove(hits);
            hits.close();
        }
        return start.events();
    }

    private OpenSource.Tail start(OpenSource source, Optional<TimeOf> times, long end) throws IOException {
        Optional<Long> since = query.span().since().isPresent()
                ? Optional.of(Math.min(
                        end,
                        source.whereSince(TimeSpan.micros(query.span().since().get()))))
                : Optional.empty();
        if (query.last().isEmpty()) {
            return new OpenSource.Tail(since.isPresent() ? since.get() : source.begin(), 0);
        }
        long wanted = query.last().getAsLong();
        if (query.filter().isSelective() || query.folding() == Folding.EVENTS) {
            return new LastEvents(source, query.folding(), (from, to) -> hits(source, times, from, to))
                    .find(wanted, since, end);
        }
        return source.last(wanted, since, end);
    }

    private SourceHits hits(OpenSource source, Optional<TimeOf> times, long from, long to) {
        boolean canSearch = query.context() == 0 && query.filter().canSearch();
        Optional<LinePattern> search = canSearch ? query.filter().pattern() : Optional.empty();
        OpenSource.Reading reading =
                query.sources().size() == 1 ? OpenSource.Reading.AHEAD : OpenSource.Reading.IN_TURN;
        EventFilter left = canSearch ? query.filter().withoutPattern() : query.filter();
        Selector selector = new Selector(left, knowledge.levels(source.source()));
        EventReader reader = source.events(from, to, query.folding(), search, reading);
        return new SourceHits(reader, selector, times, query.context(), query.details());
    }

    /** By time; what has none stays behind what came before it, and at equal times the order of the sources decides. */
    private void merge(Sink<? super Hit> sink) throws IOException {
        while (!heads.isEmpty() && !sink.hasEnough()) {
            SourceHits first = heads.getFirst();
            for (SourceHits head : heads) {
                if (head.orderMicros() < first.orderMicros()) {
                    first = head;
                }
            }
            given.give(first.hit(), sink);
            if (!first.next()) {
                heads.remove(first);
                first.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SourceHits head : heads) {
            head.close();
        }
        for (OpenSource source : open) {
            source.close();
        }
    }
}
