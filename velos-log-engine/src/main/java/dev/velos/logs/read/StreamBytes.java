package dev.velos.logs.read;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a stream, of which nobody knows when they came. Closes it. */
record StreamBytes(InputStream stream) implements ByteSource {
    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        return stream.read(into, at, length);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
