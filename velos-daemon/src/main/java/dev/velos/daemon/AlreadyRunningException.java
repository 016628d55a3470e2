package dev.velos.daemon;

/** Another daemon holds the home. */
final class AlreadyRunningException extends Exception {
    private static final long serialVersionUID = 1L;

    AlreadyRunningException(String message) {
        super(message);
    }
}
