package dev.velos.daemon.capture;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.io.File;
import java.nio.file.Path;

/**
 * One log with its time index and its rotated files. Opened when the first byte comes, so that a silent process costs
 * no descriptors. Owned by the loop.
 */
final class LogFile {
    private static final int CLOSED = -1;

    /** A log without a line end is cut anyway when it is larger than its bound by so much. */
    private static final long MAX_OVERSHOOT = 16L << 20;

    private static final int PEEK_BYTES = 64 << 10;

    private final CaptureIo io;
    private final Path path;
    private final LogPolicy policy;
    private int log = CLOSED;
    private final TimeIndex index;
    private long size;

    LogFile(CaptureIo io, Path path, LogPolicy policy) {
        this.io = io;
        this.path = path;
        this.policy = policy;
        index = new TimeIndex(io, VelosHome.indexOf(path));
    }

    Path path() {
        return path;
    }

    /** Bytes in the current file, as far as this object has seen it. */
    long size() {
        return log == CLOSED ? path.toFile().length() : size;
    }

    /**
     * Moves what waits in the pipe into the log: bytes, or what {@link CaptureIo#transfer} says of none.
     *
     * @throws OsException where the log cannot take bytes now
     */
    long takeFrom(int pipe, long limit, long nowMicros) throws OsException {
        try {
            return move(pipe, limit, nowMicros);
        } catch (OsException e) {
            close();
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            return move(pipe, limit, nowMicros); // somebody removed the file: make it anew
        }
    }

    private long move(int pipe, long limit, long nowMicros) throws OsException {
        open();
        long bound = boundByRotation(pipe, limit);
        if (log == CLOSED) {
            open();
        }
        if (index.isDue(nowMicros)) {
            // The entry comes before its bytes: if the daemon dies between, the next entry has the same offset.
            size = io.size(log);
            index.add(size, nowMicros);
        }
        long moved = io.transfer(pipe, log, bound);
        if (moved > 0) {
            size += moved;
        }
        return moved;
    }

    private void open() throws OsException {
        if (log == CLOSED) {
            log = io.openLog(path);
            size = io.size(log);
            index.open(size);
        }
    }

    /** Rotates where it is time and a line ends here; else says how many bytes there are to the line's end. */
    private long boundByRotation(int pipe, long limit) throws OsException {
        if (policy.maxBytes() == 0 || size < policy.maxBytes()) {
            return limit;
        }
        size = io.size(log);
        if (size < policy.maxBytes()) {
            return limit; // somebody emptied it
        }
        if (LogTailReader.endsLine(path) || size > policy.maxBytes() + MAX_OVERSHOOT) {
            rotate();
            return limit;
        }
        byte[] ahead = new byte[PEEK_BYTES];
        int lineEnd = LineEnds.first(ahead, LineEnds.peek(io, pipe, ahead));
        return lineEnd < 0 ? limit : Math.min(limit, lineEnd + 1L);
    }

    /** Ends a line that a full disk has cut, so that what comes next begins one. */
    void endLine() throws OsException {
        open();
        if (!LogTailReader.endsLine(path)) {
            io.append(log, new byte[] {'\n'}, 1);
        }
    }

    /** Every step leaves all bytes in some file of the log, so a daemon killed in the middle loses none. */
    private void rotate() {
        close();
        int last = 1;
        while (last < policy.maxFiles()
                && VelosHome.rotated(path, last).toFile().exists()) {
            last++;
        }
        removeBoth(VelosHome.rotated(path, last));
        for (int n = last - 1; n >= 1; n--) {
            renameBoth(VelosHome.rotated(path, n), VelosHome.rotated(path, n + 1));
        }
        renameBoth(path, VelosHome.rotated(path, 1));
    }

    private static void renameBoth(Path from, Path to) {
        File file = from.toFile();
        if (file.exists() && file.renameTo(to.toFile())) {
            VelosHome.indexOf(from).toFile().renameTo(VelosHome.indexOf(to).toFile());
        }
    }

    private static boolean removeBoth(Path log) {
        boolean removed = log.toFile().delete();
        return VelosHome.indexOf(log).toFile().delete() || removed;
    }

    /** Empties the log and its index and removes the rotated files. */
    void flush() throws OsException {
        open();
        io.truncate(log);
        index.clear();
        size = 0;
        for (int n = 1; removeBoth(VelosHome.rotated(path, n)) || n <= policy.maxFiles(); n++) {
            continue;
        }
    }

    void close() {
        if (log != CLOSED) {
            io.close(log);
            log = CLOSED;
        }
        index.close();
    }
}
