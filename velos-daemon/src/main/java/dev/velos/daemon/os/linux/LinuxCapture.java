package dev.velos.daemon.os.linux;

import dev.velos.daemon.os.ArrayAppender;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Pipes and logs by calls of the C library. Owned by the loop. */
final class LinuxCapture implements CaptureIo {
    private static final int OWNER_ONLY = 0600;

    private final Native library;
    private final MemorySegment open = Native.function("open");
    private final MemorySegment mkfifo = Native.function("mkfifo");
    private final MemorySegment close = Native.function("close");
    private final MemorySegment statx = Native.function("statx");
    private final MemorySegment read = Native.function("read");
    private final MemorySegment write = Native.function("write");
    private final MemorySegment ioctl = Native.function("ioctl");
    private final MemorySegment fcntl = Native.function("fcntl");
    private final ByteBuffer answer;
    private final long answerAddress;
    private final long emptyPath;
    private final ArrayAppender arrays = new ArrayAppender();
    private ByteBuffer lastBuffer;
    private long lastAddress;

    LinuxCapture(Native library) {
        this.library = library;
        MemorySegment memory = library.allocate(Flags.STATX_BYTES);
        answer = memory.asByteBuffer().order(ByteOrder.nativeOrder());
        answerAddress = memory.address();
        emptyPath = library.allocate(1).address();
        lastBuffer = answer;
        lastAddress = answerAddress;
    }

    @Override
    public int openPipe(Path path) throws OsException {
        makePipe(path);
        return open(path, Flags.O_RDONLY | Flags.O_NONBLOCK);
    }

    @Override
    public int openToSend(Path path) throws OsException {
        return open(path, Flags.O_WRONLY | Flags.O_NONBLOCK | Flags.O_NOCTTY);
    }

    @Override
    public void makePipe(Path path) throws OsException {
        int made = library.callInt(mkfifo, library.text(path.toString()), OWNER_ONLY, 0);
        if (made != 0 && library.errno() != Errno.EEXIST) {
            throw library.failure("make the pipe " + path);
        }
    }

    @Override
    public int openLog(Path path) throws OsException {
        return open(path, Flags.O_WRONLY | Flags.O_APPEND | Flags.O_CREAT | Flags.O_NOCTTY);
    }

    private int open(Path path, int flags) throws OsException {
        int handle = library.callInt(open, library.text(path.toString()), flags | Flags.O_CLOEXEC, OWNER_ONLY);
        if (handle < 0) {
            throw library.failure("open " + path);
        }
        return handle;
    }

    @Override
    public int pipeCapacity(int pipe) {
        return library.callInt(fcntl, pipe, Flags.F_GETPIPE_SZ, 0);
    }

    @Override
    public int waiting(int pipe) {
        return library.callInt(ioctl, pipe, Flags.FIONREAD, answerAddress) == 0 ? answer.getInt(0) : 0;
    }

    @Override
    public void growPipe(int pipe, int bytes) {
        library.callInt(fcntl, pipe, Flags.F_SETPIPE_SZ, bytes);
    }

    @Override
    public long size(int log) throws OsException {
        int failed = (int) library.call(
                statx, log, emptyPath, Flags.AT_EMPTY_PATH, Flags.STATX_SIZE | Flags.STATX_NLINK, answerAddress, 0);
        if (failed != 0) {
            throw library.failure("statx of a log");
        }
        if (answer.getInt(Flags.STATX_NLINK_OFFSET) == 0) {
            throw new OsException("write to a log", Errno.ENOENT, "the file was removed");
        }
        return answer.getLong(Flags.STATX_SIZE_OFFSET);
    }

    @Override
    public long read(int pipe, ByteBuffer target) throws OsException {
        long got = library.call(read, pipe, address(target), target.remaining());
        if (got > 0) {
            target.position(target.position() + (int) got);
            return got;
        }
        if (got == 0) {
            return ENDED;
        }
        if (library.errno() == Errno.EAGAIN || library.errno() == Errno.EINTR) {
            return NOTHING;
        }
        throw library.failure("read from a pipe");
    }

    /** Where the buffer's position lies in memory. Nearly every call has the same buffer as the one before. */
    @SuppressWarnings("ReferenceEquality")
    private long address(ByteBuffer buffer) {
        if (buffer != lastBuffer) {
            lastAddress = addressOf(buffer);
            lastBuffer = buffer;
        }
        return lastAddress + buffer.position();
    }

    private static long addressOf(ByteBuffer buffer) {
        return MemorySegment.ofBuffer(buffer.duplicate().clear()).address();
    }

    @Override
    public void append(int log, ByteBuffer source) throws OsException {
        while (source.hasRemaining()) {
            long written = library.call(write, log, address(source), Math.min(source.remaining(), PART_BYTES));
            if (written >= 0) {
                source.position(source.position() + (int) written);
            } else if (library.errno() != Errno.EINTR) {
                throw library.failure("write to a log");
            }
        }
    }

    @Override
    public void append(int log, byte[] bytes, int length) throws OsException {
        arrays.append(this, log, bytes, length);
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
}
