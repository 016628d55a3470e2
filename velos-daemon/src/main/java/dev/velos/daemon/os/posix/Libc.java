package dev.velos.daemon.os.posix;

import java.nio.ByteBuffer;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.annotations.Variadic;
import jnr.ffi.byref.IntByReference;

/**
 * Functions of the C library that jnr-posix does not offer. jnr-ffi makes the implementation; a function that the
 * machine's C library lacks throws {@link UnsatisfiedLinkError} when it is called, not before.
 */
public interface Libc {
    int sigemptyset(Pointer set);

    int sigfillset(Pointer set);

    /** glibc 2.29, musl 1.1.24, macOS 10.15. */
    int posix_spawn_file_actions_addchdir_np(Pointer actions, @In ByteBuffer directory);

    /** glibc 2.34 only. */
    int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

    int poll(Pointer descriptors, int count, int timeoutMillis);

    int setsockopt(int socket, int level, int name, Pointer value, int length);

    int bind(int socket, Pointer address, int length);

    int listen(int socket, int backlog);

    int accept(int socket, Pointer address, Pointer length);

    int shutdown(int socket, int how);

    int getpeername(int socket, @Out Pointer address, IntByReference length);

    int getsockname(int socket, @Out Pointer address, IntByReference length);

    int socket(int family, int type, int protocol);

    int connect(int socket, Pointer address, int length);

    int getsockopt(int socket, int level, int option, @Out IntByReference value, IntByReference length);

    /** macOS and BSD. */
    int getpeereid(int socket, @Out IntByReference user, @Out IntByReference group);

    int getsid(int pid);

    @Variadic(fixedCount = 2)
    int ioctl(int descriptor, long request, @Out IntByReference answer);

    /** Linux. */
    @Variadic(fixedCount = 1)
    long syscall(long number, long first, long second, long third);

    /** Linux. */
    @Variadic(fixedCount = 1)
    int prctl(int option, long argument, long second, long third, long fourth);
}
