package dev.velos.daemon.listen;

/** A socket cannot be opened; the message says which, why, and what to do. */
public final class ListenRefused extends Exception {
    private static final long serialVersionUID = 1L;

    ListenRefused(String message) {
        super(message);
    }
}
