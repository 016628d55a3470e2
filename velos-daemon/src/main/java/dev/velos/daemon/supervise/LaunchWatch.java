package dev.velos.daemon.supervise;

import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.os.ProcessTable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds out when a program without a readiness signal is up: when its family sleeps and uses no processor time over
 * several looks in a row, as a server does that waits for work, or when it has lived for {@link #AT_LONGEST}. A
 * program that dies of a typing error never comes to rest before. Where the machine is so busy that a program hardly
 * gets a processor, its life is too short to judge by, and the judgement waits up to {@link #STARVED_AT_LONGEST}.
 * Owned by the loop; looks only while something is launching.
 */
final class LaunchWatch {
    /** A program that is busy for so long is taken to be up. */
    static final Duration AT_LONGEST = Duration.ofSeconds(1);

    /** A program that wants a processor for so long and is not given one is taken to be up, for want of knowledge. */
    static final Duration STARVED_AT_LONGEST = Duration.ofSeconds(5);

    /** With so much processor time a program is past the failures of a start: that of Node takes a tenth of it. */
    static final Duration FAIR_SHARE = Duration.ofMillis(500);

    /** Between two looks. */
    static final Duration INTERVAL = Duration.ofMillis(10);

    /** Between two looks at a program that waits for a processor: they cost what it waits for. */
    static final Duration STARVED_INTERVAL = Duration.ofMillis(50);

    /** Looks in a row that must find the family at rest. */
    static final int QUIET_LOOKS = 3;

    private final EventLoop loop;
    private final ProcessTable table;
    private final Activity activity;

    LaunchWatch(EventLoop loop, ProcessTable table) {
        this.loop = loop;
        this.table = table;
        activity = new Activity(table);
    }

    /** Calls {@code settled} with what was seen of the program last, once, unless the program ends before. */
    void watch(Child child, Consumer<ProcessFacts> settled) {
        new Watch(child, settled, loop.clock().nanos()).lookLater(INTERVAL);
    }

    /** One program's watch. */
    private final class Watch {
        private final Child child;
        private final Consumer<ProcessFacts> settled;
        private final long startNanos;
        private int quietLooks;
        private long lastCpuMillis = -1;

        Watch(Child child, Consumer<ProcessFacts> settled, long startNanos) {
            this.child = child;
            this.settled = settled;
            this.startNanos = startNanos;
        }

        void lookLater(Duration interval) {
            loop.timers().at(loop.clock().nanos() + interval.toNanos(), this::look);
        }

        private void look() {
            Optional<ProcessFacts> facts = table.facts(child.pid());
            if (facts.isEmpty() || facts.get().isZombie()) {
                return; // its end is on the way here
            }
            quietLooks = isQuiet(facts.get()) ? quietLooks + 1 : 0;
            long livedNanos = loop.clock().nanos() - startNanos;
            boolean grown = livedNanos >= AT_LONGEST.toNanos();
            if (quietLooks >= QUIET_LOOKS || grown && !isStarved(facts.get(), livedNanos)) {
                settled.accept(facts.get());
            } else {
                lookLater(grown ? STARVED_INTERVAL : INTERVAL);
            }
        }

        /** The first look is at the main thread alone, the others are at the family, the last one at all threads. */
        private boolean isQuiet(ProcessFacts facts) {
            if (quietLooks == 0) {
                lastCpuMillis = -1;
                return facts.state() == ProcessFacts.State.SLEEPING;
            }
            Optional<Activity.Rest> rest = activity.rest(facts);
            long cpuMillis = rest.map(Activity.Rest::cpuMillis).orElse(-1L);
            boolean idle = cpuMillis >= 0 && (cpuMillis == lastCpuMillis || lastCpuMillis < 0);
            lastCpuMillis = cpuMillis;
            boolean last = quietLooks == QUIET_LOOKS - 1;
            return idle && (!last || activity.threadsSleep(rest.orElseThrow()));
        }

        private boolean isStarved(ProcessFacts facts, long livedNanos) {
            return livedNanos < STARVED_AT_LONGEST.toNanos()
                    && !activity.rest(facts).map(activity::threadsSleep).orElse(false)
                    && activity.cpuMillis(facts) < FAIR_SHARE.toMillis();
        }
    }
}
