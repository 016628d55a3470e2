package dev.velos.daemon.supervise;

/** How hard a family is asked to end. */
public enum Force {
    /** Nobody has been told yet: a hook comes first. */
    NOT_YET(15),
    /** A message on the channel; for whoever is not reached by it, as {@link #TERM}. */
    MESSAGE(15),
    TERM(15),
    KILL(9);

    private final int signal;

    Force(int signal) {
        this.signal = signal;
    }

    public int signal() {
        return signal;
    }
}
