package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.quantity.ByteSize;

/**
 * A resource limit of the operating system: bytes, seconds or a count, as its resource has it.
 *
 * @param soft what holds; the program may raise it up to {@code hard}
 * @param hard {@link #UNLIMITED}, or at least {@code soft}
 */
public record Rlimit(long soft, long hard) {
    public static final long UNLIMITED = -1;
    private static final String WORD = "unlimited";

    public Rlimit {
        boolean inOrder = hard == UNLIMITED || soft != UNLIMITED && soft <= hard;
        if (soft < UNLIMITED || hard < UNLIMITED || !inOrder) {
            throw Failure.invalidRequest(
                            "A soft limit of " + part(soft) + " is over the hard limit of " + part(hard) + ".",
                            "Write soft:hard with the smaller one first.")
                    .asException();
        }
    }

    /**
     * {@code 1024}, {@code 64M}, {@code unlimited}, or a soft and a hard limit: {@code 1024:4096}.
     *
     * @throws VelosException invalid-request
     */
    public static Rlimit parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new Rlimit(number(text, text), number(text, text))
                : new Rlimit(number(text.substring(0, colon), text), number(text.substring(colon + 1), text));
    }

    private static long number(String part, String whole) {
        if (part.equals(WORD)) {
            return UNLIMITED;
        }
        try {
            return ByteSize.parse(part).bytes();
        } catch (VelosException e) {
            throw new VelosException(
                    Failure.invalidRequest(
                            "\"" + whole + "\" is no limit.",
                            "Write a number, a size such as \"64M\", \"unlimited\", or two of them: \"1024:4096\"."),
                    e);
        }
    }

    /** The form that {@link #parse} reads, and prlimit(1). */
    public String text() {
        return soft == hard ? part(soft) : part(soft) + ":" + part(hard);
    }

    private static String part(long number) {
        return number == UNLIMITED ? WORD : Long.toString(number);
    }
}
