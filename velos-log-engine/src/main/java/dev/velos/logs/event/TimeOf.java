package dev.velos.logs.event;

/**
 * Tells the time that is written in an event, for logs of which nobody noted when they arrived. It may learn from one
 * event for the next, so one for each source.
 */
@FunctionalInterface
public interface TimeOf {
    /** Epoch microseconds; {@link LogEvent#NO_TIME} where none is written. */
    long micros(LogEvent event);
}
