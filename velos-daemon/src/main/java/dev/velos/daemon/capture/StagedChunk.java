package dev.velos.daemon.capture;

import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Bytes that a daemon had read from a pipe and had begun to write, or was about to, when it was killed.
 *
 * @param logSize the size of the log before them, in bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record StagedChunk(Path log, long logSize, byte[] bytes) {
    /** Writes those of them that are not in the log: how many. */
    public int finish(CaptureIo io) throws OsException {
        int handle = io.openLog(log);
        try {
            byte[] rest = notIn(io.size(handle));
            io.append(handle, rest, rest.length);
            return rest.length;
        } finally {
            io.close(handle);
        }
    }

    /** What is left of them where the log has come to that size. */
    private byte[] notIn(long size) {
        int written = (int) Math.clamp(size - logSize, 0L, (long) bytes.length);
        return Arrays.copyOfRange(bytes, written, bytes.length);
    }
}
