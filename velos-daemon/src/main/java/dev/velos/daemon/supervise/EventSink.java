package dev.velos.daemon.supervise;

import dev.velos.core.event.Event;

/** Keeps what has happened, for users. Called on the loop's thread; never fails. */
public interface EventSink {
    void happened(Event event);
}
