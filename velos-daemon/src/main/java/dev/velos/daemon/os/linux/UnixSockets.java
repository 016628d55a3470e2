package dev.velos.daemon.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.velos.core.home.VelosHome;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.HandedSockets;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Sockets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;

/** unix(7) sockets, and tcp(7) connections. Owned by the loop. */
final class UnixSockets implements Sockets {
    private static final int OWNER_ONLY = 0600;
    private static final int BACKLOG = 128;
    private static final int PATH_OFFSET = 2;
    private static final int ADDRESS_BYTES = 110;
    private static final int CREDENTIALS_BYTES = 12;
    private static final int UID_OFFSET = 4;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int ENAMETOOLONG = 36;
    private static final int INET_BYTES = 16;
    private static final int INET6_BYTES = 28;
    private static final int INET_OFFSET = 4;
    private static final int INET6_OFFSET = 8;

    private final Native library;
    private final MemorySegment accept = Native.function("accept4");
    private final MemorySegment read = Native.function("read");
    private final MemorySegment send = Native.function("send");
    private final MemorySegment close = Native.function("close");
    private final MemorySegment connect = Native.function("connect");
    private final MemorySegment option = Native.function("getsockopt");
    private final MemorySegment buffer;

    UnixSockets(Native library) {
        this.library = library;
        buffer = library.allocate(BUFFER_BYTES);
    }

    @Override
    public int listen(Path path) throws OsException {
        int handle = boundTo(path, Flags.SOCK_STREAM);
        if (library.callInt(Native.function("listen"), handle, BACKLOG, 0) != 0) {
            throw failure("listen at " + path, handle);
        }
        return handle;
    }

    @Override
    public int receiveAt(Path path) throws OsException {
        return boundTo(path, Flags.SOCK_DGRAM);
    }

    private int boundTo(Path path, int type) throws OsException {
        byte[] name = name(path);
        int handle = socket(Flags.AF_UNIX, type);
        // Before bind, Linux takes the mode of the socket for that of the file it makes.
        boolean bound = library.callInt(Native.function("fchmod"), handle, OWNER_ONLY, 0) == 0 && bind(handle, name);
        if (!bound) {
            throw failure("listen at " + path, handle);
        }
        return handle;
    }

    private static byte[] name(Path path) throws OsException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > VelosHome.MAX_SOCKET_PATH_BYTES) {
            throw new OsException(
                    "listen at " + path,
                    ENAMETOOLONG,
                    "the path has " + name.length + " bytes, at most " + VelosHome.MAX_SOCKET_PATH_BYTES
                            + " are possible");
        }
        return name;
    }

    private int socket(int family, int type) throws OsException {
        int handle =
                library.callInt(Native.function("socket"), family, type | Flags.SOCK_NONBLOCK | Flags.SOCK_CLOEXEC, 0);
        if (handle < 0) {
            throw library.failure("socket");
        }
        return handle;
    }

    private OsException failure(String what, int handle) {
        OsException failure = library.failure(what);
        close(handle);
        return failure;
    }

    private boolean bind(int handle, byte[] name) {
        buffer.asSlice(0, ADDRESS_BYTES).fill((byte) 0);
        buffer.set(JAVA_SHORT, 0, (short) Flags.AF_UNIX);
        MemorySegment.copy(name, 0, buffer, JAVA_BYTE, PATH_OFFSET, name.length);
        return library.callInt(Native.function("bind"), handle, buffer.address(), ADDRESS_BYTES) == 0;
    }

    @Override
    public Pair pair(Path label) throws OsException {
        byte[] name = name(label);
        int type = Flags.SOCK_STREAM | Flags.SOCK_NONBLOCK | Flags.SOCK_CLOEXEC;
        if (library.callInt(Native.function("socketpair"), Flags.AF_UNIX, type, 0, buffer.address()) != 0) {
            throw library.failure("socketpair");
        }
        Pair pair = new Pair(raised(buffer.get(JAVA_INT, 0)), raised(buffer.get(JAVA_INT, Integer.BYTES)));
        if (!bind(pair.ours(), name)) {
            close(pair.theirs());
            throw failure("label a channel " + label, pair.ours());
        }
        label.toFile().delete(); // the socket keeps its name
        return pair;
    }

    /** A copy with a number that no program finds anything under. */
    private int raised(int handle) throws OsException {
        int copy = library.callInt(Native.function("fcntl"), handle, Flags.F_DUPFD_CLOEXEC, HandedSockets.FIRST_HANDLE);
        if (copy < 0) {
            throw failure("raise a descriptor", handle);
        }
        close(handle);
        return copy;
    }

    @Override
    public OptionalInt takeBack(long pid, int descriptor, Path label) {
        MemorySegment syscall = Native.function("syscall");
        int pidfd = library.callInt(syscall, Flags.SYS_PIDFD_OPEN, pid, 0);
        if (pidfd < 0) {
            return OptionalInt.empty();
        }
        int handle = library.callInt(syscall, Flags.SYS_PIDFD_GETFD, pidfd, descriptor, 0);
        close(pidfd);
        if (handle >= 0 && !label.toString().equals(name(handle))) {
            close(handle);
            return OptionalInt.empty();
        }
        return handle < 0 ? OptionalInt.empty() : OptionalInt.of(handle);
    }

    @Override
    public boolean canHandOver() {
        return true;
    }

    /** The path that a socket is bound to; empty where it is none, or no socket. */
    private String name(int handle) {
        buffer.asSlice(0, ADDRESS_BYTES + 1).fill((byte) 0);
        buffer.set(JAVA_INT, BUFFER_BYTES - Integer.BYTES, ADDRESS_BYTES);
        int failed = library.callInt(
                Native.function("getsockname"),
                handle,
                buffer.address(),
                buffer.address() + BUFFER_BYTES - Integer.BYTES);
        return failed == 0 && buffer.get(JAVA_SHORT, 0) == Flags.AF_UNIX ? buffer.getString(PATH_OFFSET) : "";
    }

    @Override
    public int connect(byte[] address, int port) throws OsException {
        boolean four = address.length == 4;
        int handle = socket(four ? Flags.AF_INET : Flags.AF_INET6, Flags.SOCK_STREAM);
        int length = four ? INET_BYTES : INET6_BYTES;
        buffer.asSlice(0, length).fill((byte) 0);
        buffer.set(JAVA_SHORT, 0, (short) (four ? Flags.AF_INET : Flags.AF_INET6));
        buffer.set(JAVA_BYTE, PATH_OFFSET, (byte) (port >> 8));
        buffer.set(JAVA_BYTE, PATH_OFFSET + 1L, (byte) port);
        MemorySegment.copy(address, 0, buffer, JAVA_BYTE, four ? INET_OFFSET : INET6_OFFSET, address.length);
        if (library.callInt(connect, handle, buffer.address(), length) != 0 && library.errno() != Errno.EINPROGRESS) {
            throw failure("connect", handle);
        }
        return handle;
    }

    @Override
    public int outcome(int connection) {
        buffer.set(JAVA_INT, Integer.BYTES, Integer.BYTES);
        int failed = (int) library.call(
                option,
                connection,
                Flags.SOL_SOCKET,
                Flags.SO_ERROR,
                buffer.address(),
                buffer.address() + Integer.BYTES,
                0);
        return failed == 0 ? buffer.get(JAVA_INT, 0) : library.errno();
    }

    @Override
    public String describe(int errno) {
        return library.describe(errno);
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
                option,
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
