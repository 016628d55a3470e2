package dev.velos.daemon.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.velos.core.home.VelosHome;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Sockets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** unix(7) stream sockets. Owned by the loop. */
final class UnixSockets implements Sockets {
    private static final int OWNER_ONLY = 0600;
    private static final int BACKLOG = 128;
    private static final int PATH_OFFSET = 2;
    private static final int ADDRESS_BYTES = 110;
    private static final int CREDENTIALS_BYTES = 12;
    private static final int UID_OFFSET = 4;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int ENAMETOOLONG = 36;

    private final Native library;
    private final MemorySegment accept = Native.function("accept4");
    private final MemorySegment read = Native.function("read");
    private final MemorySegment send = Native.function("send");
    private final MemorySegment close = Native.function("close");
    private final MemorySegment buffer;

    UnixSockets(Native library) {
        this.library = library;
        buffer = library.allocate(BUFFER_BYTES);
    }

    @Override
    public int listen(Path path) throws OsException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > VelosHome.MAX_SOCKET_PATH_BYTES) {
            throw new OsException(
                    "listen at " + path,
                    ENAMETOOLONG,
                    "the path has " + name.length + " bytes, at most " + VelosHome.MAX_SOCKET_PATH_BYTES
                            + " are possible");
        }
        int type = Flags.SOCK_STREAM | Flags.SOCK_NONBLOCK | Flags.SOCK_CLOEXEC;
        int handle = library.callInt(Native.function("socket"), Flags.AF_UNIX, type, 0);
        if (handle < 0) {
            throw library.failure("socket");
        }
        // Before bind, Linux takes the mode of the socket for that of the file it makes.
        boolean listening = library.callInt(Native.function("fchmod"), handle, OWNER_ONLY, 0) == 0
                && library.callInt(
                                Native.function("bind"), handle, address(name).address(), ADDRESS_BYTES)
                        == 0
                && library.callInt(Native.function("listen"), handle, BACKLOG, 0) == 0;
        if (!listening) {
            OsException failure = library.failure("listen at " + path);
            close(handle);
            throw failure;
        }
        return handle;
    }

    private MemorySegment address(byte[] name) {
        MemorySegment address = library.allocate(ADDRESS_BYTES);
        address.set(JAVA_SHORT, 0, (short) Flags.AF_UNIX);
        MemorySegment.copy(name, 0, address, JAVA_BYTE, PATH_OFFSET, name.length);
        return address;
    }

    /**
     * The address of a path, or of the abstract name behind an {@code @}, exactly as long as it is.
     *
     * @throws OsException where it is longer than an address can be
     */
    static MemorySegment address(Arena arena, String address) throws OsException {
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        if (name.length >= ADDRESS_BYTES - PATH_OFFSET) {
            throw new OsException("address " + address, ENAMETOOLONG, "File name too long");
        }
        boolean isAbstract = address.startsWith("@");
        MemorySegment bytes = arena.allocate(PATH_OFFSET + name.length + (isAbstract ? 0 : 1), 2);
        bytes.set(JAVA_SHORT, 0, (short) Flags.AF_UNIX);
        MemorySegment.copy(name, 0, bytes, JAVA_BYTE, PATH_OFFSET, name.length);
        if (isAbstract) {
            bytes.set(JAVA_BYTE, PATH_OFFSET, (byte) 0);
        }
        return bytes;
    }

    @Override
    public int accept(int listener) throws OsException {
        int handle = library.callInt(accept, listener, 0, 0, Flags.SOCK_NONBLOCK | Flags.SOCK_CLOEXEC);
        if (handle >= 0) {
            return handle;
        }
        if (library.errno() == Errno.EAGAIN || library.errno() == Errno.EINTR) {
            return WOULD_BLOCK;
        }
        throw library.failure("accept");
    }

    @Override
    public int peerUser(int connection) throws OsException {
        buffer.set(JAVA_INT, CREDENTIALS_BYTES, CREDENTIALS_BYTES);
        int failed = (int) library.call(
                Native.function("getsockopt"),
                connection,
                Flags.SOL_SOCKET,
                Flags.SO_PEERCRED,
                buffer.address(),
                buffer.address() + CREDENTIALS_BYTES,
                0);
        if (failed != 0) {
            throw library.failure("SO_PEERCRED");
        }
        return buffer.get(JAVA_INT, UID_OFFSET);
    }

    @Override
    public int receive(int connection, byte[] target) {
        int count = (int) library.call(read, connection, buffer.address(), Math.min(BUFFER_BYTES, target.length));
        if (count > 0) {
            MemorySegment.copy(buffer, JAVA_BYTE, 0, target, 0, count);
            return count;
        }
        return count == 0 ? CLOSED : blockedOrClosed();
    }

    @Override
    public int send(int connection, byte[] source, int offset, int length) {
        int part = Math.min(BUFFER_BYTES, length);
        MemorySegment.copy(source, offset, buffer, JAVA_BYTE, 0, part);
        int count = library.callInt(send, connection, buffer.address(), part, Flags.MSG_NOSIGNAL);
        return count >= 0 ? count : blockedOrClosed();
    }

    private int blockedOrClosed() {
        return library.errno() == Errno.EAGAIN || library.errno() == Errno.EINTR ? WOULD_BLOCK : CLOSED;
    }

    @Override
    public void close(int handle) {
        library.callInt(close, handle, 0, 0);
    }
}
