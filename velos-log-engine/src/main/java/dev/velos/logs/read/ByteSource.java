package dev.velos.logs.read;

import dev.velos.logs.event.LogEvent;
import java.io.Closeable;
import java.io.IOException;

/** Bytes that are read once, from the first to the last. Owned by one reader. */
interface ByteSource extends Closeable {
    /** Waits for at least one byte; -1 where no more come. */
    int read(byte[] into, int at, int length) throws IOException;

    /** When the byte at that offset from the first one arrived, in epoch microseconds. */
    default long arrivalMicros(long offset) throws IOException {
        return LogEvent.NO_TIME;
    }
}
