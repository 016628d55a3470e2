package dev.velos.logs.event;

/** Tells the level of an event. It may learn from one event for the next, so one for each source. */
@FunctionalInterface
public interface LevelOf {
    /** {@link Level#NONE} where the event tells none. */
    Level of(LogEvent event);
}
