package dev.velos.daemon.capture;

import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.nio.file.Path;

/**
 * The standard input of one instance: a named pipe that its program holds open for reading and writing, so that it
 * never ends, whatever becomes of the daemon. The daemon opens it only to write. Owned by the loop.
 */
public final class ProcessInput {
    /** What became of a text. */
    public enum Sent {
        ALL,
        /** The program has not read what was sent before, and there is no room for this. */
        NO_ROOM,
        /** No program has it open. */
        NO_READER
    }

    private final CaptureIo io;
    private final Path path;

    ProcessInput(CaptureIo io, Path path) {
        this.io = io;
        this.path = path;
    }

    /** Where the pipe lies, once {@link #make} was called. */
    public Path path() {
        return path;
    }

    /** Makes the pipe where it is missing. */
    public void make() throws OsException {
        io.makePipe(path);
    }

    /** Writes all of it or nothing; never waits. */
    public Sent send(byte[] bytes) throws OsException {
        int pipe;
        try {
            pipe = io.openToSend(path);
        } catch (OsException e) {
            if (e.errno() == Errno.ENXIO || e.errno() == Errno.ENOENT) {
                return Sent.NO_READER;
            }
            throw e;
        }
        try {
            if (bytes.length > io.pipeCapacity(pipe) - io.waiting(pipe)) {
                return Sent.NO_ROOM;
            }
            io.append(pipe, bytes, bytes.length);
            return Sent.ALL;
        } catch (OsException e) {
            if (e.errno() == Errno.EAGAIN) {
                return Sent.NO_ROOM; // short texts take whole pages of it
            }
            throw e;
        } finally {
            io.close(pipe);
        }
    }

    void discard() {
        path.toFile().delete();
    }
}
