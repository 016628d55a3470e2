package dev.velos.logs.read;

import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.TimeOf;
import java.io.IOException;
import java.util.Optional;

/** Finds a time among those that are written in the lines of a log, by halving. Owned by one search. */
final class WrittenTimes {
    /** So many events are read for one that has a time. */
    private static final int PATIENCE = 200;

    /** A stretch so short is read from one end to the other. */
    private static final int SHORT_BYTES = 16 << 10;

    private final OpenSource source;
    private final TimeOf times;

    WrittenTimes(OpenSource source, TimeOf times) {
        this.source = source;
        this.times = times;
    }

    /** The position of the first event at that time or later, {@code to} where none is; nothing where no times are written. */
    Optional<Long> whereSince(long from, long to, long micros) throws IOException {
        if (firstTime(from, to) == LogEvent.NO_TIME) {
            return Optional.empty();
        }
        long low = from;
        long high = to;
        while (high - low > SHORT_BYTES) {
            long half = low + (high - low) / 2;
            long middle = source.lineStartAtOrBehind(half);
            long time = middle >= high ? LogEvent.NO_TIME : firstTime(middle, high);
            if (time == LogEvent.NO_TIME || time >= micros) {
                high = half;
            } else {
                low = middle;
            }
        }
        return Optional.of(firstSince(low, to, micros));
    }

    private long firstTime(long from, long to) throws IOException {
        try (EventReader events = source.events(from, to, Folding.LINES, Optional.empty())) {
            for (int i = 0; i < PATIENCE && events.next(); i++) {
                long time = times.micros(events.event());
                if (time != LogEvent.NO_TIME) {
                    return time;
                }
            }
            return LogEvent.NO_TIME;
        }
    }

    private long firstSince(long from, long to, long micros) throws IOException {
        try (EventReader events = source.events(from, to, Folding.LINES, Optional.empty())) {
            while (events.next()) {
                long time = times.micros(events.event());
                if (time != LogEvent.NO_TIME && time >= micros) {
                    return from + events.event().offset();
                }
            }
            return to;
        }
    }
}
