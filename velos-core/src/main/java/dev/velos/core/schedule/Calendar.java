package dev.velos.core.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * A cron line in a time zone.
 *
 * <p>Where the clock is put forward or back, a line that names hours keeps to the clock: a time that is left out comes
 * at the moment of the change, one that comes twice counts the first time. A line of every hour ({@code 0 * * * *})
 * counts the hours that pass. So did Vixie's cron (cron(8), "daylight saving time"), which tells the two apart by the
 * star.
 */
public record Calendar(CronLine line, ZoneId zone) {
    /** The first time after that one, to the second. */
    public Instant next(Instant after) {
        return line.isOfEveryHour() ? nextByHours(after) : nextByClock(after);
    }

    private Instant nextByHours(Instant after) {
        ZoneRules rules = zone.getRules();
        Instant from = after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            Instant found = nextFrom(LocalDateTime.ofInstant(from, offset)).toInstant(offset);
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || found.isBefore(change.getInstant())) {
                return found;
            }
            from = change.getInstant();
        }
    }

    private Instant nextByClock(Instant after) {
        ZoneRules rules = zone.getRules();
        LocalDateTime from = clockAfter(after, rules);
        LocalDateTime found = nextFrom(from);
        ZoneOffsetTransition change = rules.getTransition(found);
        if (change == null) {
            return found.toInstant(rules.getOffset(found));
        }
        return change.isGap() ? change.getInstant() : found.toInstant(change.getOffsetBefore());
    }

    /** The first time of the clock that has not been. Within the hour that comes twice, that is when it is over. */
    private static LocalDateTime clockAfter(Instant after, ZoneRules rules) {
        ZoneOffset offset = rules.getOffset(after);
        LocalDateTime clock = LocalDateTime.ofInstant(after, offset)
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(1);
        ZoneOffsetTransition change = rules.getTransition(LocalDateTime.ofInstant(after, offset));
        boolean again = change != null && change.isOverlap() && offset.equals(change.getOffsetAfter());
        return again ? change.getDateTimeBefore() : clock;
    }

    private LocalDateTime nextFrom(LocalDateTime from) {
        return line.nextFrom(from)
                .orElseThrow(() -> new IllegalStateException("\"" + line + "\" never fires after " + from));
    }
}
