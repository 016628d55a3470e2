package dev.velos.logs.query;

import dev.velos.logs.event.LogEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where an answer that was cut short goes on: from a time on, behind so many wanted events. It holds good as long as the
 * logs are kept and the question has the same conditions.
 *
 * @param since the time, in epoch microseconds; {@link LogEvent#NO_TIME} for the beginning
 * @param skip wanted events from there that were given already
 */
public record Cursor(long since, long skip) {
    private static final int RADIX = 36;

    /** Nothing where the text is no cursor. */
    public static Optional<Cursor> parse(String text) {
        int dot = text.indexOf('.');
        try {
            if (dot < 0 || text.length() > 40) {
                return Optional.empty();
            }
            long since = dot == 0 ? LogEvent.NO_TIME : Long.parseLong(text.substring(0, dot), RADIX);
            long skip = Long.parseLong(text.substring(dot + 1), RADIX);
            return skip < 0 ? Optional.empty() : Optional.of(new Cursor(since, skip));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** As {@link #parse} reads it: two numbers in base 36. */
    public String text() {
        String time = since == LogEvent.NO_TIME ? "" : Long.toString(since, RADIX);
        return time + "." + Long.toString(skip, RADIX);
    }

    /** The rest of the answer to that question. */
    public LogQuery rest(LogQuery query) {
        Optional<Instant> from = since == LogEvent.NO_TIME
                ? query.span().since()
                : Optional.of(Instant.EPOCH.plus(since, ChronoUnit.MICROS));
        return query.withSpan(new TimeSpan(from, query.span().until()))
                .withAll()
                .withSkip(skip);
    }

    /** Keeps the cursor behind the events that were given. Mutable, owned by one answer. */
    public static final class Tracker {
        private long since;
        private long skip;
        private boolean anyTime;

        /** @param start where the answer begins, of a question that goes on itself */
        public Tracker(Optional<Cursor> start) {
            since = start.isPresent() ? start.get().since : LogEvent.NO_TIME;
            skip = start.isPresent() ? start.get().skip : 0;
        }

        /** One more wanted event was given. */
        public void given(LogEvent event) {
            long time = event.arrivalMicros();
            if (time != LogEvent.NO_TIME && (time > since || !anyTime && since == LogEvent.NO_TIME)) {
                since = time;
                skip = 0;
                anyTime = true;
            }
            skip++;
        }

        /** Behind all that was given. */
        public Cursor cursor() {
            return new Cursor(since, skip);
        }
    }
}
