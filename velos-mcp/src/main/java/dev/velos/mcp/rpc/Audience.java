package dev.velos.mcp.rpc;

/** Those who are told what happens. Any thread may use it. */
public interface Audience {
    /** Where nothing is told. */
    Audience NONE = (_, _) -> () -> {};

    /** What happens until the seat is closed, and is as grave, is told then. */
    default Seat attend(LogLevel least, Outbox outbox) {
        return () -> {};
    }

    /** From now on that client is told what it wishes for, and may change its wishes. */
    Seat join(Wishes wishes, Outbox outbox);

    /** Has wishes looked at again. */
    default void reconsider() {}

    /** A place in the audience, until it is closed. */
    interface Seat extends AutoCloseable {
        @Override
        void close();
    }
}
