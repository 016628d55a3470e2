package dev.velos.logs.event;

/**
 * One step of a pipeline, as a description that can be used any number of times: it is put before whatever takes its
 * results. State belongs to the sink that comes out of it, whose memory is bounded.
 *
 * <p>{@code first.before(second.before(end))} is a pipeline of two; each of them runs alone as well.
 */
@FunctionalInterface
public interface Stage<I, O> {
    /** A sink that gives what it makes of its items to the next one, and passes the end on. */
    Sink<I> before(Sink<? super O> next);

    /** This stage and then another, as one. */
    default <P> Stage<I, P> then(Stage<? super O, P> following) {
        return end -> before(following.before(end));
    }
}
