package dev.velos.daemon.supervise;

import dev.velos.core.process.MemoryPolicy;
import dev.velos.core.process.RestartCause;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Restarts processes whose family takes more memory than it may. Owned by the loop. Looks once a second while a
 * program with a limit lives, with one look at the machine for all of them, and never otherwise.
 */
final class MemoryWatch {
    /** An overrun is to be acted on within two seconds. */
    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final int MIB_SHIFT = 20;

    private final Backend backend;
    private final EventLoop loop;
    private final ProgramMark marks;
    private final Supervisor supervisor;

    /** Since when each child is over its limit, in nanoseconds. */
    private final Map<Child, Long> over = new HashMap<>();

    private boolean planned;

    MemoryWatch(Backend backend, EventLoop loop, ProgramMark marks, Supervisor supervisor) {
        this.backend = backend;
        this.loop = loop;
        this.marks = marks;
        this.supervisor = supervisor;
    }

    /** A process with a limit has changed. */
    void consider(ManagedProcess process) {
        if (!planned && isWatched(process)) {
            plan();
        }
    }

    private static boolean isWatched(ManagedProcess process) {
        return process.spec().memory().isLimited()
                && process.state() instanceof ProcessState.Alive
                && !(process.state() instanceof ProcessState.Stopping);
    }

    private void plan() {
        planned = true;
        loop.timers().at(loop.clock().nanos() + INTERVAL.toNanos(), this::look);
    }

    private void look() {
        planned = false;
        List<ManagedProcess> watched =
                supervisor.all().stream().filter(MemoryWatch::isWatched).toList();
        over.keySet()
                .removeIf(child -> watched.stream()
                        .noneMatch(
                                process -> process.state().child().orElseThrow().equals(child)));
        if (watched.isEmpty()) {
            return;
        }
        plan();
        FamilyUsage usage = FamilyUsage.look(backend, marks, watched);
        watched.forEach(process -> judge(process, usage));
    }

    private void judge(ManagedProcess process, FamilyUsage usage) {
        Child child = process.state().child().orElseThrow();
        MemoryPolicy policy = process.spec().memory();
        long bytes = usage.of(child).residentBytes();
        long limit = policy.maxBytes().orElseThrow();
        process.usage().saw(child.pid(), bytes);
        if (bytes <= limit) {
            over.remove(child);
            return;
        }
        long now = loop.clock().nanos();
        long since = over.computeIfAbsent(child, _ -> now);
        if (now - since >= policy.grace().toNanos()) {
            over.remove(child);
            supervisor.restart(process, RestartCause.of(RestartCause.Kind.MEMORY, text(bytes, limit)));
        }
    }

    /** {@code 312M of 256M}; an overrun is never rounded down to the limit. */
    private static String text(long bytes, long limit) {
        long limitMib = limit >> MIB_SHIFT;
        long mib = Math.max(limitMib + 1, (bytes + (1L << MIB_SHIFT) - 1) >> MIB_SHIFT);
        return mib + "M of " + limitMib + "M";
    }
}
