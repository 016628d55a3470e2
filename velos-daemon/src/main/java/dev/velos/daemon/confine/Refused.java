package dev.velos.daemon.confine;

/** What a spec asks for cannot be had on this machine. The message says why, and what to do. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
