package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;

/** Reads how many instances somebody wants: {@code 8}, {@code max}, or for a change {@code +2} and {@code -1}. */
public final class InstanceCount {
    /** One for each processor. */
    public static final String MAX = "max";

    private InstanceCount() {}

    /**
     * A number of instances, 1 to {@link ProcessSpec#MAX_INSTANCES}.
     *
     * @param processors what {@link #MAX} stands for
     * @throws VelosException invalid-request for anything else
     */
    public static int of(String text, int processors) {
        return text.equals(MAX) ? processors : within(number(text), text, "");
    }

    /**
     * The number after a change; a number without a sign, and {@link #MAX}, are taken as they are.
     *
     * @throws VelosException invalid-request where that is none, below 1 or too many
     */
    public static int changed(String text, int current, int processors) {
        boolean isChange = text.startsWith("+") || text.startsWith("-");
        return isChange ? within(current + number(text), text, " from " + current) : of(text, processors);
    }

    private static long number(String text) {
        if (!text.matches("[+-]?\\d{1,9}")) {
            throw Failure.invalidRequest(
                            "\"" + text + "\" is no number of instances.",
                            "Write a number, \"max\" for one on each processor, or for velos scale +2 or -1.")
                    .asException();
        }
        return Long.parseLong(text);
    }

    private static int within(long count, String text, String from) {
        if (count < 1) {
            throw Failure.invalidRequest(
                            text + " instances" + from + " would leave none.",
                            "Use 1 or more, or \"max\" for one on each processor; \"velos stop\" ends all of them.")
                    .asException();
        }
        if (count > ProcessSpec.MAX_INSTANCES) {
            throw Failure.invalidRequest(
                            text + " instances" + from + " are too many.",
                            "Use at most " + ProcessSpec.MAX_INSTANCES + ".")
                    .asException();
        }
        return (int) count;
    }
}
