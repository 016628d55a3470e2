package dev.velos.daemon.supervise;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.ProcessFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * Finds the family of a program: whoever is of its session, their descendants, and orphans with the mark of its
 * process, of an earlier incarnation too, whatever session they have made for themselves. Owned by the loop. One look
 * at the machine serves all that is asked within a turn.
 */
final class Family {
    private static final long INIT = 1;

    private final Backend backend;
    private final ProgramMark marks;
    private final LongPredicate isKnown;
    private final Function<ManagedProcess, Set<String>> marksBeside;
    private final Map<Long, String> seenMarks = new HashMap<>();
    private Optional<MachineView> view = Optional.empty();
    private Optional<Boolean> hasOrphans = Optional.empty();
    private boolean scattered;

    /**
     * A finder of families.
     *
     * @param isKnown whether a pid is the main process of some process in the table, or a helper that the supervisor
     *     runs for itself: such a one is nobody's orphan
     * @param marksBeside what other incarnations of the same instance are marked with: their orphans are theirs
     */
    Family(
            Backend backend,
            ProgramMark marks,
            LongPredicate isKnown,
            Function<ManagedProcess, Set<String>> marksBeside) {
        this.backend = backend;
        this.marks = marks;
        this.isKnown = isKnown;
        this.marksBeside = marksBeside;
    }

    /** An earlier daemon has left programs, whose orphans need not have come to this one. */
    void markScattered() {
        scattered = true;
    }

    /** Forgets the last look. */
    void forget() {
        hasOrphans = Optional.empty();
        view = Optional.empty();
        seenMarks.clear();
    }

    /** Tells the family to end: by the stop signal of its spec, or by SIGKILL. The group's signal reaches nearly all of nearly every family, and to each member outside of it. */
    void signal(ManagedProcess process, Child child, Force force) {
        int signal = force == Force.KILL
                ? force.signal()
                : process.spec().stop().signal().number();
        List<ProcessFacts> members = members(process, child);
        process.usage()
                .saw(
                        child.pid(),
                        members.stream().mapToLong(ProcessFacts::residentBytes).sum());
        backend.processes().signalGroup(child.pid(), signal);
        for (ProcessFacts member : members) {
            if (member.group() != child.pid()) {
                backend.processes().signal(member.pid(), signal);
            }
        }
    }

    /** Whether the process group has a member still: one cheap question that settles most cases. */
    boolean hasGroup(Child child) {
        return backend.processes().signalGroup(child.pid(), 0);
    }

    /**
     * The living members of a family whose main process has ended, in no order. Where this process adopts orphans, each
     * of them is its child or a descendant of one; where it has no such child, the machine need not be searched.
     */
    List<ProcessFacts> survivors(ManagedProcess process, Child child) {
        boolean mayHave = scattered || !backend.host().adoptsOrphans() || hasOrphans();
        return mayHave ? members(process, child) : List.of();
    }

    private boolean hasOrphans() {
        if (hasOrphans.isEmpty()) {
            hasOrphans = Optional.of(
                    backend.table().children(backend.host().pid()).stream().anyMatch(pid -> !isKnown.test(pid)));
        }
        return hasOrphans.get();
    }

    /** The living members, in no order. */
    List<ProcessFacts> members(ManagedProcess process, Child child) {
        MachineView machine = look();
        List<ProcessFacts> kin = new ArrayList<>(session(machine, child));
        addOrphans(kin, machine.children(backend.host().pid()), process);
        addOrphans(kin, machine.children(INIT), process);
        return machine.withDescendants(kin);
    }

    /** Where another program leads the session of that number, it was given away: nobody of ours is in it. */
    private static List<ProcessFacts> session(MachineView machine, Child child) {
        List<ProcessFacts> session = machine.session(child.pid());
        boolean isAnothers = session.stream()
                .anyMatch(facts -> facts.pid() == child.pid() && facts.startTicks() != child.startTicks());
        return isAnothers && child.startTicks() != 0 ? List.of() : session;
    }

    private void addOrphans(List<ProcessFacts> kin, List<ProcessFacts> orphans, ManagedProcess process) {
        String mark = marks.ofProcess(process);
        Set<String> others = marksBeside.apply(process);
        for (ProcessFacts facts : orphans) {
            if (!facts.isZombie()
                    && !isKnown.test(facts.pid())
                    && markOf(facts.pid()).startsWith(mark)
                    && !others.contains(markOf(facts.pid()))) {
                kin.add(facts);
            }
        }
    }

    private String markOf(long pid) {
        return seenMarks.computeIfAbsent(
                pid, _ -> backend.table().variable(pid, ProgramMark.MARK).orElse(""));
    }

    private MachineView look() {
        if (view.isEmpty()) {
            view = Optional.of(new MachineView(backend.table().all()));
        }
        return view.get();
    }
}
