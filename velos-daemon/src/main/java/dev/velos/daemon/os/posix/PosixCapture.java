package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.ArrayAppender;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import jnr.constants.platform.OpenFlags;
import jnr.ffi.byref.IntByReference;
import jnr.posix.FileStat;

/** Pipes and logs by calls of the C library. Owned by the loop. */
final class PosixCapture implements CaptureIo {
    private static final int OWNER_ONLY = 0600;
    private static final int READ_PIPE = OpenFlags.O_RDONLY.intValue() | Unix.NONBLOCK;
    private static final int SEND_PIPE = OpenFlags.O_WRONLY.intValue() | Unix.NONBLOCK;
    private static final int APPEND_LOG = OpenFlags.O_WRONLY.intValue()
            | OpenFlags.O_APPEND.intValue()
            | OpenFlags.O_CREAT.intValue()
            | OpenFlags.O_NOCTTY.intValue();

    /** fcntl(2) of Linux; no other system lets a pipe be resized. */
    private static final int F_SETPIPE_SZ = 1031;

    private static final int F_GETPIPE_SZ = 1032;
    private static final long FIONREAD = Unix.IS_LINUX ? 0x541b : 0x4004_667fL;

    /** What Linux and macOS give a pipe that is used. */
    private static final int USUAL_CAPACITY = 64 << 10;

    private final Unix system;
    private final FileStat stat;
    private final ArrayAppender arrays = new ArrayAppender();

    PosixCapture(Unix system) {
        this.system = system;
        stat = system.posix.allocateStat();
    }

    @Override
    public int openPipe(Path path) throws OsException {
        makePipe(path);
        return system.open(path.toString(), READ_PIPE, 0);
    }

    @Override
    public int openToSend(Path path) throws OsException {
        return system.open(path.toString(), SEND_PIPE, 0);
    }

    @Override
    public void makePipe(Path path) throws OsException {
        if (system.posix.mkfifo(path.toString(), OWNER_ONLY) != 0 && system.errno() != Errno.EEXIST) {
            throw system.failure("make the pipe " + path);
        }
        if (!isPipe(path)) {
            throw new OsException("open the pipe " + path, Errno.EEXIST, "a file that is no pipe stands there");
        }
    }

    private static boolean isPipe(Path path) throws OsException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        } catch (IOException e) {
            throw new OsException("open the pipe " + path, Errno.ENOENT, "it vanished");
        }
    }

    @Override
    public int openLog(Path path) throws OsException {
        return system.open(path.toString(), APPEND_LOG, OWNER_ONLY);
    }

    @Override
    public int pipeCapacity(int pipe) {
        return Unix.IS_LINUX ? system.posix.libc().fcntl(pipe, F_GETPIPE_SZ) : USUAL_CAPACITY;
    }

    @Override
    public int waiting(int pipe) {
        IntByReference count = new IntByReference();
        return system.libc.ioctl(pipe, FIONREAD, count) == 0 ? count.intValue() : 0;
    }

    @Override
    public void growPipe(int pipe, int bytes) {
        if (Unix.IS_LINUX && bytes > pipeCapacity(pipe)) {
            system.posix.libc().fcntl(pipe, F_SETPIPE_SZ, bytes);
        }
    }

    @Override
    public long size(int log) throws OsException {
        if (system.posix.fstat(log, stat) != 0) {
            throw system.failure("stat of a log");
        }
        if (stat.nlink() == 0) {
            throw new OsException("write to a log", Errno.ENOENT, "the file was removed");
        }
        return stat.st_size();
    }

    @Override
    public long read(int pipe, ByteBuffer target) throws OsException {
        long count = system.posix.read(pipe, target.slice(), (long) target.remaining());
        if (count > 0) {
            target.position(target.position() + (int) count);
            return count;
        }
        if (count == 0) {
            return ENDED;
        }
        if (system.isTransient()) {
            return NOTHING;
        }
        throw system.failure("read from a pipe");
    }

    @Override
    public void append(int log, ByteBuffer source) throws OsException {
        while (source.hasRemaining()) {
            long written = system.posix.write(log, source.slice(), Math.min(source.remaining(), PART_BYTES));
            if (written >= 0) {
                source.position(source.position() + (int) written);
            } else if (system.errno() != Errno.EINTR) {
                throw system.failure("write to a log");
            }
        }
    }

    @Override
    public void append(int log, byte[] bytes, int length) throws OsException {
        arrays.append(this, log, bytes, length);
    }

    @Override
    public void truncate(int log) throws OsException {
        if (system.posix.ftruncate(log, 0) != 0) {
            throw system.failure("empty a log");
        }
    }

    @Override
    public void close(int handle) {
        system.posix.close(handle);
    }
}
