package dev.velos.daemon.capture;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import java.nio.file.Path;

/** The named pipe that a program writes a stream into, and this end of it. Owned by the loop. */
final class CapturePipe {
    /** A pipe that was found full once is raised to this; measured to halve the time of a busy stream. */
    private static final int BUSY_BYTES = StagingBuffer.CAPACITY;

    private static final int CLOSED = -1;

    private final Poller poller;
    private final CaptureIo io;
    private final Path path;
    private final PipeBudget budget;
    private int handle = CLOSED;
    private int capacity;
    private int grownBytes;
    private boolean mayGrow = true;
    private boolean watched;

    CapturePipe(Backend backend, Path path, PipeBudget budget) {
        poller = backend.poller();
        io = backend.capture();
        this.path = path;
        this.budget = budget;
    }

    Path path() {
        return path;
    }

    /** The handle; only of one that is open. */
    int handle() {
        return handle;
    }

    boolean isOpen() {
        return handle != CLOSED;
    }

    /** Makes it where it is missing, and opens it, where it is not open. */
    void open() throws OsException {
        if (!isOpen()) {
            handle = io.openPipe(path);
            capacity = io.pipeCapacity(handle);
        }
    }

    /** Has it said when something can be read, once. */
    void watch(Runnable readable) {
        if (!watched && isOpen()) {
            watched = true;
            poller.add(handle, Poller.READ, _ -> readable.run());
        }
    }

    /** Whether it was watched. */
    boolean unwatch() {
        boolean was = watched;
        if (watched) {
            watched = false;
            poller.remove(handle);
        }
        return was;
    }

    /** Bytes that wait in it now. */
    int waiting() {
        return isOpen() ? io.waiting(handle) : 0;
    }

    /** Whether so many bytes at once mean that more wait: a program's writes seldom fill its pages. */
    boolean wasFull(long bytes) {
        return bytes >= capacity - capacity / 4;
    }

    /** Once in a pipe's life; where the kernel refuses it now, it will go on doing so. */
    void grow() {
        int more = BUSY_BYTES - capacity;
        if (!mayGrow || more <= 0 || !budget.take(more)) {
            return;
        }
        mayGrow = false;
        io.growPipe(handle, BUSY_BYTES);
        grownBytes = Math.max(0, io.pipeCapacity(handle) - capacity);
        capacity += grownBytes;
        budget.giveBack(more - grownBytes);
    }

    /** Leaves the pipe where it is, for a program that writes on. */
    void close() {
        if (isOpen()) {
            io.close(handle);
            handle = CLOSED;
            budget.giveBack(grownBytes);
            grownBytes = 0;
            mayGrow = true;
        }
    }
}
