package dev.velos.daemon.capture;

import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;

/** Finds line feeds in what waits in a pipe. Stateless. */
final class LineEnds {
    private LineEnds() {}

    /** Copies what waits; nothing where that is not possible now, as for want of descriptors. */
    static int peek(CaptureIo io, int pipe, byte[] target) {
        try {
            return io.peek(pipe, target);
        } catch (OsException e) {
            return 0;
        }
    }

    /** Where the first line feed is, or -1. */
    static int first(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Where the last line feed is, or -1. */
    static int last(byte[] bytes, int length) {
        for (int i = length - 1; i >= 0; i--) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
