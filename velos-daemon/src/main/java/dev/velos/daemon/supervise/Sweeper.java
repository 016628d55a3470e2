package dev.velos.daemon.supervise;

import dev.velos.core.event.EventKind;
import dev.velos.core.process.ExitStatus;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.ProcessFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those whom a main process left behind to end, and reports when nobody of the family is left. Owned by the
 * loop. Ends that come in one turn are looked into together at its end, with one look at the machine.
 */
final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /** How often a family that was told to end is looked at; only while one is ending. */
    private static final Duration INTERVAL = Duration.ofMillis(20);

    /**
     * @param deadlineNanos that of the state which wants it; a harder sweep of the same family has another one
     * @param told whether the family was told to end before, when its main process was
     */
    private record Sweep(ManagedProcess process, Child child, Force force, long deadlineNanos, boolean told) {}

    private final Backend backend;
    private final EventLoop loop;
    private final Family family;
    private final Supervisor supervisor;
    private List<Sweep> due = new ArrayList<>();

    Sweeper(Backend backend, EventLoop loop, Family family, Supervisor supervisor) {
        this.backend = backend;
        this.loop = loop;
        this.family = family;
        this.supervisor = supervisor;
    }

    /**
     * Begins to sweep. A program ended by a signal has no chance to send a family into the background, so its empty
     * process group is proof enough, and its restart need not wait for a look at the whole machine.
     */
    void sweep(ManagedProcess process, Child child, End end, Force force) {
        process.capture().finish();
        boolean quick = end.cause() == End.Cause.BY_ITSELF && end.status() instanceof ExitStatus.Signal;
        if (quick && !family.hasGroup(child)) {
            gone(process, child);
        } else {
            boolean told = end.cause() == End.Cause.ASKED && force == Force.TERM;
            due.add(new Sweep(process, child, force, deadline(process), told));
        }
    }

    private static long deadline(ManagedProcess process) {
        return process.state().deadline().orElse(0);
    }

    /** Looks into everything that is due; the look is taken after the ends, so that nobody who was left is missed. */
    void endTurn() {
        if (due.isEmpty()) {
            return;
        }
        family.forget();
        List<Sweep> now = due;
        due = new ArrayList<>();
        now.forEach(this::look);
    }

    private void look(Sweep sweep) {
        List<ProcessFacts> left = family.survivors(sweep.process, sweep.child);
        if (left.isEmpty()) {
            gone(sweep.process, sweep.child);
            return;
        }
        tellOfSurvivors(sweep, left);
        if (!sweep.told) { // many a program takes a second SIGTERM for the order to leave everything as it is
            LOG.info("{}: {} of its family outlive it; they are told to end", sweep.process, left.size());
            left.forEach(member -> backend.processes().signal(member.pid(), sweep.force.signal()));
        }
        lookLater(sweep);
    }

    /** Those of a family that was told to end still may; those that have left its session go on as they like. */
    private void tellOfSurvivors(Sweep sweep, List<ProcessFacts> left) {
        String names = left.stream()
                .filter(member -> !sweep.told || member.session() != sweep.child.pid())
                .map(this::described)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            supervisor.note(sweep.process, EventKind.SURVIVORS, names);
        }
    }

    private String described(ProcessFacts member) {
        String name = backend.table().name(member.pid());
        return (name.isEmpty() ? "" : name + " ") + "(pid " + member.pid() + ")";
    }

    private void lookLater(Sweep sweep) {
        loop.timers().at(loop.clock().nanos() + INTERVAL.toNanos(), () -> lookAgain(sweep));
    }

    private void lookAgain(Sweep sweep) {
        backend.processes().reap();
        if (family.survivors(sweep.process, sweep.child).isEmpty()) {
            sweep.process.capture().finish();
            gone(sweep.process, sweep.child);
        } else if (isCurrent(sweep)) {
            lookLater(sweep);
        }
    }

    /** A harder sweep of the same family takes over from this one. */
    private static boolean isCurrent(Sweep sweep) {
        return sweep.process.state() instanceof ProcessState.Sweeping sweeping
                && sweeping.program().equals(sweep.child)
                && sweeping.deadlineNanos() == sweep.deadlineNanos;
    }

    private void gone(ManagedProcess process, Child child) {
        supervisor.post(process, new ProcessEvent.FamilyGone(child.incarnation()));
    }
}
