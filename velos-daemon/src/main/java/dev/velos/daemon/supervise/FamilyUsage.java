package dev.velos.daemon.supervise;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.ProcessFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the families of all processes use, from one look at the machine. */
public final class FamilyUsage {
    /**
     * @param members living processes
     * @param cpuMillis processor time that they have used
     * @param residentBytes their resident memory
     */
    record Total(int members, long cpuMillis, long residentBytes) {
        static final Total NONE = new Total(0, 0, 0);

        Total plus(ProcessFacts facts) {
            return new Total(members + 1, cpuMillis + facts.cpuMillis(), residentBytes + facts.residentBytes());
        }
    }

    /** Ancestors looked at before a process is taken for nobody's. */
    private static final int MAX_CLIMB = 64;

    private static final long INIT = 1;

    private final Map<Long, Total> byMainPid;

    private FamilyUsage(Map<Long, Total> byMainPid) {
        this.byMainPid = byMainPid;
    }

    /** For answers that nobody reads for their numbers: no look at all. */
    public static FamilyUsage none() {
        return new FamilyUsage(Map.of());
    }

    static FamilyUsage look(Backend backend, ProgramMark marks, Collection<ManagedProcess> processes) {
        Look look = new Look(backend);
        for (ManagedProcess process : processes) {
            process.state().child().ifPresent(child -> look.expect(child, marks.of(process, child.incarnation())));
        }
        return new FamilyUsage(look.totals());
    }

    /** One look at the machine. */
    private static final class Look {
        private final Backend backend;
        private final Map<Long, Total> totals = new HashMap<>();
        private final Map<String, Long> mainByMark = new HashMap<>();
        private final Map<Long, ProcessFacts> byPid = new HashMap<>();
        private final Map<Long, Optional<Long>> mainByOrphan = new HashMap<>();
        private long earliestStart = Long.MAX_VALUE;

        Look(Backend backend) {
            this.backend = backend;
        }

        void expect(Child child, String mark) {
            totals.put(child.pid(), Total.NONE);
            mainByMark.put(mark, child.pid());
            earliestStart = Math.min(earliestStart, child.startTicks());
        }

        Map<Long, Total> totals() {
            if (!totals.isEmpty()) {
                List<ProcessFacts> all = backend.table().all();
                all.forEach(facts -> byPid.put(facts.pid(), facts));
                all.stream().filter(facts -> !facts.isZombie()).forEach(this::add);
            }
            return totals;
        }

        private void add(ProcessFacts facts) {
            ProcessFacts ancestor = facts;
            for (int i = 0; i < MAX_CLIMB && ancestor != null; i++) {
                Optional<Long> main = totals.containsKey(ancestor.session())
                        ? Optional.of(ancestor.session())
                        : mainOfOrphan(ancestor);
                if (main.isPresent()) {
                    totals.computeIfPresent(main.get(), (_, total) -> total.plus(facts));
                    return;
                }
                ancestor = byPid.get(ancestor.parent());
            }
        }

        /** Who has left for a session of its own, and whose parent is gone, is known by its mark. */
        private Optional<Long> mainOfOrphan(ProcessFacts facts) {
            boolean mayBe = facts.startTicks() >= earliestStart
                    && (facts.parent() == INIT
                            || facts.parent() == backend.host().pid());
            return mayBe ? mainByOrphan.computeIfAbsent(facts.pid(), this::mainByMark) : Optional.empty();
        }

        private Optional<Long> mainByMark(long pid) {
            return backend.table().variable(pid, ProgramMark.MARK).map(mainByMark::get);
        }
    }

    Total of(Child child) {
        return byMainPid.getOrDefault(child.pid(), Total.NONE);
    }
}
