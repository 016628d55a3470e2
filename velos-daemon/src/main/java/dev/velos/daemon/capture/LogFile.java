package dev.velos.daemon.capture;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One log with its time index and its rotated files. Opened when the first byte comes, so that a silent process costs
 * no descriptors. Owned by the loop, or by the thread that it is handed to.
 */
final class LogFile {
    private static final int CLOSED = -1;

    /** A log without a line end is cut anyway when it is larger than its bound by so much. */
    private static final long MAX_OVERSHOOT = 16L << 20;

    private final Path path;
    private final LogPolicy policy;
    private final TimeIndex index;
    private Carrier by;
    private int log = CLOSED;
    private long size;

    LogFile(Carrier by, Path path, LogPolicy policy) {
        this.by = by;
        this.path = path;
        this.policy = policy;
        index = new TimeIndex(VelosHome.indexOf(path));
    }

    /** Whoever carries for it from now on. Nothing may be staged. */
    void handTo(Carrier carrier) {
        by = carrier;
    }

    Path path() {
        return path;
    }

    /** Bytes in the current file, as far as this object has seen it. */
    long size() {
        return log == CLOSED ? path.toFile().length() : size;
    }

    /**
     * Takes what waits in the pipe into the staging buffer: bytes, or what {@link CaptureIo#read} says of none.
     *
     * @throws OsException where there is no log to write them to; they may be staged or still in the pipe
     */
    long stage(int pipe, int limit, long nowMicros) throws OsException {
        try {
            if (log == CLOSED || index.isDue(nowMicros)) {
                measure(); // others may cut the file or remove it
            }
        } catch (OsException e) {
            close();
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            measure(); // somebody removed the file: make it anew
        }
        return by.staging().fill(by.io(), pipe, limit, path, size);
    }

    /** Takes bytes that cannot be written out of the pipe, as {@link #stage} does. */
    long stageLost(int pipe, int limit) throws OsException {
        return by.staging().fill(by.io(), pipe, limit, path, size());
    }

    private void measure() throws OsException {
        if (log == CLOSED) {
            log = by.io().openLog(path);
            index.open(by.io(), by.io().size(log));
        }
        size = by.io().size(log);
    }

    /** The staged bytes that are in no log yet. */
    ByteBuffer staged() {
        return by.staging().bytes();
    }

    /**
     * Writes all that is staged.
     *
     * @throws OsException where the log cannot take bytes now; {@link #staged} is what is left
     */
    void write(long nowMicros) throws OsException {
        if (policy.maxBytes() > 0 && size >= policy.maxBytes()) {
            rotateAtLineEnd(nowMicros);
        }
        append(by.staging().bytes().remaining(), nowMicros);
        by.staging().clear();
    }

    private void append(int count, long nowMicros) throws OsException {
        if (count == 0) {
            return;
        }
        if (index.isDue(nowMicros)) {
            // The entry comes before its bytes: if the daemon dies between, the next entry has the same offset.
            index.add(by.io(), size, nowMicros);
        }
        ByteBuffer bytes = by.staging().bytes();
        int end = bytes.limit();
        bytes.limit(bytes.position() + count);
        try {
            by.io().append(log, bytes);
        } finally {
            size += count - bytes.remaining();
            bytes.limit(end);
        }
    }

    private void rotateAtLineEnd(long nowMicros) throws OsException {
        if (!LogTailReader.endsLine(path) && size <= policy.maxBytes() + MAX_OVERSHOOT) {
            int rest = LineEnds.firstLine(by.staging().bytes());
            boolean ends = LineEnds.after(by.staging().bytes(), rest);
            append(rest, nowMicros);
            if (!ends) {
                return;
            }
        }
        by.staging().point(path, size); // what is written must not be written again to the new file
        rotate();
        measure();
        by.staging().point(path, size);
    }

    /** Ends a line that a full disk has cut, so that what comes next begins one. */
    void endLine() throws OsException {
        if (!LogTailReader.endsLine(path)) {
            size++;
            by.staging().point(path, size);
            by.io().append(log, new byte[] {'\n'}, 1);
        }
    }

    /** Gives up what is staged: nothing of it goes to the log any more. */
    void giveUp() {
        by.staging().clear();
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
        measure();
        by.io().truncate(log);
        index.clear(by.io());
        size = 0;
        for (int n = 1; removeBoth(VelosHome.rotated(path, n)) || n <= policy.maxFiles(); n++) {
            continue;
        }
    }

    void close() {
        if (log != CLOSED) {
            by.io().close(log);
            log = CLOSED;
        }
        index.close(by.io());
    }
}
