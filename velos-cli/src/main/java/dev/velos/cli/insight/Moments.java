package dev.velos.cli.insight;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Moments in local time, the day only where it is not that of the moment before. Owned by one answer. */
final class Moments {
    private final ZoneId zone;
    private ZonedDateTime before;

    Moments(ZoneId zone) {
        this.zone = zone;
    }

    /** {@code 2026-02-03 04:05:06}, or {@code 04:05:06} on the day of the last one that was asked for. */
    String next(Instant instant) {
        ZonedDateTime time = instant.atZone(zone);
        boolean sameDay = before != null && before.toLocalDate().equals(time.toLocalDate());
        before = time;
        return sameDay ? clock(time) : time.toLocalDate() + " " + clock(time);
    }

    /** With {@code -} where it is not known. */
    String next(Optional<Instant> instant) {
        return instant.map(this::next).orElse("-");
    }

    private static String clock(ZonedDateTime time) {
        return two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
