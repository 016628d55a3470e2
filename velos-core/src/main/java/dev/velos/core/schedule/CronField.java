package dev.velos.core.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A field of a cron line: what it counts, from where to where, and the names of its numbers. */
enum CronField {
    SECOND("seconds", 0, 59, List.of()),
    MINUTE("minutes", 0, 59, List.of()),
    HOUR("hours", 0, 23, List.of()),
    DAY("days of the month", 1, 31, List.of()),
    MONTH("months", 1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
    /** 0 and 7 are both Sunday. */
    WEEKDAY("days of the week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

    private final String plural;
    private final int min;
    private final int max;
    private final List<String> names;

    CronField(String plural, int min, int max, List<String> names) {
        this.plural = plural;
        this.min = min;
        this.max = max;
        this.names = names;
    }

    String plural() {
        return plural;
    }

    int min() {
        return min;
    }

    int max() {
        return max;
    }

    /** The number that a word stands for; nothing where it is out of range or no number. */
    Optional<Integer> number(String word) {
        int name = names.indexOf(word.toUpperCase(Locale.ROOT));
        if (name >= 0) {
            return Optional.of(min + name);
        }
        boolean digits = !word.isEmpty() && word.length() <= 2 && word.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Integer.parseInt(word)).filter(it -> it >= min && it <= max) : Optional.empty();
    }

    /** What may stand in it, for a message. */
    String range() {
        return min + " to " + max + (names.isEmpty() ? "" : ", or " + names.getFirst() + " to " + names.getLast());
    }
}
