package dev.velos.daemon.os.posix;

import dev.velos.core.home.VelosHome;
import dev.velos.daemon.os.HandedSockets;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import jnr.constants.platform.AddressFamily;
import jnr.constants.platform.Errno;
import jnr.constants.platform.Fcntl;
import jnr.constants.platform.Sock;
import jnr.enxio.channels.NativeSelectableChannel;
import jnr.ffi.Pointer;
import jnr.ffi.byref.IntByReference;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketChannel;

/**
 * The channels of jnr-unixsocket, with the C library where those lose an error number or a byte, or have no such socket.
 * Owned by the loop.
 */
final class PosixSockets implements Sockets {
    private static final int OWNER_ONLY = 0600;
    private static final int BACKLOG = 128;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int INET_BYTES = 16;
    private static final int INET6_BYTES = 28;
    private static final int INET_OFFSET = 4;
    private static final int INET6_OFFSET = 8;

    private final Unix system;
    private final Map<Integer, AbstractSelectableChannel> channels = new HashMap<>();
    /** Handles without a channel. */
    private final Set<Integer> plain = new HashSet<>();

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    PosixSockets(Unix system) {
        this.system = system;
    }

    @Override
    public int listen(Path path) throws OsException {
        byte[] name = name(path);
        try {
            UnixServerSocketChannel channel = UnixServerSocketChannel.open();
            int handle = own(channel, channel.getFD());
            bind(handle, path, name);
            return handle;
        } catch (OsException e) {
            throw e;
        } catch (IOException e) {
            throw system.failure("listen at " + path);
        }
    }

    /** UnixServerSocket.bind counts characters instead of bytes and drops the error number. */
    private void bind(int handle, Path path, byte[] name) throws OsException {
        // Before bind, Linux takes the mode of the socket for that of the file; others refuse, and nobody can connect
        // between bind and listen.
        system.posix.fchmod(handle, OWNER_ONLY);
        boolean listens = bind(handle, name)
                && system.posix.chmod(path.toString(), OWNER_ONLY) == 0
                && system.libc.listen(handle, BACKLOG) == 0;
        if (!listens) {
            OsException failure = system.failure("listen at " + path);
            close(handle);
            throw failure;
        }
    }

    private boolean bind(int handle, byte[] name) {
        return system.libc.bind(handle, system.socketAddress(name), Unix.PATH_OFFSET + name.length + 1) == 0;
    }

