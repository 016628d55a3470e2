package dev.velos.core.schedule;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.quantity.Excerpt;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A line of crontab(5): {@code minute hour day month weekday}, or six fields with the second first, or one of
 * {@code @hourly @daily @midnight @weekly @monthly @yearly @annually}.
 *
 * <p>As in cron, where day and weekday are both restricted, a day that fits either is meant; one that begins with a
 * star restricts nothing by itself, and then both have to fit.
 */
public final class CronLine {
    /** A line that does not fire within so many years never fires: Monday, 29 February comes every 28 years, or 40. */
    private static final int YEARS = 50;

    private static final Map<String, String> SHORT_FORMS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private final String text;
    private final CronSet seconds;
    private final CronSet minutes;
    private final CronSet hours;
    private final CronSet days;
    private final CronSet months;
    private final CronSet weekdays;

    private CronLine(String text, CronSet seconds, List<CronSet> rest) {
        this.text = text;
        this.seconds = seconds;
        minutes = rest.get(0);
        hours = rest.get(1);
        days = rest.get(2);
        months = rest.get(3);
        weekdays = rest.get(4);
    }

    /**
     * Reads a line.
     *
     * @throws VelosException invalid-request for anything else, and for a line that never fires, such as 30 February
     */
    public static CronLine parse(String text) {
        String line = text.strip();
        String expanded = line.startsWith("@") ? expand(line) : line;
        List<String> words = List.of(expanded.split("\\s+"));
        if (words.size() != 5 && words.size() != 6) {
            throw refused(
                    line,
                    words.getFirst().isEmpty() ? "it is empty" : "it has " + words.size() + " fields",
                    "Write five: minute hour day month weekday, such as \"0 4 * * *\"; a sixth in front counts seconds.");
        }
        CronLine parsed = parse(line, words);
        if (parsed.nextFrom(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
            throw refused(line, "it never fires: no such day is in the calendar", "Choose another day or month.");
        }
        return parsed;
    }

    private static CronLine parse(String line, List<String> words) {
        boolean withSeconds = words.size() == 6;
        List<String> five = withSeconds ? words.subList(1, 6) : words;
        List<CronField> fields = Arrays.asList(CronField.values());
        try {
            CronSet seconds = withSeconds ? CronSet.parse(CronField.SECOND, words.getFirst()) : CronSet.only(0);
            CronSet[] sets = new CronSet[five.size()];
            for (int i = 0; i < sets.length; i++) {
                sets[i] = CronSet.parse(fields.get(i + 1), five.get(i));
            }
            return new CronLine(line, seconds, List.of(sets));
        } catch (VelosException e) {
            throw refused(line, e.failure().message(), e.failure().remedy());
        }
    }

    private static String expand(String line) {
        String name = line.toLowerCase(Locale.ROOT);
        if (name.equals("@reboot")) {
            throw refused(
                    line,
                    "it names no time, and Velos starts what is saved at every boot",
                    "Use \"velos save\" and \"velos startup\" for that, and a time here.");
        }
        String expanded = SHORT_FORMS.get(name);
        if (expanded == null) {
            throw refused(
                    line,
                    "there is no such short form",
                    "Use @hourly, @daily, @weekly, @monthly or @yearly, or five fields.");
        }
        return expanded;
    }

    private static VelosException refused(String line, String why, String remedy) {
        return Failure.invalidRequest("\"" + Excerpt.of(line) + "\" is no cron line: " + why + ".", remedy)
                .asException();
    }

    /** The line as it was written. */
    public String text() {
        return text;
    }

    /** Whether no hour is left out: such a line counts hours, whatever the clock calls them. */
    boolean isOfEveryHour() {
        return hours.bits() == (1L << 24) - 1;
    }

    /** The first time that fits, not before that one; nothing where none is near. */
    Optional<LocalDateTime> nextFrom(LocalDateTime from) {
        Optional<LocalTime> today = fits(from.toLocalDate()) ? timeFrom(from.toLocalTime()) : Optional.empty();
        if (today.isPresent()) {
            return Optional.of(from.toLocalDate().atTime(today.get()));
        }
        LocalTime first = LocalTime.of(hours.first(), minutes.first(), seconds.first());
        return dayFrom(from.toLocalDate().plusDays(1)).map(day -> day.atTime(first));
    }

    private Optional<LocalDate> dayFrom(LocalDate from) {
        LocalDate day = from;
        LocalDate end = from.plusYears(YEARS);
        while (day.isBefore(end)) {
            if (!months.has(day.getMonthValue())) {
                day = day.withDayOfMonth(1).plusMonths(1);
            } else if (fits(day)) {
                return Optional.of(day);
            } else {
                day = day.plusDays(1);
            }
        }
        return Optional.empty();
    }

    private boolean fits(LocalDate day) {
        boolean byDay = days.has(day.getDayOfMonth());
        boolean byWeekday = weekdays.has(day.getDayOfWeek().getValue() % 7);
        boolean either = !days.star() && !weekdays.star();
        return months.has(day.getMonthValue()) && (either ? byDay || byWeekday : byDay && byWeekday);
    }

    private Optional<LocalTime> timeFrom(LocalTime from) {
        if (hours.has(from.getHour())) {
            int minute = minutes.has(from.getMinute()) ? from.getMinute() : -1;
            int second = minute < 0 ? -1 : seconds.nextFrom(from.getSecond());
            if (second >= 0) {
                return Optional.of(LocalTime.of(from.getHour(), minute, second));
            }
            int later = minutes.nextFrom(from.getMinute() + 1);
            if (later >= 0) {
                return Optional.of(LocalTime.of(from.getHour(), later, seconds.first()));
            }
        }
        int hour = hours.nextFrom(from.getHour() + 1);
        return hour < 0 ? Optional.empty() : Optional.of(LocalTime.of(hour, minutes.first(), seconds.first()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronLine line && text.equals(line.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
