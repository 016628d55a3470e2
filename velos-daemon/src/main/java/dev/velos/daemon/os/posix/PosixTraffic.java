package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.Endpoint;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.SocketAddress;
import dev.velos.daemon.os.Traffic;
import java.nio.ByteBuffer;
import java.util.Optional;
import jnr.constants.platform.AddressFamily;
import jnr.constants.platform.Errno;
import jnr.constants.platform.IPProto;
import jnr.constants.platform.RLIMIT;
import jnr.constants.platform.Sock;
import jnr.constants.platform.SocketLevel;
import jnr.constants.platform.SocketOption;
import jnr.constants.platform.TCP;
import jnr.ffi.Pointer;
import jnr.ffi.byref.IntByReference;

/**
 * TCP connections by the C library; bytes are copied. A new descriptor is marked as not to be inherited while nobody
 * spawns, since no portable call makes it so. Owned by the thread that it is for.
 */
final class PosixTraffic implements Traffic {
    private static final SocketAddress.Layout LAYOUT =
            Unix.IS_BSD ? SocketAddress.Layout.BSD : SocketAddress.Layout.LINUX;
    private static final int AF_INET6 = AddressFamily.AF_INET6.intValue();

    private final Unix system;
    private final SelectorPoller poller;

    PosixTraffic(Unix system) {
        this.system = system;
        synchronized (system) {
            poller = new SelectorPoller(system, Ends.NONE);
            system.closeAllOnExec(3); // the selector's pipe among them
        }
    }

    @Override
    public Poller poller() {
        return poller;
    }

    @Override
    public int descriptorLimit() {
        long limit = system.posix.getrlimit(RLIMIT.RLIMIT_NOFILE.intValue()).rlimCur();
        return limit < 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, limit);
    }

    @Override
    public int accept(int listener) throws OsException {
        synchronized (system) {
            int handle = system.libc.accept(listener, null, null);
            if (handle < 0) {
                if (system.isTransient() || system.errno() == dev.velos.daemon.os.Errno.ECONNABORTED) {
                    return WOULD_BLOCK;
                }
                throw system.failure("accept");
            }
            option(handle, SocketLevel.SOL_SOCKET.intValue(), SocketOption.SO_KEEPALIVE.intValue(), 1);
            return prepared(handle);
        }
    }

    /** What comes in pieces leaves in pieces. Unix sockets know no such option. */
    private int prepared(int handle) {
        system.closeOnExec(handle);
        system.nonBlocking(handle);
        option(handle, IPProto.IPPROTO_TCP.intValue(), TCP.TCP_NODELAY.intValue(), 1);
        return handle;
    }

    private void option(int handle, int level, int name, int... values) {
        Pointer memory = system.allocate(values.length * Integer.BYTES);
        memory.put(0, values, 0, values.length);
        system.libc.setsockopt(handle, level, name, memory, values.length * Integer.BYTES);
    }

    @Override
    public Connection connect(byte[] address, int port) throws OsException {
        SocketAddress target = SocketAddress.inet(address, port, LAYOUT, AF_INET6);
        int handle = socket(target.family());
        Pointer memory = system.allocate(target.bytes().length);
        memory.put(0, target.bytes(), 0, target.bytes().length);
        if (system.libc.connect(handle, memory, target.bytes().length) == 0) {
            return new Connection(handle, true);
        }
        if (system.posix.errno() != Errno.EINPROGRESS.intValue()) {
            OsException failure = system.failure("connect");
            close(handle);
            throw failure;
        }
        return new Connection(handle, false);
    }

    private int socket(int family) throws OsException {
        synchronized (system) {
            int handle = system.libc.socket(family, Sock.SOCK_STREAM.intValue(), 0);
            if (handle < 0) {
                throw system.failure("socket");
            }
            return prepared(handle);
        }
    }

    @Override
    public int outcome(int connection) {
        return system.outcome(connection);
    }

    @Override
    public int receive(int connection, ByteBuffer target) {
        int start = target.position();
        int count = (int) system.posix.read(connection, target, (long) target.remaining());
        if (count > 0) {
            target.position(start + count);
            return count;
        }
        return count == 0 ? ENDED : failed();
    }

    @Override
    public int send(int connection, ByteBuffer source) {
        int start = source.position();
        int count = (int) system.posix.write(connection, source, (long) source.remaining());
        if (count >= 0) {
            source.position(start + count);
            return count;
        }
        return failed();
    }

    private int failed() {
        return system.isTransient() ? WOULD_BLOCK : BROKEN;
    }

    /** Its message has another layout on each system. */
    @Override
    public int hand(int channel, byte word, int connection) {
        return BROKEN;
    }

    @Override
    public Optional<Pipe> openPipe() {
        return Optional.empty();
    }

    @Override
    public int splice(int from, int to, int bytes) {
        throw new IllegalStateException("no portable call moves bytes without copying them");
    }

    @Override
    public void endOutput(int connection) {
        system.libc.shutdown(connection, Unix.SHUT_WR);
    }

    @Override
    public void reset(int connection) {
        option(connection, SocketLevel.SOL_SOCKET.intValue(), SocketOption.SO_LINGER.intValue(), 1, 0);
        close(connection);
    }

    @Override
    public Optional<Endpoint> peer(int connection) {
        Pointer address = system.allocate(Endpoint.ADDRESS_BYTES);
        int failed = system.libc.getpeername(connection, address, new IntByReference(Endpoint.ADDRESS_BYTES));
        return endpoint(failed, address);
    }

    @Override
    public Optional<Endpoint> local(int connection) {
        Pointer address = system.allocate(Endpoint.ADDRESS_BYTES);
        int failed = system.libc.getsockname(connection, address, new IntByReference(Endpoint.ADDRESS_BYTES));
        return endpoint(failed, address);
    }

    private static Optional<Endpoint> endpoint(int failed, Pointer memory) {
        byte[] address = new byte[Endpoint.ADDRESS_BYTES];
        memory.get(0, address, 0, address.length);
        return failed == 0 ? Endpoint.of(address, LAYOUT, AF_INET6) : Optional.empty();
    }

    @Override
    public void close(int handle) {
        system.posix.close(handle);
    }

    @Override
    public void close() {
        poller.close();
    }
}
