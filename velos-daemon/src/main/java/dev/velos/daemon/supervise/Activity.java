package dev.velos.daemon.supervise;

import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.os.ProcessTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what a program and its descendants are doing. Owned by the loop. */
final class Activity {
    /** Descendants further away are not looked at. */
    private static final int MAX_GENERATIONS = 32;

    /**
     * A family of which no main thread is awake.
     *
     * @param cpuMillis the processor time that it has used so far
     */
    record Rest(long cpuMillis, List<Long> pids) {}

    private final ProcessTable table;

    Activity(ProcessTable table) {
        this.table = table;
    }

    /** Empty as soon as one is found awake: a look at a family that works has to cost little. */
    Optional<Rest> rest(ProcessFacts main) {
        List<Long> pids = new ArrayList<>();
        long cpuMillis = restingCpuMillis(main, 0, pids);
        return cpuMillis < 0 ? Optional.empty() : Optional.of(new Rest(cpuMillis, pids));
    }

    private long restingCpuMillis(ProcessFacts facts, int generation, List<Long> pids) {
        if (facts.isZombie() || generation > MAX_GENERATIONS) {
            return 0;
        }
        if (facts.state() != ProcessFacts.State.SLEEPING) {
            return -1;
        }
        pids.add(facts.pid());
        long sum = facts.cpuMillis();
        for (ProcessFacts child : children(facts)) {
            long used = restingCpuMillis(child, generation + 1, pids);
            if (used < 0) {
                return -1;
            }
            sum += used;
        }
        return sum;
    }

    /** Whether none of their threads works, beside the main ones: one that waits for a processor uses no time. */
    boolean threadsSleep(Rest rest) {
        return rest.pids().stream()
                .flatMap(pid -> table.threads(pid).stream())
                .allMatch(state -> state == ProcessFacts.State.SLEEPING || state == ProcessFacts.State.ZOMBIE);
    }

    /** The processor time that the family has used so far. */
    long cpuMillis(ProcessFacts main) {
        return cpuMillis(main, 0);
    }

    private long cpuMillis(ProcessFacts facts, int generation) {
        long sum = facts.cpuMillis();
        if (generation < MAX_GENERATIONS) {
            for (ProcessFacts child : children(facts)) {
                sum += cpuMillis(child, generation + 1);
            }
        }
        return sum;
    }

    private List<ProcessFacts> children(ProcessFacts facts) {
        return table.children(facts.pid()).stream()
                .flatMap(pid -> table.facts(pid).stream())
                .toList();
    }
}
