package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;

/** The way back to whoever asked. Exactly one of the first two is called, once; the asker may be gone by then. */
interface Answer {
    void succeed(Fields result);

    void fail(Failure failure);

    /** The connection that the request came from. */
    Session session();
}
