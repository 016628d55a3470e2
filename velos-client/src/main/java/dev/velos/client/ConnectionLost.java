package dev.velos.client;

import java.util.Objects;

/** A connection that can give no answer any more. */
final class ConnectionLost extends Exception {
    private static final long serialVersionUID = 1L;

    /** How it was lost, by the way the user can be helped. */
    enum Kind {
        /** The other side closed it, or died. */
        CLOSED,
        /** No answer in time. */
        TIMEOUT,
        /** The other side speaks another version of the protocol. */
        VERSION,
        /** What came is no message of ours. */
        MALFORMED
    }

    private final Kind kind;

    ConnectionLost(Kind kind, String message) {
        super(Objects.requireNonNull(message));
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
