package dev.velos.daemon.os.linux;

import dev.velos.daemon.os.Environment;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.Host;
import dev.velos.daemon.os.OsException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The daemon's own process. */
final class LinuxHost implements Host {
    private static final int OWNER_ONLY = 0600;

    /** One beyond what may be open fails; a smaller table is better than none. */
    private static final int[] HIGHEST_DESCRIPTORS = {4095, 1023, 255};

    private final Native library;
    private final long pid;
    private boolean adoptsOrphans;

    LinuxHost(Native library) {
        this.library = library;
        pid = library.callInt(Native.function("getpid"), 0, 0, 0);
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public int user() {
        return library.callInt(Native.function("getuid"), 0, 0, 0);
    }

    @Override
    public void leaveSession() {
        library.callInt(Native.function("setsid"), 0, 0, 0);
    }

    @Override
    public void adoptOrphans() {
        adoptsOrphans = library.callInt(Native.function("prctl"), Flags.PR_SET_CHILD_SUBREAPER, 1, 0, 0) == 0;
    }

    @Override
    public boolean adoptsOrphans() {
        return adoptsOrphans;
    }

    /** A descriptor that is opened and closed again leaves a table that has a place for it. */
    @Override
    public void reserveDescriptors() {
        Native own = new Native(); // the other one is the loop's
        int root = own.callInt(Native.function("open"), own.text("/"), Flags.O_RDONLY | Flags.O_CLOEXEC, 0);
        for (int highest : HIGHEST_DESCRIPTORS) {
            int there = own.callInt(Native.function("fcntl"), root, Flags.F_DUPFD_CLOEXEC, highest);
            if (there >= 0) {
                own.callInt(Native.function("close"), there, 0, 0);
                break;
            }
        }
        own.callInt(Native.function("close"), root, 0, 0);
    }

    @Override
    public boolean lock(Path file) throws OsException {
        int flags = Flags.O_RDWR | Flags.O_CREAT | Flags.O_CLOEXEC;
        int handle = library.callInt(Native.function("open"), library.text(file.toString()), flags, OWNER_ONLY);
        if (handle < 0) {
            throw library.failure("open " + file);
        }
        if (library.callInt(Native.function("flock"), handle, Flags.LOCK_EX_NB, 0) == 0) {
            return true;
        }
        OsException failure = library.failure("lock " + file);
        library.callInt(Native.function("close"), handle, 0, 0);
        if (failure.errno() == Errno.EAGAIN) {
            return false;
        }
        throw failure;
    }

    @Override
    public void sync(Path file) throws OsException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(false);
        } catch (NoSuchFileException e) {
            throw new OsException("fsync " + file, Errno.ENOENT, "No such file or directory");
        } catch (IOException e) {
            throw new OsException("fsync " + file, 0, e.toString());
        }
    }

    @Override
    public void releaseMemory() {
        // musl has none, and gives memory back by itself
        Native.optionalFunction("malloc_trim").ifPresent(trim -> library.call(trim, 0, 0, 0));
        ResidentPages.drop(library, Path.of("/proc/self"));
    }

    @Override
    public void tell(String address, String message) throws OsException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment to = UnixSockets.address(arena, address);
            int type = Flags.SOCK_DGRAM | Flags.SOCK_CLOEXEC;
            int handle = library.callInt(Native.function("socket"), Flags.AF_UNIX, type, 0);
            if (handle < 0) {
                throw library.failure("socket");
            }
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            long sent = library.call(
                    Native.function("sendto"),
                    handle,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes).address(),
                    bytes.length,
                    Flags.MSG_NOSIGNAL | Flags.MSG_DONTWAIT,
                    to.address(),
                    to.byteSize());
            OsException failure = library.failure("send to " + address);
            library.callInt(Native.function("close"), handle, 0, 0);
            if (sent < 0) {
                throw failure;
            }
        }
    }

    @Override
    public OsException become(List<String> argv, List<String> environment) {
        ProgramTexts texts = new ProgramTexts();
        try {
            ProgramTexts.Place place = texts.lay(argv, Environment.of(environment));
            library.call(Native.function("execve"), library.text(argv.getFirst()), place.argv(), place.environment());
            return library.failure("exec " + argv.getFirst());
        } finally {
            Reference.reachabilityFence(texts); // its memory goes with it, and the addresses alone do not hold it
        }
    }
}
