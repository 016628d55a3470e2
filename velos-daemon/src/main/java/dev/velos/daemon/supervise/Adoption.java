package dev.velos.daemon.supervise;

import dev.velos.core.process.ProcessStatus;
import dev.velos.core.process.RestartCause;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.supervise.ProcessState.Completed;
import dev.velos.daemon.supervise.ProcessState.Errored;
import dev.velos.daemon.supervise.ProcessState.Launching;
import dev.velos.daemon.supervise.ProcessState.Scheduled;
import dev.velos.daemon.supervise.ProcessState.Stopped;
import dev.velos.daemon.supervise.ProcessState.Stopping;
import dev.velos.daemon.supervise.ProcessState.Waiting;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how a process stands that an earlier daemon has left, and takes it over. Owned by the loop.
 *
 * <p>The journal is written before a change takes effect, so it can be one step behind or ahead of the machine. What
 * the machine says decides: a pid with the start time of the record is the program; without a record of a pid, a
 * session leader with the incarnation's mark is.
 */
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    /** The state to begin with, and what has to happen to it at once. */
    record Resumed(ProcessState state, Optional<ProcessEvent> event) {
        static Resumed in(ProcessState state) {
            return new Resumed(state, Optional.empty());
        }
    }

    private final Backend backend;
    private final EventLoop loop;
    private final ProgramMark marks;
    private List<ProcessFacts> machine = List.of();

    Adoption(Backend backend, EventLoop loop, ProgramMark marks) {
        this.backend = backend;
        this.loop = loop;
        this.marks = marks;
    }

    Resumed resume(ManagedProcess process, RecordedProcess record) {
        try {
            process.capture().resume();
        } catch (OsException e) {
            LOG.error("{}: its log pipes cannot be opened again: {}", process, e.getMessage());
        }
        long now = loop.clock().nanos();
        if (record.sweeping() && record.child().isPresent()) {
            return resumeAlive(process, record, now);
        }
        return switch (record.status()) {
            case STOPPED -> stopped(record);
            case ERRORED -> Resumed.in(new Errored(record.tally()));
            case COMPLETED -> Resumed.in(new Completed(record.tally(), record.end()));
            case WAITING ->
                Resumed.in(
                        record.isScheduled()
                                ? new Scheduled(record.tally())
                                : new Waiting(record.tally(), now + record.waitMillis() * 1_000_000));
            case LAUNCHING, ONLINE, STOPPING -> resumeAlive(process, record, now);
        };
    }

    /** Down although it is wanted up: it was about to be started. */
    private static Resumed stopped(RecordedProcess record) {
        Optional<ProcessEvent> start =
                record.goal() == Goal.UP ? Optional.of(new ProcessEvent.GoalChanged()) : Optional.empty();
        return new Resumed(new Stopped(record.tally()), start);
    }

    private Resumed resumeAlive(ManagedProcess process, RecordedProcess record, long now) {
        Optional<Child> child = record.child().or(() -> findByMark(process, record));
        if (child.isEmpty()) {
            return spawnAnew(record);
        }
        long since = now - Math.max(0, loop.clock().epochMicros() / 1_000 - record.startedAtMillis()) * 1_000_000;
        boolean lives = !record.sweeping()
                && isSame(child.get())
                && backend.processes().adopt(child.get().pid());
        if (!lives) {
            return sweep(process, record, child.get(), now, since);
        }
        return switch (record.status()) {
            case STOPPING -> {
                long deadline = now + process.spec().stop().killTimeout().toNanos();
                backend.processes()
                        .signalGroup(
                                child.get().pid(),
                                process.spec().stop().signal().number());
                yield Resumed.in(
                        new Stopping(record.tally(), child.get(), since, Force.TERM, deadline, record.cause()));
            }
            case LAUNCHING, ONLINE, STOPPED, ERRORED, COMPLETED, WAITING ->
                new Resumed(
                        new Launching(record.tally(), child.get(), since),
                        Optional.of(launched(process, record, child.get())));
        };
    }

    /** What says itself when it is ready, and has not, is waited for as before. */
    private static ProcessEvent launched(ManagedProcess process, RecordedProcess record, Child child) {
        boolean open =
                record.status() == ProcessStatus.LAUNCHING && process.spec().isAwaited();
        return open ? new ProcessEvent.Spawned(child) : new ProcessEvent.Settled(child.incarnation());
    }

    /** When it ended nobody knows. One that was not seen to be up counts as having lived no time at all. */
    private static long lastKnownStart(RecordedProcess record, long now, long since) {
        return record.status() == ProcessStatus.ONLINE ? since : now;
    }

    /** Whether the pid is that program still, and not another one that was given its number. */
    private boolean isSame(Child child) {
        return backend.table()
                .facts(child.pid())
                .filter(facts -> facts.startTicks() == child.startTicks())
                .filter(facts ->
                        !facts.isZombie() || facts.parent() == backend.host().pid())
                .isPresent();
    }

    private Optional<Child> findByMark(ManagedProcess process, RecordedProcess record) {
        if (machine.isEmpty()) {
            machine = backend.table().all();
        }
        long incarnation = record.tally().incarnation();
        String mark = marks.of(process, incarnation);
        return machine.stream()
                .filter(facts -> facts.session() == facts.pid() && !facts.isZombie())
                .filter(facts -> backend.table()
                        .variable(facts.pid(), ProgramMark.MARK)
                        .filter(mark::equals)
                        .isPresent())
                // Children of it that have left for sessions of their own began later.
                .min(Comparator.comparingLong(ProcessFacts::startTicks).thenComparingLong(ProcessFacts::pid))
                .map(facts -> new Child(facts.pid(), facts.startTicks(), incarnation));
    }

    /** It was about to be spawned, and was not. */
    private static Resumed spawnAnew(RecordedProcess record) {
        Tally tally = record.tally();
        Stopped notYet =
                new Stopped(new Tally(tally.incarnation() - 1, tally.restarts() - 1, tally.unstable(), tally.reason()));
        return record.goal() == Goal.UP
                ? new Resumed(
                        notYet,
                        Optional.of(
                                new ProcessEvent.RestartAsked(RestartCause.of(RestartCause.Kind.OWED, tally.reason()))))
                : Resumed.in(new Stopped(tally));
    }

    /** It has ended while no daemon looked; who is left of its family is told to end. */
    private Resumed sweep(ManagedProcess process, RecordedProcess record, Child child, long now, long since) {
        long deadline = now + process.spec().stop().killTimeout().toNanos();
        ProcessState alive = record.status() == ProcessStatus.STOPPING
                ? new Stopping(record.tally(), child, since, Force.TERM, deadline, record.cause())
                : new Launching(record.tally(), child, lastKnownStart(record, now, since));
        return new Resumed(alive, Optional.of(new ProcessEvent.Exited(child.incarnation(), record.end())));
    }
}
