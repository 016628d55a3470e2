package dev.velos.cli.command;

import dev.velos.core.failure.VelosException;
import dev.velos.core.quantity.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

/** A moment on the command line: so long ago ({@code 10m}), or a local date, time of today, or both. */
final class Since {
    private Since() {}

    static Instant parse(String text, Instant now, ZoneId zone) {
        boolean isDate = text.length() > 4 && (text.charAt(4) == '-' || text.indexOf(':') > 0);
        try {
            return isDate ? moment(text.replace(' ', 'T'), now, zone) : now.minus(Durations.parse(text));
        } catch (VelosException | DateTimeException e) {
            throw new UsageException(
                    "--since " + text + " is no moment.",
                    "Write how long ago, such as 10m or 2h30m, or a date and time, such as 2026-02-03, 14:30 or"
                            + " \"2026-02-03 14:30\".");
        }
    }

    private static Instant moment(String text, Instant now, ZoneId zone) {
        if (text.endsWith("Z")) {
            return Instant.parse(text);
        }
        LocalDateTime local;
        if (text.indexOf('T') > 0) {
            local = LocalDateTime.parse(text);
        } else if (text.indexOf(':') > 0) {
            local = LocalDate.ofInstant(now, zone).atTime(LocalTime.parse(text));
        } else {
            local = LocalDate.parse(text).atStartOfDay();
        }
        return local.atZone(zone).toInstant();
    }
}
