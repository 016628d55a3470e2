package dev.velos.cli.insight;

/** Counts and shares, for people and for those who pay by the letter. */
final class Counts {
    private static final String[] UNITS = {"", "K", "M", "G", "T"};

    private Counts() {}

    /** {@code 1,234,567}. */
    static String grouped(long count) {
        StringBuilder text = new StringBuilder(Long.toString(count));
        for (int i = text.length() - 3; i > 0; i -= 3) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    /** {@code 950}, {@code 1.2K}, {@code 45M}: powers of a thousand, two digits at least. */
    static String brief(long count) {
        int unit = 0;
        long whole = count;
        long tenths = 0;
        while (whole >= 1000 && unit < UNITS.length - 1) {
            tenths = whole % 1000 / 100;
            whole /= 1000;
            unit++;
        }
        return unit > 0 && whole < 10 && tenths > 0 ? whole + "." + tenths + UNITS[unit] : whole + UNITS[unit];
    }

    /** {@code 12.3%}, {@code <0.1%}. */
    static String percent(double share) {
        long tenths = Math.round(share * 1000);
        return tenths == 0 && share > 0 ? "<0.1%" : tenths / 10 + "." + tenths % 10 + "%";
    }

    /** To one decimal, without it where it is nought. */
    static String decimal(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }
}
