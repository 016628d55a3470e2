package dev.velos.daemon.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.ProcessControl;
import dev.velos.daemon.os.SpawnRequest;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** posix_spawn(3), pidfds for ends, wait4(2) for statuses. Owned by the loop. */
final class LinuxProcessControl implements ProcessControl {
    private final Native library;
    private final Poller poller;
    private final Spawner spawner;
    private final MemorySegment syscall = Native.function("syscall");
    private final MemorySegment wait4 = Native.function("wait4");
    private final MemorySegment getrusage = Native.function("getrusage");
    private final MemorySegment kill = Native.function("kill");
    private final MemorySegment close = Native.function("close");
    private final MemorySegment status;
    private final MemorySegment usage;
    /** pid to pidfd of every process whose end is to be reported. */
    private final Map<Long, Integer> watched = new HashMap<>();

    private long peakBytes;
    private ExitListener listener = (pid, waitStatus) -> {};

    LinuxProcessControl(Native library, Poller poller) {
        this.library = library;
        this.poller = poller;
        spawner = new Spawner(library);
        status = library.allocate(JAVA_INT.byteSize());
        usage = library.allocate(Flags.RUSAGE_BYTES);
    }

    @Override
    public void onExit(ExitListener newListener) {
        listener = newListener;
    }

    @Override
    public Spawn spawn(SpawnRequest request) {
        return watched(spawner.spawn(request));
    }

    @Override
    public Spawn keepOpen(List<String> pipes, List<String> environment) {
        return watched(spawner.keepOpen(pipes, environment));
    }

    private Spawn watched(Spawn spawn) {
        if (spawn instanceof Spawn.Started(long pid)) {
            // It cannot fail for our own unreaped child, but for want of descriptors; SIGCHLD still tells then.
            adopt(pid);
        }
        return spawn;
    }

    @Override
    public boolean adopt(long pid) {
        int pidfd = library.callInt(syscall, Flags.SYS_PIDFD_OPEN, pid, 0);
        if (pidfd < 0) {
            return library.errno() != Errno.ESRCH;
        }
        watched.put(pid, pidfd);
        poller.add(pidfd, Poller.READ, events -> ended(pid));
        return true;
    }

    private void ended(long pid) {
        int reaped = library.callInt(wait4, pid, status.address(), Flags.WNOHANG, usage.address());
        if (reaped == 0) {
            return;
        }
        forget(pid);
        peakBytes = reaped == pid ? peakOfReaped() : 0;
        listener.exited(pid, reaped == pid ? OptionalInt.of(status.get(JAVA_INT, 0)) : OptionalInt.empty());
    }

    @Override
    public void reap() {
        int pid;
        while ((pid = library.callInt(wait4, -1, status.address(), Flags.WNOHANG, usage.address())) > 0) {
            int waitStatus = status.get(JAVA_INT, 0);
            peakBytes = peakOfReaped();
            forget(pid);
            listener.exited(pid, OptionalInt.of(waitStatus));
        }
    }

    @Override
    public long peakBytes() {
        return peakBytes;
    }

    /** Between vfork and exec a child counts as the daemon: what is no more than the daemon's own peak says nothing. */
    private long peakOfReaped() {
        long peak = usage.get(JAVA_LONG, Flags.RUSAGE_MAXRSS_OFFSET);
        library.callInt(getrusage, 0, usage.address(), 0);
        return peak > usage.get(JAVA_LONG, Flags.RUSAGE_MAXRSS_OFFSET) ? peak << 10 : 0;
    }

    private void forget(long pid) {
        Integer pidfd = watched.remove(pid);
        if (pidfd != null) {
            poller.remove(pidfd);
            library.callInt(close, pidfd, 0, 0);
        }
    }

    @Override
    public boolean signal(long pid, int signal) {
        requireProcess(pid);
        return library.callInt(kill, pid, signal, 0) == 0 || library.errno() != Errno.ESRCH;
    }

    @Override
    public boolean signalGroup(long group, int signal) {
        requireProcess(group);
        return library.callInt(kill, -group, signal, 0) == 0 || library.errno() != Errno.ESRCH;
    }

    /** kill(2) of 0, 1 or -1 would reach far more than was meant. */
    private static void requireProcess(long pid) {
        if (pid <= 1) {
            throw new IllegalArgumentException("no process to signal: " + pid);
        }
    }
}
