package dev.velos.daemon.supervise;

import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.os.ProcessTable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Finds out when a program without a readiness signal is up: when its family sleeps and uses no processor time over
 * several looks in a row, as a server does that waits for work, or when it has lived for {@link #AT_LONGEST}. A
 * program that dies of a typing error never comes to rest before. Owned by the loop; looks only while something is
 * launching.
 */
final class LaunchWatch {
    /** A program that is busy for so long is taken to be up. */
    static final Duration AT_LONGEST = Duration.ofSeconds(1);

    /** Between two looks. */
    static final Duration INTERVAL = Duration.ofMillis(10);

    /** Looks in a row that must find the family at rest. */
    static final int QUIET_LOOKS = 3;

    /** Descendants further away are not looked at. */
    private static final int MAX_GENERATIONS = 32;

    private final EventLoop loop;
    private final ProcessTable table;

    LaunchWatch(EventLoop loop, ProcessTable table) {
        this.loop = loop;
        this.table = table;
    }

    /** Calls {@code settled} with the incarnation, once, unless the program ends before. */
    void watch(Child child, LongConsumer settled) {
        new Watch(child, settled, loop.clock().nanos()).lookLater();
    }

    /** One program's watch. */
    private final class Watch {
        private final Child child;
        private final LongConsumer settled;
        private final long startNanos;
        private int quietLooks;
        private long lastCpuMillis = -1;

        Watch(Child child, LongConsumer settled, long startNanos) {
            this.child = child;
            this.settled = settled;
            this.startNanos = startNanos;
        }

        void lookLater() {
            loop.timers().at(loop.clock().nanos() + INTERVAL.toNanos(), this::look);
        }

        private void look() {
            Optional<ProcessFacts> facts = table.facts(child.pid());
            if (facts.isEmpty() || facts.get().isZombie()) {
                return; // its end is on the way here
            }
            quietLooks = isQuiet(facts.get()) ? quietLooks + 1 : 0;
            boolean longEnough = loop.clock().nanos() - startNanos >= AT_LONGEST.toNanos();
            if (quietLooks >= QUIET_LOOKS || longEnough) {
                settled.accept(child.incarnation());
            } else {
                lookLater();
            }
        }

        private boolean isQuiet(ProcessFacts facts) {
            long cpuMillis = restingCpuMillis(facts, 0);
            boolean quiet = cpuMillis >= 0 && (cpuMillis == lastCpuMillis || lastCpuMillis < 0);
            lastCpuMillis = cpuMillis;
            return quiet;
        }

        /** The processor time that a sleeping family has used; negative where one of it is awake. */
        private long restingCpuMillis(ProcessFacts facts, int generation) {
            if (facts.state() == ProcessFacts.State.ZOMBIE || generation > MAX_GENERATIONS) {
                return 0;
            }
            if (facts.state() != ProcessFacts.State.SLEEPING) {
                return -1;
            }
            long sum = facts.cpuMillis();
            for (long pid : table.children(facts.pid())) {
                Optional<ProcessFacts> descendant = table.facts(pid);
                long used = descendant.isEmpty() ? 0 : restingCpuMillis(descendant.get(), generation + 1);
                if (used < 0) {
                    return -1;
                }
                sum += used;
            }
            return sum;
        }
    }
}
