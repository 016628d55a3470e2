package dev.velos.daemon.os.posix;

import dev.velos.core.home.VelosHome;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.Host;
import dev.velos.daemon.os.OsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jnr.constants.platform.AddressFamily;
import jnr.constants.platform.OpenFlags;
import jnr.constants.platform.Sock;
import jnr.ffi.Pointer;

/** The daemon's own process. Owned by the loop. */
final class PosixHost implements Host {
    private static final int OWNER_ONLY = 0600;
    private static final int LOCK_EXCLUSIVE_NOW = 2 | 4;
    private static final int SIGSET_BYTES = 128;
    private static final int SIG_SETMASK = Unix.IS_LINUX ? 2 : 3;
    private static final int FIRST_FREE_DESCRIPTOR = 3;

    /** prctl(2) of Linux; other systems hand orphans to init. */
    private static final int PR_SET_CHILD_SUBREAPER = 36;

    private static final int F_FULLFSYNC = 51;

    private final Unix system;
    private final Set<Path> locked = new HashSet<>();
    private boolean adoptsOrphans;

    PosixHost(Unix system) {
        this.system = system;
    }

    @Override
    public long pid() {
        return system.posix.getpid();
    }

    @Override
    public int user() {
        return system.posix.getuid();
    }

    @Override
    public void leaveSession() {
        if (system.posix.getpgrp() != system.posix.getpid()) {
            system.posix.setsid();
        }
    }

    @Override
    public void adoptOrphans() {
        if (Unix.IS_LINUX) {
            adoptsOrphans = system.libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0;
        }
    }

    @Override
    public boolean adoptsOrphans() {
        return adoptsOrphans;
    }

    /** The table grows when it has to. */
    @Override
    public void reserveDescriptors() {}

    @Override
    public boolean lock(Path file) throws OsException {
        Path name = file.toAbsolutePath().normalize();
        if (locked.contains(name)) {
            return true;
        }
        int handle =
                system.open(file.toString(), OpenFlags.O_RDWR.intValue() | OpenFlags.O_CREAT.intValue(), OWNER_ONLY);
        if (system.posix.flock(handle, LOCK_EXCLUSIVE_NOW) == 0) {
            return locked.add(name);
        }
        OsException failure = system.failure("lock " + file);
        system.posix.close(handle);
        if (failure.errno() == Errno.EAGAIN) {
            return false;
        }
        throw failure;
    }

    @Override
    public void sync(Path file) throws OsException {
        int handle = system.open(file.toString(), OpenFlags.O_RDONLY.intValue(), 0);
        try {
            if (flush(handle) != 0) {
                throw system.failure("fsync " + file);
            }
        } finally {
            system.posix.close(handle);
        }
    }

    /** fsync(2) of macOS leaves the bytes in the disk's own cache. */
    private int flush(int handle) {
        boolean reachedDisk = Unix.IS_MAC && system.posix.libc().fcntl(handle, F_FULLFSYNC) == 0;
        return reachedDisk ? 0 : system.posix.fsync(handle);
    }

    @Override
    public void releaseMemory() {
        // Nothing portable is known.
    }

    @Override
    public void tell(String address, String message) throws OsException {
        if (address.startsWith("@") && !Unix.IS_LINUX) {
            throw new OsException("send to " + address, Errno.EINVAL, "only Linux has abstract names of sockets");
        }
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        if (name.length > VelosHome.MAX_SOCKET_PATH_BYTES) {
            throw new OsException("send to " + address, Errno.EINVAL, "File name too long");
        }
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        int handle = system.libc.socket(AddressFamily.AF_UNIX.intValue(), Sock.SOCK_DGRAM.intValue(), 0);
        if (handle < 0) {
            throw system.failure("socket");
        }
        system.closeOnExec(handle);
        system.nonBlocking(handle);
        boolean sent = system.libc.connect(handle, system.socketAddress(name), Unix.PATH_OFFSET + name.length) == 0
                && system.posix.write(handle, bytes, bytes.length) == bytes.length;
        OsException failure = system.failure("send to " + address);
        system.posix.close(handle);
        if (!sent) {
            throw failure;
        }
    }

    @Override
    public OsException become(List<String> argv, List<String> environment) {
        Pointer mask = system.allocate(SIGSET_BYTES);
        Pointer former = system.allocate(SIGSET_BYTES);
        system.libc.sigemptyset(mask);
        system.closeAllOnExec(FIRST_FREE_DESCRIPTOR);
        system.unix.sigprocmask(SIG_SETMASK, mask, former);
        system.posix.execve(argv.getFirst(), argv.toArray(String[]::new), environment.toArray(String[]::new));
        OsException failure = system.failure("exec " + argv.getFirst());
        system.unix.sigprocmask(SIG_SETMASK, former, mask);
        return failure;
    }
}
