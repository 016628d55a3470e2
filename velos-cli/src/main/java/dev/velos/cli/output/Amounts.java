package dev.velos.cli.output;

/** Bytes, percents and times as a person reads them. Plain arithmetic: a formatter would cost more than a command. */
public final class Amounts {
    private static final String[] UNITS = {"B", "K", "M", "G", "T", "P", "E"};

    private Amounts() {}

    /** {@code 0 B}, {@code 12.3 M}: powers of 1024, one decimal below 100. */
    public static String bytes(long bytes) {
        int unit = 0;
        long tenths = bytes * 10;
        if (bytes >= Long.MAX_VALUE / 10) {
            tenths = bytes / 1024 * 10;
            unit = 1;
        }
        while (tenths >= 10 * 1024 && unit < UNITS.length - 1) {
            tenths = (tenths + 512) / 1024;
            unit++;
        }
        String number = unit == 0 || tenths >= 1000 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
        return number + " " + UNITS[unit];
    }

    /** {@code 12.3%}. */
    public static String percent(double percent) {
        long tenths = Math.round(percent * 10);
        return tenths / 10 + "." + tenths % 10 + "%";
    }

    /** The two largest units: {@code 850 ms}, {@code 12 s}, {@code 3m 5s}, {@code 2h 10m}, {@code 41d 3h}. */
    public static String duration(long millis) {
        long seconds = millis / 1000;
        if (seconds < 1) {
            return millis + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m " + seconds % 60 + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h " + seconds / 60 % 60 + "m";
        }
        return seconds / 86_400 + "d " + seconds / 3600 % 24 + "h";
    }
}
