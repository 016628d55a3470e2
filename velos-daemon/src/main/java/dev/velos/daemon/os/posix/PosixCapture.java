package dev.velos.daemon.os.posix;

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

/** Capture by read(2) and write(2) through one buffer. Owned by the loop. */
final class PosixCapture implements CaptureIo {
    private static final int OWNER_ONLY = 0600;
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int READ_PIPE = OpenFlags.O_RDONLY.intValue() | Unix.NONBLOCK;
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
    private final Withheld withheld;
    private final FileStat stat;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    PosixCapture(Unix system, Withheld withheld) {
        this.system = system;
        this.withheld = withheld;
        stat = system.posix.allocateStat();
    }

    @Override
    public int openPipe(Path path) throws OsException {
        if (system.posix.mkfifo(path.toString(), OWNER_ONLY) != 0 && system.errno() != Errno.EEXIST) {
            throw system.failure("make the pipe " + path);
        }
        if (!isPipe(path)) {
            throw new OsException("open the pipe " + path, Errno.EEXIST, "a file that is no pipe stands there");
        }
        return system.open(path.toString(), READ_PIPE, 0);
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
        int held = withheld.has(pipe) ? withheld.of(pipe).remaining() : 0;
        IntByReference count = new IntByReference();
        return system.libc.ioctl(pipe, FIONREAD, count) == 0 ? held + count.intValue() : held;
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
    public long transfer(int pipe, int log, long limit) throws OsException {
        size(log);
        if (withheld.has(pipe)) {
            return writeWithheld(pipe, log, limit);
        }
        int wanted = (int) Math.min(BUFFER_BYTES, limit);
        long count = system.posix.read(pipe, buffer.clear(), (long) wanted);
        if (count <= 0) {
            return endOrNothing(count);
        }
        buffer.limit((int) count);
        writeAll(log);
        int written = buffer.position();
        if (buffer.hasRemaining()) {
            OsException failure = system.failure("write to a log");
            withheld.keep(pipe, buffer);
            if (written == 0) {
                throw failure;
            }
        }
        return written;
    }

    private long writeWithheld(int pipe, int log, long limit) throws OsException {
        ByteBuffer rest = withheld.of(pipe);
        long written = system.posix.write(log, rest.slice(), Math.min(limit, rest.remaining()));
        if (written < 0) {
            throw system.failure("write to a log");
        }
        rest.position(rest.position() + (int) written);
        withheld.forgetIfEmpty(pipe);
        return written;
    }

    /** Writes the buffer until it is empty or an error comes, which {@code errno} keeps. */
    private void writeAll(int log) {
        while (buffer.hasRemaining()) {
            long written = system.posix.write(log, buffer.slice(), (long) buffer.remaining());
            if (written >= 0) {
                buffer.position(buffer.position() + (int) written);
            } else if (system.errno() != Errno.EINTR) {
                return;
            }
        }
    }

    private long endOrNothing(long count) throws OsException {
        if (count == 0) {
            return ENDED;
        }
        if (system.isTransient()) {
            return NOTHING;
        }
        throw system.failure("read from a pipe");
    }

    @Override
    public boolean keepsBytesWhenKilled() {
        return false;
    }

    @Override
    public long read(int pipe, byte[] target) throws OsException {
        if (withheld.has(pipe)) {
            int count = Math.min(target.length, withheld.of(pipe).remaining());
            withheld.of(pipe).get(target, 0, count);
            withheld.forgetIfEmpty(pipe);
            return count;
        }
        int wanted = Math.min(BUFFER_BYTES, target.length);
        long count = system.posix.read(pipe, buffer.clear(), (long) wanted);
        if (count <= 0) {
            return endOrNothing(count);
        }
        buffer.get(target, 0, (int) count);
        return count;
    }

    /** No portable call reads a pipe without taking the bytes out. */
    @Override
    public int peek(int pipe, byte[] target) {
        return 0;
    }

    @Override
    public void append(int log, byte[] bytes, int length) throws OsException {
        size(log);
        for (int done = 0; done < length; ) {
            int part = Math.min(BUFFER_BYTES, length - done);
            buffer.clear().put(bytes, done, part).flip();
            writeAll(log);
            if (buffer.hasRemaining()) {
                throw system.failure("write to a log");
            }
            done += part;
        }
    }

    @Override
    public void truncate(int log) throws OsException {
        if (system.posix.ftruncate(log, 0) != 0) {
            throw system.failure("empty a log");
        }
    }

    @Override
    public void close(int handle) {
        withheld.forget(handle);
        system.posix.close(handle);
    }
}
