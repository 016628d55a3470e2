package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.ProcessControl;
import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.os.ProcessTable;
import dev.velos.daemon.os.SpawnRequest;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.constants.platform.WaitFlags;

/** posix_spawn(3), kill(2), and waitpid(2) for whatever child has ended. Owned by the loop. */
final class PosixProcesses implements ProcessControl, Ends {
    private static final int NO_HANG = WaitFlags.WNOHANG.intValue();
    private static final int ANY_CHILD = -1;

    private final Unix system;
    private final ProcessTable table;
    private final PosixSpawner spawner;
    private final Strangers strangers;
    private final Queue<End> ends = new ArrayDeque<>();
    /** Set by the thread that handles SIGCHLD; true at first, for children that a former program left behind. */
    private final AtomicBoolean childEnded = new AtomicBoolean(true);

    private ExitListener listener = (pid, waitStatus) -> {};

    private record End(long pid, OptionalInt waitStatus) {}

    PosixProcesses(Unix system, ProcessTable table, PosixSpawner spawner) {
        this.system = system;
        this.table = table;
        this.spawner = spawner;
        strangers = new Strangers(table);
    }

    @Override
    public void onExit(ExitListener newListener) {
        listener = newListener;
    }

    @Override
    public Spawn spawn(SpawnRequest request) {
        return spawner.spawn(request);
    }

    @Override
    public Spawn keepOpen(List<String> pipes, List<String> environment) {
        return spawner.keepOpen(pipes, environment);
    }

    @Override
    public boolean adopt(long pid) {
        Optional<ProcessFacts> facts = table.facts(pid);
        if (facts.isEmpty()) {
            return false;
        }
        if (facts.get().parent() == system.posix.getpid()) {
            return true; // a child: waitpid tells of it, with its status, even if it is a zombie by now
        }
        if (facts.get().isZombie()) {
            return false;
        }
        strangers.add(facts.get());
        return true;
    }

    /** Says that a child has ended. From any thread. */
    void childHasEnded() {
        childEnded.set(true);
    }

    @Override
    public void reap() {
        childEnded.set(false);
        int[] status = new int[1];
        long pid;
        while ((pid = system.posix.waitpid((long) ANY_CHILD, status, NO_HANG)) > 0) {
            strangers.forget(pid);
            ends.add(new End(pid, OptionalInt.of(status[0])));
        }
    }

    @Override
    public long dueIn() {
        return childEnded.get() || !ends.isEmpty() ? 0 : strangers.dueIn();
    }

    @Override
    public boolean report() {
        if (childEnded.get()) {
            reap();
        }
        strangers.look(pid -> ends.add(new End(pid, OptionalInt.empty())));
        boolean any = !ends.isEmpty();
        for (End end = ends.poll(); end != null; end = ends.poll()) {
            listener.exited(end.pid(), end.waitStatus());
        }
        return any;
    }

    @Override
    public boolean signal(long pid, int signal) {
        requireProcess(pid);
        return system.posix.kill(pid, Unix.ofLinuxSignal(signal)) == 0 || system.errno() != Errno.ESRCH;
    }

    @Override
    public boolean signalGroup(long group, int signal) {
        requireProcess(group);
        return system.posix.kill(-group, Unix.ofLinuxSignal(signal)) == 0 || system.errno() != Errno.ESRCH;
    }

    /** kill(2) of 0, 1 or -1 would reach far more than was meant. */
    private static void requireProcess(long pid) {
        if (pid <= 1) {
            throw new IllegalArgumentException("no process to signal: " + pid);
        }
    }
}
