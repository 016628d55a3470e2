package dev.velos.daemon.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Capture by splice(2): the kernel moves bytes from pipe to file and takes from the pipe exactly what it has written,
 * also when the daemon is killed in the middle, so that no byte is ever only in the daemon's memory
 * (docs/decisions/0003). splice refuses files opened with O_APPEND, so the end is looked up before each move. Owned
 * by the loop.
 */
final class SpliceCapture implements CaptureIo {
    private static final int OWNER_ONLY = 0600;
    private static final int SCRATCH_BYTES = 64 << 10;

    private final Native library;
    private final MemorySegment open = Native.function("open");
    private final MemorySegment close = Native.function("close");
    private final MemorySegment splice = Native.function("splice");
    private final MemorySegment statx = Native.function("statx");
    private final MemorySegment read = Native.function("read");
    private final MemorySegment pwrite = Native.function("pwrite");
    private final MemorySegment ioctl = Native.function("ioctl");
    private final MemorySegment fcntl = Native.function("fcntl");
    private final MemorySegment stat;
    private final MemorySegment emptyPath;
    private final MemorySegment offset;
    private final MemorySegment scratch;
    private int[] peekPipe = {};

    SpliceCapture(Native library) {
        this.library = library;
        stat = library.allocate(Flags.STATX_BYTES);
        emptyPath = library.allocate(1);
        offset = library.allocate(JAVA_LONG.byteSize());
        scratch = library.allocate(SCRATCH_BYTES);
    }

    @Override
    public int openPipe(Path path) throws OsException {
        try (Arena arena = Arena.ofConfined()) {
            long name = arena.allocateFrom(path.toString()).address();
            int made = library.callInt(Native.function("mkfifo"), name, OWNER_ONLY, 0);
            if (made != 0 && library.errno() != Errno.EEXIST) {
                throw library.failure("make the pipe " + path);
            }
        }
        return open(path, Flags.O_RDONLY | Flags.O_NONBLOCK);
    }

    @Override
    public int openLog(Path path) throws OsException {
        return open(path, Flags.O_WRONLY | Flags.O_CREAT | Flags.O_NOCTTY);
    }

    private int open(Path path, int flags) throws OsException {
        try (Arena arena = Arena.ofConfined()) {
            long name = arena.allocateFrom(path.toString()).address();
            int handle = library.callInt(open, name, flags | Flags.O_CLOEXEC, OWNER_ONLY);
            if (handle < 0) {
                throw library.failure("open " + path);
            }
            return handle;
        }
    }

    @Override
    public int pipeCapacity(int pipe) {
        return library.callInt(fcntl, pipe, Flags.F_GETPIPE_SZ, 0);
    }

    @Override
    public int waiting(int pipe) {
        return library.callInt(ioctl, pipe, Flags.FIONREAD, offset.address()) == 0 ? offset.get(JAVA_INT, 0) : 0;
    }

    @Override
    public void growPipe(int pipe, int bytes) {
        library.callInt(fcntl, pipe, Flags.F_SETPIPE_SZ, bytes);
    }

    @Override
    public long size(int log) throws OsException {
        int failed = (int) library.call(
                statx,
                log,
                emptyPath.address(),
                Flags.AT_EMPTY_PATH,
                Flags.STATX_SIZE | Flags.STATX_NLINK,
                stat.address(),
                0);
        if (failed != 0) {
            throw library.failure("statx of a log");
        }
        if (stat.get(JAVA_INT, Flags.STATX_NLINK_OFFSET) == 0) {
            throw new OsException("write to a log", Errno.ENOENT, "the file was removed");
        }
        return stat.get(JAVA_LONG, Flags.STATX_SIZE_OFFSET);
    }

    @Override
    public long transfer(int pipe, int log, long limit) throws OsException {
        offset.set(JAVA_LONG, 0, size(log));
        long moved = library.call(
                splice, pipe, 0, log, offset.address(), limit, Flags.SPLICE_F_MOVE | Flags.SPLICE_F_NONBLOCK);
        if (moved > 0) {
            return moved;
        }
        return moved == 0 ? ENDED : nothingUnlessFailed("write to a log");
    }

    private long nothingUnlessFailed(String what) throws OsException {
        if (library.errno() == Errno.EAGAIN || library.errno() == Errno.EINTR) {
            return NOTHING;
        }
        throw library.failure(what);
    }

    @Override
    public boolean keepsBytesWhenKilled() {
        return true;
    }

    @Override
    public long read(int pipe, byte[] target) throws OsException {
        long count = library.call(read, pipe, scratch.address(), Math.min(SCRATCH_BYTES, target.length));
        if (count > 0) {
            MemorySegment.copy(scratch, JAVA_BYTE, 0, target, 0, (int) count);
            return count;
        }
        return count == 0 ? ENDED : nothingUnlessFailed("read from a pipe");
    }

    @Override
    public int peek(int pipe, byte[] target) throws OsException {
        if (peekPipe.length == 0) {
            peekPipe = pipePair();
        }
        long copied = library.call(
                Native.function("tee"),
                pipe,
                peekPipe[1],
                Math.min(SCRATCH_BYTES, target.length),
                Flags.SPLICE_F_NONBLOCK,
                0,
                0);
        return copied <= 0 ? 0 : (int) Math.max(0, read(peekPipe[0], target));
    }

    private int[] pipePair() throws OsException {
        MemorySegment pair = library.allocate(2 * JAVA_INT.byteSize());
        if (library.callInt(Native.function("pipe2"), pair.address(), Flags.O_CLOEXEC | Flags.O_NONBLOCK, 0) != 0) {
            throw library.failure("pipe2");
        }
        return new int[] {pair.getAtIndex(JAVA_INT, 0), pair.getAtIndex(JAVA_INT, 1)};
    }

    @Override
    public void append(int log, byte[] bytes, int length) throws OsException {
        long end = size(log);
        for (int done = 0; done < length; ) {
            int part = Math.min(SCRATCH_BYTES, length - done);
            MemorySegment.copy(bytes, done, scratch, JAVA_BYTE, 0, part);
            long written = library.call(pwrite, log, scratch.address(), part, end + done, 0, 0);
            if (written < 0) {
                throw library.failure("write to a log");
            }
            done += (int) written;
        }
    }

    @Override
    public void truncate(int log) throws OsException {
        if (library.callInt(Native.function("ftruncate"), log, 0, 0) != 0) {
            throw library.failure("empty a log");
        }
    }

    @Override
    public void close(int handle) {
        library.callInt(close, handle, 0, 0);
    }

    /** Frees the pipe that {@link #peek} made. */
    void closeScratch() {
        for (int handle : peekPipe) {
            close(handle);
        }
        peekPipe = new int[] {};
    }
}
