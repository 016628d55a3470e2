package dev.velos.mcp.tool;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Amounts and times in as few tokens as tell them. */
public final class Words {
    private static final String[] UNITS = {"B", "K", "M", "G", "T", "P", "E"};

    private Words() {}

    /** {@code 512B}, {@code 45M}, {@code 1.5G}. */
    public static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1000 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        long tenths = Math.round(amount * 10);
        boolean isRound = unit == 0 || tenths >= 100 || tenths % 10 == 0;
        return (isRound ? Long.toString(Math.round(amount)) : tenths / 10 + "." + tenths % 10) + UNITS[unit];
    }

    /** {@code 12s}, {@code 3m}, {@code 2h}, {@code 41d}: whole units, rounded down. */
    public static String length(long millis) {
        long seconds = Math.max(0, millis / 1000);
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + "m";
        }
        return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }

    /** {@code 2026-11-21T15:40:02Z (3m ago)}. */
    public static String when(long millis, long nowMillis) {
        return instant(millis) + " (" + length(nowMillis - millis) + " ago)";
    }

    /** {@code 2026-11-21T15:40:02Z}. */
    public static String instant(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code 12.3%}. */
    public static String percent(double percent) {
        long tenths = Math.round(percent * 10);
        return tenths % 10 == 0 ? tenths / 10 + "%" : tenths / 10 + "." + tenths % 10 + "%";
    }
}
