package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.io.File;
import jnr.constants.platform.AddressFamily;
import jnr.constants.platform.Fcntl;
import jnr.constants.platform.OpenFlags;
import jnr.constants.platform.Signal;
import jnr.constants.platform.SocketLevel;
import jnr.constants.platform.SocketOption;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Platform;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.byref.IntByReference;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.UnixLibC;

/** The C library: jnr-posix, and {@link Libc} for the rest. Calls are safe from any thread; errno is per thread. */
final class Unix {
    static final boolean IS_LINUX = Platform.getNativePlatform().getOS() == Platform.OS.LINUX;
    static final boolean IS_MAC = Platform.getNativePlatform().getOS() == Platform.OS.DARWIN;
    static final boolean IS_BSD = Platform.getNativePlatform().isBSD();
    static final int CLOSE_ON_EXEC = OpenFlags.O_CLOEXEC.intValue();
    static final int NONBLOCK = OpenFlags.O_NONBLOCK.intValue();

    static final int SHUT_WR = 1;
    static final int SHUT_RD_WR = 2;

    /** Where the path stands in an address of a socket. */
    static final int PATH_OFFSET = 2;

    private static final int FD_CLOEXEC = 1;
    private static final int LINUX_SIGUSR1 = 10;
    private static final int LINUX_SIGUSR2 = 12;

    final POSIX posix = POSIXFactory.getNativePOSIX();
    final UnixLibC unix = (UnixLibC) posix.libc();
    final Libc libc =
            LibraryLoader.create(Libc.class).load(Platform.getNativePlatform().getStandardCLibraryName());

    /** Zeroed memory that is freed with its pointer. */
    Pointer allocate(int bytes) {
        Pointer memory = Memory.allocateDirect(Runtime.getRuntime(libc), bytes, true);
        memory.setMemory(0, bytes, (byte) 0);
        return memory;
    }

    /** The address of a path, with room for the NUL that ends it, or of the abstract name behind an {@code @}. */
    Pointer socketAddress(byte[] name) {
        Pointer address = allocate(PATH_OFFSET + name.length + 1);
        if (IS_BSD) {
            address.putByte(0, (byte) (PATH_OFFSET + name.length + 1));
            address.putByte(1, (byte) AddressFamily.AF_UNIX.intValue());
        } else {
            address.putShort(0, (short) AddressFamily.AF_UNIX.intValue());
        }
        address.put(PATH_OFFSET, name, 0, name.length);
        if (name.length > 0 && name[0] == '@') {
            address.putByte(PATH_OFFSET, (byte) 0);
        }
        return address;
    }

    /** The last failure of this thread, as a number of Linux. */
    int errno() {
        return toLinux(posix.errno());
    }

    /** The last failure of this thread. */
    OsException failure(String call) {
        return failure(call, posix.errno());
    }

    OsException failure(String call, int nativeErrno) {
        return new OsException(call, toLinux(nativeErrno), posix.strerror(nativeErrno));
    }

    /** The numbers that {@link Errno} names, translated; others as they are. */
    static int toLinux(int nativeErrno) {
        return switch (jnr.constants.platform.Errno.valueOf(nativeErrno)) {
            case EPERM -> Errno.EPERM;
            case ENOENT -> Errno.ENOENT;
            case ESRCH -> Errno.ESRCH;
            case ENOEXEC -> Errno.ENOEXEC;
            case EINTR -> Errno.EINTR;
            case EAGAIN, EWOULDBLOCK -> Errno.EAGAIN;
            case EACCES -> Errno.EACCES;
            case EEXIST -> Errno.EEXIST;
            case ENOTDIR -> Errno.ENOTDIR;
            case EINVAL -> Errno.EINVAL;
            case EFBIG -> Errno.EFBIG;
            case ENOSPC -> Errno.ENOSPC;
            case EDQUOT -> Errno.EDQUOT;
            case EAFNOSUPPORT -> Errno.EAFNOSUPPORT;
            case EADDRINUSE -> Errno.EADDRINUSE;
            case EADDRNOTAVAIL -> Errno.EADDRNOTAVAIL;
            case ECONNABORTED -> Errno.ECONNABORTED;
            case ECONNREFUSED -> Errno.ECONNREFUSED;
            case EINPROGRESS -> Errno.EINPROGRESS;
            default -> nativeErrno;
        };
    }

    /** Of the signals that Velos sends, two have other numbers on BSD and macOS. */
    static int ofLinuxSignal(int signal) {
        return switch (signal) {
            case LINUX_SIGUSR1 -> Signal.SIGUSR1.intValue();
            case LINUX_SIGUSR2 -> Signal.SIGUSR2.intValue();
            default -> signal;
        };
    }

    /** Whether the last failure of this thread only means "not now". */
    boolean isTransient() {
        int errno = errno();
        return errno == Errno.EAGAIN || errno == Errno.EINTR;
    }

    void blocking(int handle) {
        posix.fcntlInt(handle, Fcntl.F_SETFL, posix.fcntl(handle, Fcntl.F_GETFL) & ~NONBLOCK);
    }

    /** How a connection that became writable came out: 0, or why not. */
    int outcome(int connection) {
        IntByReference error = new IntByReference();
        IntByReference length = new IntByReference(Integer.BYTES);
        int failed = libc.getsockopt(
                connection, SocketLevel.SOL_SOCKET.intValue(), SocketOption.SO_ERROR.intValue(), error, length);
        return failed == 0 ? error.intValue() : posix.errno();
    }

    int open(String path, int flags, int mode) throws OsException {
        int handle = posix.open(path, flags | CLOSE_ON_EXEC, mode);
        if (handle < 0) {
            throw failure("open " + path);
        }
        return handle;
    }

    void closeOnExec(int handle) {
        posix.fcntl(handle, Fcntl.F_SETFD, FD_CLOEXEC);
    }

    void nonBlocking(int handle) {
        posix.fcntl(handle, Fcntl.F_SETFL, posix.fcntl(handle, Fcntl.F_GETFL) | NONBLOCK);
    }

    /** Marks every descriptor from {@code first} on: libraries of others open some without that mark. */
    void closeAllOnExec(int first) {
        String[] open = new File("/dev/fd").list();
        for (String name : open == null ? new String[0] : open) {
            int handle = Integer.parseInt(name);
            if (handle >= first) {
                closeOnExec(handle);
            }
        }
    }
}
