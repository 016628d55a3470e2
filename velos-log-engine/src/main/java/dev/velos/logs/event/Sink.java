package dev.velos.logs.event;

/**
 * Takes items one after the other. Owned by the thread that feeds it.
 *
 * <p>An item may be a view into buffers of whoever feeds, as a {@link LogEvent} is: it holds good during the call, and
 * what is to be kept is copied.
 */
public interface Sink<I> {
    /** Takes the next item. */
    void accept(I item);

    /** Nothing comes any more; what was held back goes on, and so does the end. Called once. */
    void end();

    /** Whether further items would be for nothing, so that whoever feeds may end at once. */
    default boolean hasEnough() {
        return false;
    }
}
