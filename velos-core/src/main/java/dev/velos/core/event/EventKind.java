package dev.velos.core.event;

import java.util.Locale;

/** What can happen, by the words that {@code velos events} shows. A reader has to expect others, of later versions. */
public enum EventKind {
    /** A program was started. */
    STARTED,
    /** A program was started again; the reason says why. */
    RESTARTED,
    /** It is up. */
    ONLINE,
    /** It is told to end, to stay down. */
    STOPPING,
    /** It is told to end, to be started again. */
    RESTARTING,
    /** It did not end in time and is killed. */
    KILLING,
    /** Its program has ended. */
    EXITED,
    /** Some of its family outlive its program. */
    SURVIVORS,
    /** It waits to be started again. */
    WAITING,
    /** It is down, as it was wished. */
    STOPPED,
    /** It has done what it was meant to. */
    COMPLETED,
    /** It is given up. */
    ERRORED,
    /** A new daemon has taken it over. */
    ADOPTED,
    /** Somebody has deleted it. */
    DELETED,
    /** Somebody who works for a user, such as an agent, has asked for something; the reason says for what. */
    REQUESTED,
    /** Its counts and its history begin anew. */
    RESET,
    /** Somebody has sent it a signal. */
    SIGNALLED,
    /** Somebody has sent it text. */
    SENT,
    /** It has sent a message to whoever supervises it; the reason is that message. */
    MESSAGE,
    /** What its probes say has changed. */
    HEALTH,
    /** It has written an error unlike those that it wrote before; the reason is what they have in common. */
    NEW_ERROR,
    /** A configuration was applied. */
    APPLIED,
    /** The daemon runs. */
    DAEMON_STARTED,
    /** The daemon ends for good. */
    DAEMON_STOPPED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
