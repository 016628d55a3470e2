package dev.velos.logs.read;

/** Whether the lines that belong together, such as those of a stack trace, are one event or many. */
public enum Folding {
    LINES,
    EVENTS
}
