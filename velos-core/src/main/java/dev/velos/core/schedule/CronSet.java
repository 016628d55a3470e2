package dev.velos.core.schedule;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import java.util.function.Supplier;

/**
 * The numbers that one field of a cron line allows.
 *
 * @param bits bit n says that n is allowed
 * @param star whether it was written with a star at its beginning: it restricts nothing, or only by steps
 */
record CronSet(long bits, boolean star) {
    boolean has(int number) {
        return (bits >>> number & 1) != 0;
    }

    /** The least number allowed from there on; -1 where there is none. */
    int nextFrom(int number) {
        long left = number > 63 ? 0 : bits >>> number << number;
        return left == 0 ? -1 : Long.numberOfTrailingZeros(left);
    }

    int first() {
        return Long.numberOfTrailingZeros(bits);
    }

    static CronSet only(int number) {
        return new CronSet(1L << number, false);
    }

    /**
     * Reads a list of numbers, ranges and steps.
     *
     * @throws VelosException invalid-request, naming the part that cannot be
     */
    static CronSet parse(CronField field, String text) {
        long bits = 0;
        for (String part : text.split(",", -1)) {
            bits |= part(field, part);
        }
        if (field == CronField.WEEKDAY && (bits >>> 7 & 1) != 0) {
            bits = bits & 0x7f | 1;
        }
        return new CronSet(bits, text.startsWith("*") || text.startsWith("?"));
    }

    private static long part(CronField field, String part) {
        Supplier<VelosException> wrong = () -> wrong(field, part);
        int slash = part.indexOf('/');
        String range = slash < 0 ? part : part.substring(0, slash);
        int step = slash < 0 ? 1 : step(field, part.substring(slash + 1), wrong);
        int dash = range.indexOf('-');
        int from;
        int to;
        if (range.equals("*") || range.equals("?")) {
            from = field.min();
            to = field == CronField.WEEKDAY ? 6 : field.max();
        } else if (dash >= 0) {
            from = field.number(range.substring(0, dash)).orElseThrow(wrong);
            to = field.number(range.substring(dash + 1)).orElseThrow(wrong);
        } else {
            from = field.number(range).orElseThrow(wrong);
            to = slash < 0 ? from : field.max();
        }
        if (from > to) {
            throw Failure.invalidRequest(
                            "the range \"" + range + "\" of the " + field.plural() + " runs backwards",
                            "Write the smaller number first, or two ranges with a comma.")
                    .asException();
        }
        return bits(from, to, step);
    }

    private static int step(CronField field, String text, Supplier<VelosException> wrong) {
        boolean digits = !text.isEmpty() && text.length() <= 2 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int step = digits ? Integer.parseInt(text) : 0;
        if (step < 1 || step > field.max()) {
            throw wrong.get();
        }
        return step;
    }

    private static long bits(int from, int to, int step) {
        long bits = 0;
        for (int number = from; number <= to; number += step) {
            bits |= 1L << number;
        }
        return bits;
    }

    private static VelosException wrong(CronField field, String part) {
        return Failure.invalidRequest(
                        "\"" + part + "\" is nothing that the " + field.plural() + " can be",
                        "They go from " + field.range() + "; write *, a number, a range 1-5, a list 1,3 or a step */2.")
                .asException();
    }
}
