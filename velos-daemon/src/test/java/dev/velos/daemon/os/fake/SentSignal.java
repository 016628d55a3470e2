package dev.velos.daemon.os.fake;

/** A signal that a backend was told to send, other than 0. */
public record SentSignal(long pid, int signal, To to) {
    /** Whom it was meant for. */
    public enum To {
        PROCESS,
        GROUP
    }
}
