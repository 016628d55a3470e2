package dev.velos.daemon.session;

/** Counts the bytes that all sessions hold: unfinished requests, and answers that nobody takes. Owned by the loop. */
final class HeldBytes {
    /** At most so many bytes are held: the largest message there can be, and some more. */
    static final int MAX = 24 << 20;

    private final Runnable whenTooMany;
    private long held;
    private boolean telling;

    HeldBytes(Runnable whenTooMany) {
        this.whenTooMany = whenTooMany;
    }

    void change(long difference) {
        held += difference;
        if (areTooMany() && !telling) {
            telling = true;
            whenTooMany.run();
            telling = false;
        }
    }

    boolean areTooMany() {
        return held > MAX;
    }
}
