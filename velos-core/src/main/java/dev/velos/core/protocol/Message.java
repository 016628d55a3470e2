package dev.velos.core.protocol;

/** What travels in one frame. */
public sealed interface Message permits Request, Reply, Notice {
    /** The body of its frame. */
    Fields toFields();
}
