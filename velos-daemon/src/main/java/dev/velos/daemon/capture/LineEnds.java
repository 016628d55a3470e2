package dev.velos.daemon.capture;

import java.nio.ByteBuffer;

/** Finds line feeds. Stateless. */
final class LineEnds {
    private LineEnds() {}

    /** How many bytes there are to the end of the first line, its line feed included; all where no line ends. */
    static int firstLine(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n') {
                return i + 1 - bytes.position();
            }
        }
        return bytes.remaining();
    }

    /** Whether the last byte is a line feed. */
    static boolean atEnd(ByteBuffer bytes) {
        return after(bytes, bytes.remaining());
    }

    /** Whether the last of so many bytes is a line feed. */
    static boolean after(ByteBuffer bytes, int count) {
        return count > 0 && bytes.get(bytes.position() + count - 1) == '\n';
    }
}
