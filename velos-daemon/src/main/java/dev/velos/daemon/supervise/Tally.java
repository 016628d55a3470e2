package dev.velos.daemon.supervise;

import dev.velos.core.process.RestartCause;

/**
 * What a process carries from one life to the next.
 *
 * @param incarnation number of the latest life, from 1; 0 before the first
 * @param restarts since a user started it
 * @param unstable lives in a row that were shorter than the spec's minimum uptime
 * @param reason in words, why the latest life ended or was ended; empty before the first end, and where a user stopped it
 */
public record Tally(long incarnation, long restarts, int unstable, String reason) {
    public static final Tally NONE = new Tally(0, 0, 0, "");

    /** With the counts of a process that was just started. */
    Tally reset() {
        return new Tally(incarnation, 0, 0, reason);
    }

    Tally started() {
        return new Tally(incarnation + 1, 0, 0, "");
    }

    /** A job that is to run by its schedule from now on. */
    Tally atRest() {
        return new Tally(incarnation, 0, 0, "");
    }

    Tally restarted() {
        return new Tally(incarnation + 1, restarts + 1, unstable, reason);
    }

    Tally restarted(RestartCause cause) {
        return new Tally(incarnation + 1, restarts + 1, unstable, cause.text());
    }

    Tally ended(boolean stable, String why) {
        return new Tally(incarnation, restarts, stable ? 0 : unstable + 1, why);
    }

    Tally endedAsAsked(String why) {
        return new Tally(incarnation, restarts, 0, why);
    }
}
