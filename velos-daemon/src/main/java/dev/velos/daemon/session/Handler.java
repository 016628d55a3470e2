package dev.velos.daemon.session;

import dev.velos.core.protocol.Fields;

/** Carries out one command. Called on the loop's thread; must not block. */
interface Handler {
    /**
     * Answers through {@code answer}, now or later. A {@link dev.velos.core.failure.VelosException} thrown here
     * becomes the answer.
     */
    void handle(Fields arguments, Answer answer);
}
