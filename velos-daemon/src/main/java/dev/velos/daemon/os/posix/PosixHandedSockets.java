package dev.velos.daemon.os.posix;

import dev.velos.core.process.ListenAddress;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.HandedSockets;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.PtraceScope;
import dev.velos.daemon.os.SocketAddress;
import java.util.Optional;
import jnr.constants.platform.AddressFamily;
import jnr.constants.platform.Fcntl;
import jnr.constants.platform.IPProto;
import jnr.constants.platform.Sock;
import jnr.constants.platform.SocketLevel;
import jnr.constants.platform.SocketOption;
import jnr.ffi.Pointer;

/** bind(2) and listen(2); and on Linux, pidfd_getfd(2). Elsewhere nobody's sockets can be taken. Owned by the loop. */
final class PosixHandedSockets implements HandedSockets {
    private static final SocketAddress.Layout LAYOUT =
            Unix.IS_BSD ? SocketAddress.Layout.BSD : SocketAddress.Layout.LINUX;
    private static final int AF_INET6 = AddressFamily.AF_INET6.intValue();
    private static final int IPV6_V6ONLY = Unix.IS_BSD ? 27 : 26;
    private static final int SYS_PIDFD_OPEN = 434;
    private static final int SYS_PIDFD_GETFD = 438;

    private final Unix system;

    PosixHandedSockets(Unix system) {
        this.system = system;
    }

    @Override
    public int open(ListenAddress address) throws OsException {
        try {
            return open(address, SocketAddress.of(address, LAYOUT, AF_INET6));
        } catch (OsException e) {
            boolean isEvery =
                    address instanceof ListenAddress.Tcp tcp && tcp.host().isEmpty();
            if (isEvery && e.errno() == Errno.EAFNOSUPPORT) { // a machine without IPv6
                return open(address, SocketAddress.everyV4(((ListenAddress.Tcp) address).port(), LAYOUT));
            }
            throw e;
        }
    }

    private int open(ListenAddress address, SocketAddress wanted) throws OsException {
        int handle = system.libc.socket(wanted.family(), Sock.SOCK_STREAM.intValue(), 0);
        if (handle < 0) {
            throw system.failure("socket");
        }
        try {
            system.closeOnExec(handle);
            if (address instanceof ListenAddress.Tcp) {
                prepare(handle, wanted.family());
            }
            check(system.libc.bind(handle, memory(wanted.bytes()), wanted.bytes().length), "bind");
            if (address instanceof ListenAddress.UnixPath(String path, int mode)) {
                check(system.posix.chmod(path, mode), "chmod"); // nobody can connect before it listens
            }
            check(system.libc.listen(handle, BACKLOG), "listen");
            return outOfTheWay(handle);
        } finally {
            close(handle);
        }
    }

    /** A port may be bound again at once, and a socket for all IPv6 addresses takes IPv4 as well. */
    private void prepare(int handle, int family) throws OsException {
        int level = SocketLevel.SOL_SOCKET.intValue();
        check(option(handle, level, SocketOption.SO_REUSEADDR.intValue(), 1), "SO_REUSEADDR");
        if (family == AF_INET6) {
            check(option(handle, IPProto.IPPROTO_IPV6.intValue(), IPV6_V6ONLY, 0), "IPV6_V6ONLY");
        }
    }

    private int option(int handle, int level, int name, int value) {
        Pointer memory = system.allocate(Integer.BYTES);
        memory.putInt(0, value);
        return system.libc.setsockopt(handle, level, name, memory, Integer.BYTES);
    }

    private Pointer memory(byte[] bytes) {
        Pointer memory = system.allocate(bytes.length);
        memory.put(0, bytes, 0, bytes.length);
        return memory;
    }

    private void check(int result, String call) throws OsException {
        if (result != 0) {
            throw system.failure(call);
        }
    }

    private int outOfTheWay(int handle) throws OsException {
        int moved = system.posix.fcntlInt(handle, Fcntl.F_DUPFD, FIRST_HANDLE);
        if (moved < 0) {
            throw system.failure("fcntl");
        }
        system.closeOnExec(moved);
        return moved;
    }

    @Override
    public Optional<Integer> copyOf(long pid, int descriptor) {
        int pidfd = Unix.IS_LINUX ? (int) system.libc.syscall(SYS_PIDFD_OPEN, pid, 0, 0) : -1;
        if (pidfd < 0) {
            return Optional.empty();
        }
        int copy = (int) system.libc.syscall(SYS_PIDFD_GETFD, pidfd, descriptor, 0);
        close(pidfd);
        if (copy < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(outOfTheWay(copy));
        } catch (OsException e) {
            return Optional.empty();
        } finally {
            close(copy);
        }
    }

    @Override
    public int share(int handle) throws OsException {
        system.nonBlocking(handle);
        return outOfTheWay(handle);
    }

    @Override
    public void unshare(int handle) {
        system.blocking(handle);
    }

    @Override
    public boolean canTakeBack() {
        return Unix.IS_LINUX && PtraceScope.allowsStrangers(system.posix.geteuid());
    }

    @Override
    public void end(int handle) {
        system.libc.shutdown(handle, Unix.SHUT_RD_WR);
        close(handle);
    }

    @Override
    public void close(int handle) {
        system.posix.close(handle);
    }
}
