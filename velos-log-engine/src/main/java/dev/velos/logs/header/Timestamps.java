package dev.velos.logs.header;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Recognizes the points in time that logs begin with, in bytes: ISO 8601 and its relatives, syslog, ctime, common log
 * format, glog, compact digits, month and day only, time only, seconds since 1970. One thread; after {@link #scan}
 * gave an end, {@link #micros} is its time. A time without zone is in the given zone; one without a year or a date is
 * the latest that is not after the given day.
 */
public final class Timestamps {
    private static final long DAY_MICROS = 86_400_000_000L;
    private final ZoneId zone;
    private final LocalDate today;
    private final ClockTime clock = new ClockTime();
    private long micros;
    private long cachedDay = Long.MIN_VALUE;
    private int cachedHour;
    private long cachedOffsetMicros;
    private int precision;
    private int year;
    private int month;
    private int day;

    public Timestamps(ZoneId zone, LocalDate today) {
        this.zone = zone;
        this.today = today;
    }

    /** Microseconds since 1970 of what was last recognized. */
    public long micros() {
        return micros;
    }

    /** 0 for a date, 1 for a time without date or year, 2 for a whole one. */
    int precision() {
        return precision;
    }

    /** The end of the time that begins at {@code from}, or -1. It ends where a word ends. */
    public int scan(byte[] b, int from, int to) {
        if (to - from < 5) {
            return -1;
        }
        precision = 2;
        int end = b[from] <= '9' ? digits(b, from, to) : letters(b, from, to);
        return end >= 0 && (end >= to || !DateText.wordByte(b[end])) ? end : -1;
    }

    /** The end of seconds since the start, as the kernel and a JVM write them before a bracket, or -1. */
    int uptime(byte[] b, int from, int to) {
        int run = DateText.digitRun(b, from, to, 10);
        int point = from + run;
        if (run == 0 || run == 10 || point >= to || b[point] != '.') {
            return -1;
        }
        int fraction = DateText.digitRun(b, point + 1, to, 7);
        int end = point + 1 + fraction;
        end += end < to && b[end] == 's' ? 1 : 0;
        if (fraction < 3 || fraction > 6 || end >= to || b[end] != ']') {
            return -1;
        }
        long unit = fraction == 3 ? 1000 : fraction == 4 ? 100 : fraction == 5 ? 10 : 1;
        micros = DateText.number(b, from, run) * 1_000_000L + DateText.number(b, point + 1, fraction) * unit;
        precision = 1;
        return end;
    }

    private int digits(byte[] b, int from, int to) {
        int run = DateText.digitRun(b, from, to, 20);
        int next = from + run;
        int mark = next < to ? b[next] : 0;
        return switch (run) {
            case 1, 2 -> shortRun(b, from, run, mark, to);
            case 4 -> mark == '-' || mark == '/' || mark == '.' ? yearFirst(b, from, mark, to) : -1;
            case 6 -> mark == ' ' ? sixAndSix(b, from, to) : -1;
            case 8 -> eight(b, from, to);
            case 10 -> epoch(b, from, to, 1_000_000L);
            case 13 -> epoch(b, from, to, 1_000L);
            case 16 -> epoch(b, from, to, 1L);
            default -> -1;
        };
    }

    private int shortRun(byte[] b, int from, int run, int mark, int to) {
        if (mark == ':') {
            int end = clock.scan(b, from, to);
            precision = 1;
            return end < 0 ? -1 : at(today.toEpochDay(), end);
        }
        int first = DateText.number(b, from, run);
        int second = from + run + 1;
        if (mark != '/' && mark != '-' && mark != '.' && mark != ' ' || second >= to) {
            return -1;
        }
        int named = DateText.month(b, second, to);
        if (named > 0) {
            return dayMonthYear(b, first, named, second + 3, mark, to);
        }
        return mark == ' ' ? -1 : numbers(b, first, run, second, mark, to);
    }

    /** 17/06/09, 06/17/2009, 17.06.2009, 03-17, 10.30: by what fits, with the time of day behind. */
    private int numbers(byte[] b, int first, int firstRun, int second, int mark, int to) {
        int run = DateText.digitRun(b, second, to, 3);
        int third = second + run;
        if (run < 1 || run > 2) {
            return -1;
        }
        int middle = DateText.number(b, second, run);
        if (third < to && b[third] == mark) {
            int last = DateText.digitRun(b, third + 1, to, 5);
            int value = DateText.number(b, third + 1, last);
            boolean fits = last == 4
                    ? (mark == '/' && first <= 12 ? date(value, first, middle) : date(value, middle, first))
                    : last == 2 && firstRun == 2 && date(2000 + first, middle, value);
            return fits ? withTime(b, third + 1 + last, to) : -1;
        }
        return firstRun == 2 && run == 2 && mark != '/' && yearless(first, middle) ? withTime(b, third, to) : -1;
    }

    private int dayMonthYear(byte[] b, int dayOfMonth, int named, int p, int mark, int to) {
        if (p + 5 > to || b[p] != mark || DateText.digitRun(b, p + 1, to, 5) != 4) {
            return -1;
        }
        return date(DateText.number(b, p + 1, 4), named, dayOfMonth) ? withTime(b, p + 5, to) : -1;
    }

    private int yearFirst(byte[] b, int from, int mark, int to) {
        int p = from + 5;
        int run = DateText.digitRun(b, p, to, 3);
        int q = p + run + 1;
        int last = q <= to && run >= 1 && run <= 2 && b[q - 1] == mark ? DateText.digitRun(b, q, to, 3) : 0;
        if (last < 1
                || last > 2
                || !date(DateText.number(b, from, 4), DateText.number(b, p, run), DateText.number(b, q, last))) {
            return -1;
        }
        int end = q + last;
        int timed = end < to && b[end] != ' ' || end + 1 < to && DateText.digit(b[end + 1]) ? withTime(b, end, to) : -1;
        return timed >= 0 ? timed : dateOnly(end);
    }

    private int dateOnly(int end) {
        precision = 0;
        clock.midnight();
        return at(epochDay(), end);
    }

    /** The time of day behind one separator: blank, T, underscore, hyphen or colon; more blanks are one. */
    private int withTime(byte[] b, int end, int to) {
        int p = end;
        if (p < to && b[p] == ',') {
            p++;
        }
        if (p >= to || b[p] != ' ' && b[p] != 'T' && b[p] != '_' && b[p] != '-' && b[p] != ':') {
            return -1;
        }
        p++;
        while (p < to && b[p] == ' ') {
            p++;
        }
        int stop = clock.scan(b, p, to);
        return stop < 0 ? -1 : at(epochDay(), stop);
    }

    /** 081109 203615, as HDFS writes it. */
    private int sixAndSix(byte[] b, int from, int to) {
        if (DateText.digitRun(b, from + 7, to, 7) != 6
                || !date(
                        2000 + DateText.number(b, from, 2),
                        DateText.number(b, from + 2, 2),
                        DateText.number(b, from + 4, 2))) {
            return -1;
        }
        return clock.compact(b, from + 7) ? at(epochDay(), from + 13) : -1;
    }

    /** 20171223-22:15:29:606, 20171223-0:7:3:81, 20171223T221529Z. */
    private int eight(byte[] b, int from, int to) {
        if (!date(DateText.number(b, from, 4), DateText.number(b, from + 4, 2), DateText.number(b, from + 6, 2))) {
            return -1;
        }
        int p = from + 9;
        if (p + 5 < to
                && (b[p - 1] == 'T' || b[p - 1] == '-' || b[p - 1] == ' ' || b[p - 1] == '_')
                && DateText.digitRun(b, p, to, 7) == 6
                && clock.compact(b, p)) {
            int end = p + 6;
            return at(epochDay(), end < to && b[end] == 'Z' ? clock.utc(end + 1) : end);
        }
        int loose = p < to && b[p - 1] == '-' ? clock.loose(b, p, to) : -1;
        return loose > 0 ? at(epochDay(), loose) : withTime(b, from + 8, to);
    }

    private int epoch(byte[] b, int from, int to, long unitMicros) {
        int run = unitMicros == 1_000_000L ? 10 : unitMicros == 1000L ? 13 : 16;
        long value = DateText.longNumber(b, from, run) * unitMicros;
        if (value < 900_000_000_000_000L || value > 2_200_000_000_000_000L) {
            return -1;
        }
        micros = value;
        int end = from + run;
        if (end + 1 < to && (b[end] == '.' || b[end] == ',') && DateText.digit(b[end + 1])) {
            return end + 1 + DateText.digitRun(b, end + 1, to, 9);
        }
        return end;
    }

    private int letters(byte[] b, int from, int to) {
        if (DateText.digit(b[from + 1])) {
            return glog(b, from, to);
        }
        int p = from;
        if (DateText.weekday(b, from, to)) {
            p += 3;
            p += p < to && b[p] == ',' ? 1 : 0;
            p = DateText.blanks(b, p, to);
            int run = DateText.digitRun(b, p, to, 3);
            if (run == 1 || run == 2) {
                return p + run < to && b[p + run] == ' ' ? shortRun(b, p, run, ' ', to) : -1;
            }
        }
        int named = DateText.month(b, p, to);
        return named > 0 ? monthFirst(b, named, p + 3, to) : -1;
    }

    /** Jun 14 15:16:01, Dec 04 04:47:44 2005, Jan 05, 2024 10:00:00 AM. */
    private int monthFirst(byte[] b, int named, int after, int to) {
        int p = DateText.blanks(b, after, to);
        int run = DateText.digitRun(b, p, to, 3);
        if (p == after || run < 1 || run > 2 || !yearless(named, DateText.number(b, p, run))) {
            return -1;
        }
        int q = p + run;
        q += q < to && b[q] == ',' ? 1 : 0;
        q = DateText.blanks(b, q, to);
        if (DateText.digitRun(b, q, to, 5) == 4) {
            year = DateText.number(b, q, 4);
            precision = 2;
            q = DateText.blanks(b, q + 4, to);
        }
        int end = clock.scan(b, q, to);
        return end < 0 ? -1 : yearBehind(b, end, to);
    }

    private int yearBehind(byte[] b, int end, int to) {
        int p = DateText.blanks(b, end, to);
        if (p > end && DateText.digitRun(b, p, to, 5) == 4) {
            int value = DateText.number(b, p, 4);
            if (value >= 1970 && value < 2200) {
                year = value;
                precision = 2;
                return at(epochDay(), p + 4);
            }
        }
        return at(epochDay(), end);
    }

    /** I0917 12:34:56.123456: level, month and day. */
    private int glog(byte[] b, int from, int to) {
        if ("IWEF".indexOf(b[from]) < 0
                || DateText.digitRun(b, from + 1, to, 5) != 4
                || !yearless(DateText.number(b, from + 1, 2), DateText.number(b, from + 3, 2))) {
            return -1;
        }
        return withTime(b, from + 5, to);
    }

    private boolean date(int y, int m, int d) {
        year = y;
        month = m;
        day = d;
        return y >= 1970 && y < 2200 && m >= 1 && m <= 12 && d >= 1 && d <= 31;
    }

    private boolean yearless(int m, int d) {
        boolean later = m > today.getMonthValue() || m == today.getMonthValue() && d > today.getDayOfMonth() + 1;
        precision = 1;
        return date(later ? today.getYear() - 1 : today.getYear(), m, d);
    }

    /** Days since 1970 by the civil calendar; Hinnant, "chrono-compatible low-level date algorithms". */
    private long epochDay() {
        int y = month <= 2 ? year - 1 : year;
        int era = y / 400;
        int ofEra = y - era * 400;
        int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int days = ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear;
        return era * 146_097L + days - 719_468L;
    }

    private int at(long epochDay, int end) {
        long offset = clock.offsetMicros();
        micros = epochDay * DAY_MICROS
                + clock.microsOfDay()
                - (offset == ClockTime.NO_OFFSET ? zoneOffset(epochDay) : offset);
        return end;
    }

    private long zoneOffset(long epochDay) {
        if (epochDay != cachedDay || clock.hour() != cachedHour) {
            LocalDateTime local = LocalDateTime.of(LocalDate.ofEpochDay(epochDay), LocalTime.of(clock.hour(), 0));
            ZoneOffset offset = zone.getRules().getOffset(local);
            cachedOffsetMicros = offset.getTotalSeconds() * 1_000_000L;
            cachedDay = epochDay;
            cachedHour = clock.hour();
        }
        return cachedOffsetMicros;
    }
}
