package dev.velos.cli.insight;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Moments in local time, the day only where it is not that of the moment before. Owned by one answer. */
final class Moments {
    /** What is before it is no date, but a time since some start. */
    private static final Instant FIRST_DATED =
            Instant.ofEpochSecond(Duration.ofDays(365).toSeconds());

    private final ZoneId zone;
    private ZonedDateTime before;

    Moments(ZoneId zone) {
        this.zone = zone;
    }

    /** {@code 2026-02-03 04:05:06}, or {@code 04:05:06} on the day of the last one that was asked for. */
    String next(Instant instant) {
        if (instant.isBefore(FIRST_DATED)) {
            return sinceStart(instant.getEpochSecond());
        }
        ZonedDateTime time = instant.atZone(zone);
        boolean sameDay = before != null && before.toLocalDate().equals(time.toLocalDate());
        before = time;
        return sameDay ? clock(time) : time.toLocalDate() + " " + clock(time);
    }

    /** With {@code -} where it is not known. */
    String next(Optional<Instant> instant) {
        return instant.map(this::next).orElse("-");
    }

    /** Logs such as those of a JVM's collector count from the start of the program. */
    private static String sinceStart(long seconds) {
        return "+" + two((int) (seconds / 3600)) + ":" + two((int) (seconds / 60 % 60)) + ":"
                + two((int) (seconds % 60));
    }

    private static String clock(ZonedDateTime time) {
        return two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
