package dev.velos.logs.read;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes of which several threads may read different parts at once. */
interface SharedSource extends ByteSource {
    /** Takes the next part of at most so many bytes, which nobody else reads then. One thread at a time. */
    Part reserve(int length);

    /**
     * A part that somebody reads.
     *
     * @param length at least 1; 0 at the end
     */
    record Part(long from, int length) {}

    /** Reads a part to the position of a buffer, whose limit is behind it; false where its bytes are gone. */
    boolean read(Part part, ByteBuffer into) throws IOException;

    @Override
    default int read(byte[] into, int at, int length) throws IOException {
        Part part = reserve(length);
        return part.length() > 0 && read(part, ByteBuffer.wrap(into, at, part.length())) ? part.length() : -1;
    }
}
