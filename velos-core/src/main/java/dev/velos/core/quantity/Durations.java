package dev.velos.core.quantity;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import java.time.Duration;
import java.util.List;

/** Durations as people write them: {@code 500ms}, {@code 10s}, {@code 1m30s}, {@code 2h}, {@code 7d}. */
public final class Durations {
    /** The longest duration that can be written: 36,500 days. */
    public static final Duration MAX = Duration.ofDays(36_500);

    /** The units from the largest to the smallest. */
    private enum Unit {
        D("d", 86_400_000),
        H("h", 3_600_000),
        M("m", 60_000),
        S("s", 1_000),
        MS("ms", 1);

        private final String suffix;
        private final long millis;

        Unit(String suffix, long millis) {
            this.suffix = suffix;
            this.millis = millis;
        }
    }

    private static final List<Unit> UNITS = List.of(Unit.values());

    private Durations() {}

    /**
     * Whole numbers, each with its unit (d, h, m, s, ms), from the largest to the smallest unit and each at most once.
     *
     * @throws VelosException invalid-request, where the text is anything else or is over {@link #MAX}
     */
    public static Duration parse(String text) {
        long millis = 0;
        int lastUnit = -1;
        int at = 0;
        do {
            int unitAt = endOfDigits(text, at);
            int end = endOfLetters(text, unitAt);
            int unit = unitOf(text.substring(unitAt, end));
            if (unitAt == at || unit <= lastUnit) {
                throw unreadable(text);
            }
            millis += millis(text, at, unitAt, UNITS.get(unit));
            if (millis > MAX.toMillis()) {
                throw tooLong(text);
            }
            lastUnit = unit;
            at = end;
        } while (at < text.length());
        return Duration.ofMillis(millis);
    }

    /** The same in the form that {@link #parse} reads; parts below a millisecond are left out. */
    public static String text(Duration duration) {
        long left = duration.toMillis();
        if (left == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder(left < 0 ? "-" : "");
        left = Math.abs(left);
        for (Unit unit : UNITS) {
            if (left >= unit.millis) {
                text.append(left / unit.millis).append(unit.suffix);
                left %= unit.millis;
            }
        }
        return text.toString();
    }

    private static long millis(String text, int from, int to, Unit unit) {
        String digits = text.substring(from, to).replaceFirst("^0+(?=.)", "");
        long amount = digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
        if (amount > MAX.toMillis() / unit.millis) {
            throw tooLong(text);
        }
        return amount * unit.millis;
    }

    private static int endOfDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static int endOfLetters(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
            at++;
        }
        return at;
    }

    /** The place of the unit in {@link #UNITS}; -1 for what is none. */
    private static int unitOf(String suffix) {
        for (int i = 0; i < UNITS.size(); i++) {
            if (UNITS.get(i).suffix.equals(suffix)) {
                return i;
            }
        }
        return -1;
    }

    private static VelosException unreadable(String text) {
        return Failure.invalidRequest(
                        "\"" + Excerpt.of(text) + "\" is not a duration.",
                        "Write a number with a unit, such as 500ms, 10s, 5m, 1h30m or 7d.")
                .asException();
    }

    private static VelosException tooLong(String text) {
        return Failure.invalidRequest(
                        "The duration \"" + Excerpt.of(text) + "\" is too long.", "Use at most " + text(MAX) + ".")
                .asException();
    }
}
