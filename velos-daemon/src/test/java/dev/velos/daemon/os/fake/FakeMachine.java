package dev.velos.daemon.os.fake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/** Who runs on a fake machine, and who is told when somebody ends. Owned by the test's thread. */
final class FakeMachine {
    static final long INIT = 1;
    static final long SELF = 1000;
    private static final long NANOS_PER_TICK = 10_000_000;

    private final FakeClock clock;
    private final Map<Long, FakeProcess> processes = new TreeMap<>();
    private final Set<Long> adopted = new HashSet<>();
    private final Queue<End> ends = new ArrayDeque<>();
    private long lastPid = SELF;
    private long reusedPid;
    private boolean orphansComeBack;

    /** An end that the daemon is still to hear of. */
    record End(long pid, OptionalInt waitStatus) {}

    private final List<String> told = new ArrayList<>();

    FakeMachine(FakeClock clock) {
        this.clock = clock;
    }

    /** The datagrams that were sent. */
    List<String> told() {
        return told;
    }

    FakeClock clock() {
        return clock;
    }

    long nextPid() {
        long pid = reusedPid == 0 ? ++lastPid : reusedPid;
        reusedPid = 0;
        return pid;
    }

    void nextPidIs(long pid) {
        reusedPid = pid;
    }

    long ticks() {
        return clock.nanos() / NANOS_PER_TICK;
    }

    void orphansComeBack(boolean comeBack) {
        orphansComeBack = comeBack;
    }

    boolean orphansComeBack() {
        return orphansComeBack;
    }

    FakeProcess add(FakeProcess process) {
        processes.put(process.pid(), process);
        return process;
    }

    /** One that runs, or waits to be collected. */
    Optional<FakeProcess> find(long pid) {
        return Optional.ofNullable(processes.get(pid));
    }

    List<FakeProcess> all() {
        return List.copyOf(processes.values());
    }

    /** Reports the end of a process that is not our child. */
    boolean adopt(long pid) {
        Optional<FakeProcess> process = find(pid);
        if (process.isPresent() && process.get().parent() != SELF) {
            adopted.add(pid);
        }
        return process.isPresent();
    }

    void ended(FakeProcess process) {
        for (FakeProcess other : all()) {
            if (other.parent() == process.pid()) {
                other.parent(orphansComeBack ? SELF : INIT);
            }
        }
        if (process.parent() != SELF) {
            processes.remove(process.pid());
            if (adopted.remove(process.pid())) {
                ends.add(new End(process.pid(), OptionalInt.empty()));
            }
        }
    }

    /** The daemon dies: its children are those of init, which collects the ended ones. */
    void daemonDied() {
        adopted.clear();
        ends.clear();
        for (FakeProcess process : all()) {
            if (process.parent() == SELF) {
                process.parent(INIT);
                if (!process.runs()) {
                    processes.remove(process.pid());
                }
            }
        }
    }

    /** Collects our ended children. */
    void reap() {
        for (FakeProcess process : all()) {
            if (process.parent() == SELF && !process.runs()) {
                processes.remove(process.pid());
                adopted.remove(process.pid());
                ends.add(new End(process.pid(), OptionalInt.of(process.waitStatus())));
            }
        }
    }

    /** The ends that nobody has heard of yet; from now on somebody has. */
    List<End> takeEnds() {
        List<End> taken = new ArrayList<>(ends);
        ends.clear();
        return taken;
    }
}
