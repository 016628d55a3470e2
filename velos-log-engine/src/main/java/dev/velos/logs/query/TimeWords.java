package dev.velos.logs.query;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.quantity.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads times as people write them: {@code 10m} (ago), {@code 10:00}, {@code 2026-02-12 10:00}, ISO 8601, {@code today},
 * {@code yesterday}, {@code now}, {@code @1770000000}. What names no zone is in the one given.
 */
public record TimeWords(Instant now, ZoneId zone) {
    private static final int DATE_LENGTH = "2026-02-12".length();
    private static final long MOST_EPOCH_SECONDS = 100_000_000_000L;

    /** As of this moment, in the zone of this machine. */
    public static TimeWords ofSystem() {
        return new TimeWords(Instant.now(), ZoneId.systemDefault());
    }

    /**
     * Throws a failure where it is none. A time of day is the last one that has passed.
     *
     * @param option what it was given for, such as {@code --since}
     */
    public Instant instant(String option, String text) {
        return find(text.strip()).orElseThrow(() -> notATime(option, text));
    }

    /** The same for the end of a period: a time of day is the first one after the beginning, where that is given. */
    public Instant until(String option, String text, Optional<Instant> since) {
        Optional<LocalTime> clock = clock(text.strip());
        if (clock.isEmpty() || since.isEmpty()) {
            return instant(option, text);
        }
        ZonedDateTime begin = since.get().atZone(zone);
        ZonedDateTime end = begin.toLocalDate().atTime(clock.get()).atZone(zone);
        return (end.isBefore(begin) ? end.plusDays(1) : end).toInstant();
    }

    /** A length of time such as {@code 30s}; throws a failure where it is none, or nothing at all. */
    public static Duration length(String option, String text) {
        return duration(text)
                .filter(it -> !it.isZero())
                .orElseThrow(() -> Failure.invalidRequest(
                                option + " " + text + " is no length of time.",
                                "Write one such as 30s, 10m, 1h30m or 2d.")
                        .asException());
    }

    private Optional<Instant> find(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "now" -> Optional.of(now);
            case "today" -> Optional.of(midnight(0));
            case "yesterday" -> Optional.of(midnight(1));
            default -> text.startsWith("@") ? epoch(text.substring(1)) : agoOrDated(text);
        };
    }

    private Optional<Instant> agoOrDated(String text) {
        Optional<Instant> ago = duration(text.endsWith(" ago") ? text.substring(0, text.length() - 4) : text)
                .flatMap(this::before);
        return ago.or(() -> clock(text).map(this::lastPassed)).or(() -> dated(text));
    }

    /** Seconds since 1970, as {@code date -d} and systemd write them. */
    private static Optional<Instant> epoch(String seconds) {
        try {
            long number = Long.parseLong(seconds);
            return Math.abs(number) > MOST_EPOCH_SECONDS
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochSecond(number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<Instant> before(Duration duration) {
        try {
            return Optional.of(now.minus(duration));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private Instant midnight(int daysAgo) {
        return now.atZone(zone)
                .toLocalDate()
                .minusDays(daysAgo)
                .atStartOfDay(zone)
                .toInstant();
    }

    private Instant lastPassed(LocalTime clock) {
        ZonedDateTime today = now.atZone(zone).toLocalDate().atTime(clock).atZone(zone);
        return (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
    }

    private static Optional<LocalTime> clock(String text) {
        try {
            String hour = text.indexOf(':') == 1 ? "0" : "";
            return text.length() > 3 && text.charAt(2 - hour.length()) == ':'
                    ? Optional.of(LocalTime.parse(hour + text.replace(',', '.')))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Optional<Instant> dated(String text) {
        try {
            if (text.length() == DATE_LENGTH) {
                return Optional.of(LocalDate.parse(text).atStartOfDay(zone).toInstant());
            }
            if (text.length() < DATE_LENGTH) {
                return Optional.empty();
            }
            String iso =
                    text.replace(',', '.').replaceFirst("^(.{10})[ t]+", "$1T").replaceFirst(" +(?=[+-]|Z$)", "");
            boolean hasZone = iso.endsWith("Z")
                    || iso.endsWith("z")
                    || iso.lastIndexOf('+') > DATE_LENGTH
                    || iso.lastIndexOf('-') > DATE_LENGTH;
            return Optional.of(
                    hasZone
                            ? OffsetDateTime.parse(withColon(iso)).toInstant()
                            : LocalDateTime.parse(iso).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code +0100} as {@code +01:00}. */
    private static String withColon(String iso) {
        return iso.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Durations.parse(text));
        } catch (VelosException e) {
            return Optional.empty();
        }
    }

    private RuntimeException notATime(String option, String text) {
        return Failure.invalidRequest(
                        option + " \"" + text + "\" is no time.",
                        "Write how long ago (10m, 1h30m, 2d), a time of day (10:00), today, yesterday, a date"
                                + " (2026-02-12), or both (2026-02-12 10:00, 2026-02-12T10:00:00Z). Without a zone it is "
                                + zone + ".")
                .asException();
    }
}