    private static byte[] name(Path path) throws OsException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > VelosHome.MAX_SOCKET_PATH_BYTES) {
            throw new OsException(
                    "listen at " + path,
                    Errno.ENAMETOOLONG.intValue(),
                    "the path has " + name.length + " bytes, at most " + VelosHome.MAX_SOCKET_PATH_BYTES
                            + " are possible");
        }
        return name;
    }

    @Override
    public int receiveAt(Path path) throws OsException {
        byte[] name = name(path);
        int handle = socket(AddressFamily.AF_UNIX, Sock.SOCK_DGRAM);
        system.posix.fchmod(handle, OWNER_ONLY);
        if (!bind(handle, name) || system.posix.chmod(path.toString(), OWNER_ONLY) != 0) {
            throw failure("listen at " + path, handle);
        }
        return handle;
    }

    private int socket(AddressFamily family, Sock type) throws OsException {
        int handle = system.libc.socket(family.intValue(), type.intValue(), 0);
        if (handle < 0) {
            throw system.failure("socket");
        }
        return own(handle);
    }

    private int own(int handle) {
        system.closeOnExec(handle);
        system.nonBlocking(handle);
        plain.add(handle);
        return handle;
    }

    private OsException failure(String what, int handle) {
        OsException failure = system.failure(what);
        close(handle);
        return failure;
    }

    @Override
    public Pair pair(Path label) throws OsException {
        int[] ends = new int[2];
        if (system.posix.socketpair(AddressFamily.AF_UNIX.intValue(), Sock.SOCK_STREAM.intValue(), 0, ends) != 0) {
            throw system.failure("socketpair");
        }
        return new Pair(own(raised(ends[0])), own(raised(ends[1])));
    }

    /** A copy with a number that no program finds anything under. */
    private int raised(int handle) throws OsException {
        int copy = system.posix.fcntlInt(handle, Fcntl.F_DUPFD, HandedSockets.FIRST_HANDLE);
        OsException failure = system.failure("raise a descriptor");
        system.posix.close(handle);
        if (copy < 0) {
            throw failure;
        }
        return copy;
    }

    /** No portable call takes a descriptor out of another process. */
    @Override
    public OptionalInt takeBack(long pid, int descriptor, Path label) {
        return OptionalInt.empty();
    }

    @Override
    public boolean canHandOver() {
        return false;
    }

    @Override
    public int connect(byte[] address, int port) throws OsException {
        boolean four = address.length == 4;
        AddressFamily family = four ? AddressFamily.AF_INET : AddressFamily.AF_INET6;
        int handle = socket(family, Sock.SOCK_STREAM);
        int length = four ? INET_BYTES : INET6_BYTES;
        Pointer target = system.allocate(length);
        putFamily(target, family, length);
        target.putByte(Unix.PATH_OFFSET, (byte) (port >> 8));
        target.putByte(Unix.PATH_OFFSET + 1, (byte) port);
        target.put(four ? INET_OFFSET : INET6_OFFSET, address, 0, address.length);
        if (system.libc.connect(handle, target, length) != 0
                && system.errno() != dev.velos.daemon.os.Errno.EINPROGRESS) {
            throw failure("connect", handle);
        }
        return handle;
    }

    @Override
    public int outcome(int connection) {
        return system.outcome(connection);
    }

    @Override
    public String describe(int errno) {
        return system.posix.strerror(errno);
    }

    private static void putFamily(Pointer address, AddressFamily family, int length) {
        if (Unix.IS_BSD) {
            address.putByte(0, (byte) length);
            address.putByte(1, (byte) family.intValue());
        } else {
            address.putShort(0, (short) family.intValue());
        }
    }

    private int own(AbstractSelectableChannel channel, int handle) throws IOException {
        system.closeOnExec(handle);
        channel.configureBlocking(false);
        channels.put(handle, channel);
        return handle;
    }

    @Override
    public int accept(int listener) throws OsException {
        UnixServerSocketChannel server = (UnixServerSocketChannel) channels.get(listener);
        try {
            UnixSocketChannel connection = server.accept();
            if (connection != null) {
                return own(connection, ((NativeSelectableChannel) connection).getFD());
            }
        } catch (IOException e) {
            throw system.failure("accept");
        }
        if (system.isTransient()) {
            return WOULD_BLOCK;
        }
        throw system.failure("accept");
    }

    @Override
    public int peerUser(int connection) throws OsException {
        if (Unix.IS_BSD) {
            IntByReference user = new IntByReference();
            if (system.libc.getpeereid(connection, user, new IntByReference()) != 0) {
                throw system.failure("getpeereid");
            }
            return user.intValue();
        }
        try {
            UnixSocketChannel channel = (UnixSocketChannel) channels.get(connection);
            return channel.socket().getCredentials().getUid();
        } catch (IOException e) {
            throw system.failure("SO_PEERCRED");
        }
    }

    @Override
    public int receive(int connection, byte[] target) {
        long count = system.posix.read(connection, buffer.clear(), (long) Math.min(BUFFER_BYTES, target.length));
        if (count > 0) {
            buffer.get(target, 0, (int) count);
            return (int) count;
        }
        return count == 0 ? CLOSED : blockedOrClosed();
    }

    @Override
    public int send(int connection, byte[] source, int offset, int length) {
        int part = Math.min(BUFFER_BYTES, length);
        buffer.clear().put(source, offset, part).flip();
        long count = system.posix.write(connection, buffer, (long) part);
        return count >= 0 ? (int) count : blockedOrClosed();
    }

    private int blockedOrClosed() {
        return system.isTransient() ? WOULD_BLOCK : CLOSED;
    }

    @Override
    public void close(int handle) {
        if (plain.remove(handle)) {
            system.posix.close(handle);
            return;
        }
        AbstractSelectableChannel channel = channels.remove(handle);
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new IllegalStateException("handle " + handle + " cannot be closed", e);
            }
        }
    }
}
