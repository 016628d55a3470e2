package dev.velos.daemon.os;

import java.nio.ByteBuffer;

/** Writes arrays through one small direct buffer, as {@link CaptureIo} takes nothing else. Owned by the loop. */
public final class ArrayAppender {
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(4 << 10);

    /** Writes the first bytes of an array to the end of a log. */
    public void append(CaptureIo io, int log, byte[] bytes, int length) throws OsException {
        for (int done = 0; done < length; ) {
            int part = Math.min(scratch.capacity(), length - done);
            io.append(log, scratch.clear().put(bytes, done, part).flip());
            done += part;
        }
    }
}
