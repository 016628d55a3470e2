package dev.velos.core.protocol;

/** Bytes that are no message of this protocol; the connection they came from is of no further use. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, by the way the other side can be helped. */
    public enum Kind {
        /** Not a Velos frame, or a broken one. */
        MALFORMED,
        /** A frame of another version of the protocol. */
        VERSION
    }

    private final Kind kind;

    public WireException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
