package dev.velos.logs.summary;

import dev.velos.logs.event.LogEvent;
import java.util.Arrays;

/** The latest event that is an error. Its bytes are copied once a batch. Owned by one {@link Digest}. */
final class LastError {
    private static final int KEPT_BYTES = 400;
    private static final int NONE = -1;

    private int inBatch = NONE;
    private int reference = NONE;
    private long micros = LogEvent.NO_TIME;
    private byte[] bytes = {};

    void see(int event, int eventReference, long eventMicros) {
        if (eventMicros >= micros) {
            inBatch = event;
            reference = eventReference;
            micros = eventMicros;
        }
    }

    void keep(EventBatch batch) {
        if (inBatch != NONE) {
            int from = batch.from(inBatch);
            bytes = Arrays.copyOfRange(batch.bytes(), from, Math.min(batch.to(inBatch), from + KEPT_BYTES));
            inBatch = NONE;
        }
    }

    boolean isThere() {
        return reference != NONE;
    }

    int reference() {
        return reference;
    }

    long micros() {
        return micros;
    }

    byte[] bytes() {
        return bytes;
    }
}
