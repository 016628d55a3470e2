package dev.velos.logs.query;

import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.TimeOf;
import dev.velos.logs.read.EventReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The wanted events of one source with those around them, one after the other. Mutable, owned by one query. */
final class SourceHits implements Closeable {
    private final EventReader reader;
    private final Selector selector;
    private final Optional<TimeOf> times;
    private final int context;
    private final LogQuery.Details details;
    private final Deque<LogEvent> before = new ArrayDeque<>();
    private final Deque<Hit> ready = new ArrayDeque<>();
    private int after;
    private boolean gap;
    private boolean any;
    private Hit hit;
    private long orderMicros = Long.MIN_VALUE;

    SourceHits(EventReader reader, Selector selector, Optional<TimeOf> times, int context, LogQuery.Details details) {
        this.reader = reader;
        this.selector = selector;
        this.times = times;
        this.context = context;
        this.details = details;
    }

    /** Goes on to the next one; false where there is none. */
    boolean next() throws IOException {
        hit = ready.isEmpty() ? read() : ready.removeFirst();
        if (hit == null) {
            return false;
        }
        if (hit.event().arrivalMicros() != LogEvent.NO_TIME) {
            orderMicros = hit.event().arrivalMicros();
        }
        return true;
    }

    Hit hit() {
        return hit;
    }

    /** By what it is ordered among other sources: its time, or that of the one before it. */
    long orderMicros() {
        return orderMicros;
    }

    private Hit read() throws IOException {
        while (reader.next()) {
            LogEvent event = reader.event();
            if (selector.wants(event)) {
                return match(event);
            }
            if (after > 0) {
                after--;
                return of(event, Hit.Role.CONTEXT);
            }
            remember(event);
        }
        return null;
    }

    private void remember(LogEvent event) {
        if (context == 0) {
            return;
        }
        if (before.size() == context) {
            before.removeFirst();
            gap = true;
        }
        before.addLast(event.copy());
    }

    private Hit match(LogEvent event) {
        if (after > 0) {
            gap = false;
        }
        after = context;
        boolean behindGap = gap && any && context > 0;
        any = true;
        gap = false;
        if (before.isEmpty()) {
            return of(event, behindGap ? Hit.Role.MATCH_BEHIND_GAP : Hit.Role.MATCH);
        }
        for (LogEvent earlier : before) {
            ready.addLast(of(earlier, behindGap ? Hit.Role.CONTEXT_BEHIND_GAP : Hit.Role.CONTEXT));
            behindGap = false;
        }
        before.clear();
        ready.addLast(of(event.copy(), Hit.Role.MATCH));
        return ready.removeFirst();
    }

    private Hit of(LogEvent event, Hit.Role role) {
        if (details != LogQuery.Details.TEXT && event.arrivalMicros() == LogEvent.NO_TIME && times.isPresent()) {
            event.at(event.lineNumber(), event.offset(), times.get().micros(event));
        }
        boolean levels = details == LogQuery.Details.TEXT_TIME_AND_LEVEL;
        return new Hit(event, levels ? selector.level(event) : Level.NONE, role);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
