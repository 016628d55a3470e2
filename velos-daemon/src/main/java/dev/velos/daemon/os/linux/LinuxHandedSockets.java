package dev.velos.daemon.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.velos.core.process.ListenAddress;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.HandedSockets;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.PtraceScope;
import dev.velos.daemon.os.SocketAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** bind(2), listen(2) and pidfd_getfd(2). Owned by the loop. */
final class LinuxHandedSockets implements HandedSockets {
    private final Native library;
    private final MemorySegment syscall = Native.function("syscall");
    private final MemorySegment close = Native.function("close");
    private final MemorySegment fcntl = Native.function("fcntl");

    LinuxHandedSockets(Native library) {
        this.library = library;
    }

    @Override
    public int open(ListenAddress address) throws OsException {
        SocketAddress wanted = SocketAddress.of(address, SocketAddress.Layout.LINUX, Flags.AF_INET6);
        try {
            return open(address, wanted);
        } catch (OsException e) {
            boolean isEvery =
                    address instanceof ListenAddress.Tcp tcp && tcp.host().isEmpty();
            if (isEvery && e.errno() == Errno.EAFNOSUPPORT) { // a machine without IPv6
                int port = ((ListenAddress.Tcp) address).port();
                return open(address, SocketAddress.everyV4(port, SocketAddress.Layout.LINUX));
            }
            throw e;
        }
    }

    private int open(ListenAddress address, SocketAddress wanted) throws OsException {
        int handle =
                library.callInt(Native.function("socket"), wanted.family(), Flags.SOCK_STREAM | Flags.SOCK_CLOEXEC, 0);
        if (handle < 0) {
            throw library.failure("socket");
        }
        try {
            switch (address) {
                case ListenAddress.Tcp _ -> prepare(handle, wanted.family());
                // Before bind, Linux takes the mode of the socket for that of the file it makes.
                case ListenAddress.UnixPath unix ->
                    check(library.callInt(Native.function("fchmod"), handle, unix.mode(), 0), "fchmod");
            }
            check(bind(handle, wanted), "bind");
            check(library.callInt(Native.function("listen"), handle, BACKLOG, 0), "listen");
            return outOfTheWay(handle);
        } finally {
            close(handle);
        }
    }

    /** A port may be bound again at once, and a socket for all IPv6 addresses takes IPv4 as well. */
    private void prepare(int handle, int family) throws OsException {
        check(option(handle, Flags.SOL_SOCKET, Flags.SO_REUSEADDR, 1), "SO_REUSEADDR");
        if (family == Flags.AF_INET6) {
            check(option(handle, Flags.IPPROTO_IPV6, Flags.IPV6_V6ONLY, 0), "IPV6_V6ONLY");
        }
    }

    private int option(int handle, int level, int name, int value) {
        try (Arena arena = Arena.ofConfined()) {
            long memory = arena.allocateFrom(JAVA_INT, value).address();
            return (int) library.call(Native.function("setsockopt"), handle, level, name, memory, Integer.BYTES, 0);
        }
    }

    private int bind(int handle, SocketAddress address) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, address.bytes());
            return library.callInt(Native.function("bind"), handle, bytes.address(), bytes.byteSize());
        }
    }

    private void check(int result, String call) throws OsException {
        if (result != 0) {
            throw library.failure(call);
        }
    }

    private int outOfTheWay(int handle) throws OsException {
        int moved = library.callInt(fcntl, handle, Flags.F_DUPFD_CLOEXEC, FIRST_HANDLE);
        if (moved < 0) {
            throw library.failure("fcntl");
        }
        return moved;
    }

    @Override
    public Optional<Integer> copyOf(long pid, int descriptor) {
        int pidfd = library.callInt(syscall, Flags.SYS_PIDFD_OPEN, pid, 0);
        if (pidfd < 0) {
            return Optional.empty();
        }
        int copy = (int) library.call(syscall, Flags.SYS_PIDFD_GETFD, pidfd, descriptor, 0, 0, 0);
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
        int flags = library.callInt(fcntl, handle, Flags.F_GETFL, 0);
        library.callInt(fcntl, handle, Flags.F_SETFL, flags | Flags.O_NONBLOCK);
        return outOfTheWay(handle);
    }

    @Override
    public void unshare(int handle) {
        int flags = library.callInt(fcntl, handle, Flags.F_GETFL, 0);
        library.callInt(fcntl, handle, Flags.F_SETFL, flags & ~Flags.O_NONBLOCK);
    }

    @Override
    public boolean canTakeBack() {
        return PtraceScope.allowsStrangers(library.callInt(Native.function("geteuid"), 0, 0, 0));
    }

    @Override
    public void end(int handle) {
        library.callInt(Native.function("shutdown"), handle, Flags.SHUT_RD_WR, 0);
        close(handle);
    }

    @Override
    public void close(int handle) {
        library.callInt(close, handle, 0, 0);
    }
}
