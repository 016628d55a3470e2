package dev.velos.logs.query;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.read.Folding;
import dev.velos.logs.read.OpenSource;
import dev.velos.logs.read.OpenSource.Generations;
import dev.velos.logs.read.SourceOpener;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;

/**
 * A question to logs. Immutable; {@link #run} answers it from the files, as they are then.
 *
 * @param last at most so many of the wanted events, the last ones; all where it is empty
 * @param context so many events of the same source before and behind each wanted one are given as well
 * @param details what is asked for of each event besides its text
 * @param skip so many wanted events at the beginning are left out, as a cursor says
 */
public record LogQuery(
        List<LogSource> sources,
        Generations generations,
        EventFilter filter,
        TimeSpan span,
        OptionalLong last,
        int context,
        Folding folding,
        Details details,
        long skip) {
    /** What an answer tells of an event. */
    public enum Details {
        TEXT,
        TEXT_AND_TIME,
        TEXT_TIME_AND_LEVEL
    }

    public LogQuery {
        sources = List.copyOf(sources);
    }

    /** All events of these logs and their rotated files. */
    public static LogQuery of(List<LogSource> sources) {
        return new LogQuery(
                sources,
                Generations.ALL,
                EventFilter.NONE,
                TimeSpan.ALWAYS,
                OptionalLong.empty(),
                0,
                Folding.EVENTS,
                Details.TEXT,
                0);
    }

    public LogQuery withGenerations(Generations other) {
        return new LogQuery(sources, other, filter, span, last, context, folding, details, skip);
    }

    public LogQuery withFilter(EventFilter other) {
        return new LogQuery(sources, generations, other, span, last, context, folding, details, skip);
    }

    public LogQuery withSpan(TimeSpan other) {
        return new LogQuery(sources, generations, filter, other, last, context, folding, details, skip);
    }

    public LogQuery withLast(long events) {
        return new LogQuery(
                sources, generations, filter, span, OptionalLong.of(events), context, folding, details, skip);
    }

    public LogQuery withContext(int events) {
        return new LogQuery(sources, generations, filter, span, last, events, folding, details, skip);
    }

    public LogQuery withFolding(Folding other) {
        return new LogQuery(sources, generations, filter, span, last, context, other, details, skip);
    }

    public LogQuery withDetails(Details other) {
        return new LogQuery(sources, generations, filter, span, last, context, folding, other, skip);
    }

    public LogQuery withSkip(long events) {
        return new LogQuery(sources, generations, filter, span, last, context, folding, details, events);
    }

    /** The same without a bound on how many. */
    public LogQuery withAll() {
        return new LogQuery(sources, generations, filter, span, OptionalLong.empty(), context, folding, details, skip);
    }

    /**
     * Gives the events that are asked for to the sink, in the order of their time, until it has enough, and ends it.
     *
     * @throws VelosException unavailable, where a file is there and cannot be read
     */
    public Answered run(EventKnowledge knowledge, Sink<? super Hit> sink) {
        return run(knowledge, sink, (source, times, notes) -> OpenSource.open(source, generations, times, notes));
    }

    /** The same of logs that are opened otherwise. */
    public Answered run(EventKnowledge knowledge, Sink<? super Hit> sink, SourceOpener opener) {
        try (QueryRun run = new QueryRun(this, knowledge, opener)) {
            return run.into(sink);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The same of a stream, which is read to its end and closed; the only source gives it its name. */
    public Answered run(EventKnowledge knowledge, Sink<? super Hit> sink, InputStream stream) {
        try {
            return new StreamQuery(this, knowledge).into(stream, sink);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static VelosException unreadable(IOException e) {
        return new VelosException(
                Failure.unavailable(
                        "A log cannot be read: " + e.getMessage() + ".", "Check who owns it, and whether it is there."),
                e);
    }
}
