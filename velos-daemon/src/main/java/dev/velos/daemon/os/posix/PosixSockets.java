package dev.velos.daemon.os.posix;

import dev.velos.core.home.VelosHome;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jnr.constants.platform.Errno;
import jnr.enxio.channels.NativeSelectableChannel;
import jnr.ffi.byref.IntByReference;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketChannel;

/** The channels of jnr-unixsocket, with the C library where those lose an error number or a byte. Owned by the loop. */
final class PosixSockets implements Sockets {
    private static final int OWNER_ONLY = 0600;
    private static final int BACKLOG = 128;
    private static final int BUFFER_BYTES = 64 << 10;

    private final Unix system;
    private final Map<Integer, AbstractSelectableChannel> channels = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    PosixSockets(Unix system) {
        this.system = system;
    }

    @Override
    public int listen(Path path) throws OsException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > VelosHome.MAX_SOCKET_PATH_BYTES) {
            throw new OsException(
                    "listen at " + path,
                    Errno.ENAMETOOLONG.intValue(),
                    "the path has " + name.length + " bytes, at most " + VelosHome.MAX_SOCKET_PATH_BYTES
                            + " are possible");
        }
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
        boolean listens = system.libc.bind(handle, system.socketAddress(name), Unix.PATH_OFFSET + name.length + 1) == 0
                && system.posix.chmod(path.toString(), OWNER_ONLY) == 0
                && system.libc.listen(handle, BACKLOG) == 0;
        if (!listens) {
            OsException failure = system.failure("listen at " + path);
            close(handle);
            throw failure;
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
