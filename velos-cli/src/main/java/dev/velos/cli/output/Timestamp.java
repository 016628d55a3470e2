package dev.velos.cli.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Moments as a person reads them. Plain arithmetic: a formatter would cost more than a command. */
final class Timestamp {
    private Timestamp() {}

    /** Local time to the millisecond: {@code 2026-02-03 04:05:06.789}. */
    static String toMillis(Instant instant, ZoneId zone) {
        ZonedDateTime time = instant.atZone(zone);
        StringBuilder text = toSeconds(time);
        pad(text.append('.'), time.getNano() / 1_000_000, 3);
        return text.toString();
    }

    /** Local time to the second: {@code 2026-02-03 04:05:06}. */
    static String toSeconds(Instant instant, ZoneId zone) {
        return toSeconds(instant.atZone(zone)).toString();
    }

    /** The same of milliseconds since 1970, where this machine is. */
    static String ofEpochMillis(long epochMillis) {
        return toSeconds(Instant.ofEpochMilli(epochMillis), ZoneId.systemDefault());
    }

    private static StringBuilder toSeconds(ZonedDateTime time) {
        StringBuilder text = new StringBuilder(23);
        text.append(time.getYear());
        pad(text.append('-'), time.getMonthValue(), 2);
        pad(text.append('-'), time.getDayOfMonth(), 2);
        pad(text.append(' '), time.getHour(), 2);
        pad(text.append(':'), time.getMinute(), 2);
        pad(text.append(':'), time.getSecond(), 2);
        return text;
    }

    private static void pad(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        text.repeat('0', digits - plain.length()).append(plain);
    }
}
