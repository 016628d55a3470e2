package dev.velos.core.quantity;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import java.util.Locale;

/**
 * An amount of bytes, as people write it: {@code 150M}, {@code 1G}, {@code 512K}, {@code 4096}. K, M, G and T are
 * powers of 1024, whether or not {@code B} or {@code iB} follows.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final String UNITS = "KMGT";

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size of " + bytes + " bytes");
        }
    }

    /** @throws VelosException invalid-request, where the text is no size or is over 8 EiB */
    public static ByteSize parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        int shift = shiftOf(text.substring(digits).toUpperCase(Locale.ROOT));
        if (digits == 0 || shift < 0) {
            throw unreadable(text);
        }
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(text.substring(0, digits)), 1L << shift));
        } catch (ArithmeticException | NumberFormatException e) {
            throw tooLarge(text);
        }
    }

    /** Bits to shift by for a unit in upper case; -1 for what is none. */
    private static int shiftOf(String unit) {
        if (unit.isEmpty() || unit.equals("B")) {
            return 0;
        }
        String rest = unit.substring(1);
        boolean known = rest.isEmpty() || rest.equals("B") || rest.equals("IB");
        int power = UNITS.indexOf(unit.charAt(0)) + 1;
        return known && power > 0 ? 10 * power : -1;
    }

    /** The shortest exact form that {@link #parse} reads. */
    public String text() {
        int power = 0;
        long amount = bytes;
        while (power < UNITS.length() && amount != 0 && amount % 1024 == 0) {
            amount /= 1024;
            power++;
        }
        return power == 0 ? Long.toString(amount) : amount + UNITS.substring(power - 1, power);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    private static VelosException unreadable(String text) {
        return Failure.invalidRequest(
                        "\"" + Excerpt.of(text) + "\" is not a size.",
                        "Write a whole number of bytes, or with K, M, G or T, such as 512K, 150M or 1G.")
                .asException();
    }

    private static VelosException tooLarge(String text) {
        return Failure.invalidRequest("The size \"" + Excerpt.of(text) + "\" is too large.", "Use less than 8388608T.")
                .asException();
    }
}
