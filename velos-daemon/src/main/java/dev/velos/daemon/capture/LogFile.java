package dev.velos.daemon.capture;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One log with its time index and its rotated files. Opened when the first byte comes, so that a silent process costs
 * no descriptors. Owned by the loop, or by the thread that it is handed to.
 */
final class LogFile implements StreamLog {
    private static final int CLOSED = -1;

    /** A log without a line end is cut anyway when it is larger than its bound by so much. */
    private static final long MAX_OVERSHOOT = 16L << 20;

    private final Path path;
    private final LogPolicy policy;
    private final TimeIndex index;
    private Carrier by;
    private int log = CLOSED;
    private long size;

    /** What an earlier daemon has left is looked at, too, when the file is opened. */
    private boolean compressible;

    LogFile(Carrier by, Path path, LogPolicy policy) {
        this.by = by;
        this.path = path;
        this.policy = policy;
        index = new TimeIndex(VelosHome.indexOf(path));
    }

    @Override
    public void handTo(Carrier carrier) {
        by = carrier;
    }

    @Override
    public boolean isShareable() {
        return true;
    }

    @Override
    public LogPolicy policy() {
        return policy;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long size() {
        return log == CLOSED ? path.toFile().length() : size;
    }

    @Override
    public long stage(int pipe, int limit, long nowMicros) throws OsException {
        if (log == CLOSED || index.isDue(nowMicros)) {
            remeasure();
        }
        return by.staging().fill(by.io(), pipe, limit, path, size);
    }

    @Override
    public long stageLost(int pipe, int limit) throws OsException {
        return by.staging().fill(by.io(), pipe, limit, path, size());
    }

    /** Others may cut the file or remove it. */
    private void remeasure() throws OsException {
        try {
            measure();
        } catch (OsException e) {
            close();
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            measure(); // somebody removed the file: make it anew
        }
    }

    private void measure() throws OsException {
        if (log == CLOSED) {
            log = by.io().openLog(path);
            index.open(by.io(), by.io().size(log));
            compressible = policy.compress();
        }
        size = by.io().size(log);
    }

    @Override
    public ByteBuffer staged() {
        return by.staging().bytes();
    }

    @Override
    public void write(long nowMicros) throws OsException {
        if (policy.maxBytes() > 0 && size >= policy.maxBytes()) {
            rotateAtLineEnd(nowMicros);
        }
        append(by.staging().bytes().remaining(), nowMicros);
        by.staging().clear();
    }

    /**
     * Opens the file for whole lines, rotated where it is due: its size.
     *
     * @throws OsException where there is no log to write to
     */
    long prepare(long nowMicros) throws OsException {
        if (log == CLOSED || index.isDue(nowMicros)) {
            remeasure();
        }
        if (policy.maxBytes() > 0 && size >= policy.maxBytes()) {
            endLine();
            rotate();
            measure();
        }
        return size;
    }

    /** Adds whole lines to the file that was {@link #prepare prepared}; the position says how far it came. */
    void appendLines(ByteBuffer lines, long nowMicros) throws OsException {
        addToIndex(nowMicros);
        int count = lines.remaining();
        try {
            by.io().append(log, lines);
        } finally {
            size += count - lines.remaining();
        }
    }

    private void addToIndex(long nowMicros) throws OsException {
        if (index.isDue(nowMicros)) {
            // The entry comes before its bytes: if the daemon dies between, the next entry has the same offset.
            index.add(by.io(), size, nowMicros);
        }
    }

    private void append(int count, long nowMicros) throws OsException {
        if (count == 0) {
            return;
        }
        addToIndex(nowMicros);
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

    /** Its bytes are in the log already. */
    @Override
    public boolean finishLine(long nowMicros) {
        return false;
    }

    @Override
    public void endLine() throws OsException {
        if (!LogTailReader.endsLine(path)) {
            size++;
            by.staging().point(path, size);
            by.io().append(log, new byte[] {'\n'}, 1);
        }
    }

    @Override
    public void giveUp() {
        by.staging().clear();
    }

    /** Every step leaves all bytes in some file of the log, so a daemon killed in the middle loses none. */
    private void rotate() {
        close();
        int last = 1;
        while (last < policy.maxFiles() && isThere(VelosHome.rotated(path, last))) {
            last++;
        }
        removeBoth(VelosHome.rotated(path, last));
        for (int n = last - 1; n >= 1; n--) {
            renameBoth(VelosHome.rotated(path, n), VelosHome.rotated(path, n + 1));
        }
        renameBoth(path, VelosHome.rotated(path, 1));
    }

    private static boolean isThere(Path rotated) {
        return rotated.toFile().exists()
                || VelosHome.compressed(rotated).toFile().exists();
    }

    private static void renameBoth(Path from, Path to) {
        File file = from.toFile();
        boolean renamed = file.exists() && file.renameTo(to.toFile());
        File compressed = VelosHome.compressed(from).toFile();
        renamed |= compressed.exists()
                && compressed.renameTo(VelosHome.compressed(to).toFile());
        if (renamed) {
            VelosHome.indexOf(from).toFile().renameTo(VelosHome.indexOf(to).toFile());
        }
    }

    private static boolean removeBoth(Path log) {
        boolean removed = log.toFile().delete();
        removed |= VelosHome.compressed(log).toFile().delete();
        return VelosHome.indexOf(log).toFile().delete() || removed;
    }

    @Override
    public boolean takeCompressible() {
        boolean taken = compressible;
        compressible = false;
        return taken;
    }

    @Override
    public void flush() throws OsException {
        measure();
        by.io().truncate(log);
        index.clear(by.io());
        size = 0;
        for (int n = 1; removeBoth(VelosHome.rotated(path, n)) || n <= policy.maxFiles(); n++) {
            continue;
        }
    }

    @Override
    public void discard() {
        close();
    }

    @Override
    public void close() {
        if (log != CLOSED) {
            by.io().close(log);
            log = CLOSED;
        }
        index.close(by.io());
    }
}
