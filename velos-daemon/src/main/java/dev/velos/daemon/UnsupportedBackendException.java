package dev.velos.daemon;

/** VELOS_BACKEND names none that there is. */
final class UnsupportedBackendException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsupportedBackendException(String message) {
        super(message);
    }
}
