package dev.velos.daemon.supervise;

import dev.velos.core.event.EventKind;
import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.ListenAddress;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.RestartCause;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.capture.Captures;
import dev.velos.daemon.listen.ListenRefused;
import dev.velos.daemon.listen.Listeners;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the process table. Owned by the loop. Requests change goals; events move states; nothing else does. */
public final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /** Hears of every change, after it was recorded. */
    public interface Observer {
        void changed(ManagedProcess process);

        void removed(ManagedProcess process);

        /** A process has ended that is no program of the table's, such as one of the daemon's helpers. */
        default void ended(long pid) {}
    }

    private record Pending(ManagedProcess process, ProcessEvent event) {}

    private final Backend backend;
    private final EventLoop loop;
    private final TableRecorder recorder;
    private final Captures captures;
    private final RandomGenerator random;
    private final ProgramMark marks;
    private final Family family;
    private final Listeners listeners;
    private final EffectRunner effects;
    private final PipeKeeper keeper;
    private final Chronicle chronicle;
    private final ProcessRegister register = new ProcessRegister();
    private final SpecChanges specs;
    private final Deque<Pending> events = new ArrayDeque<>();
    private final List<Observer> observers = new ArrayList<>();
    private final DependencyGate gate = new DependencyGate(this);
    private Optional<MemoryWatch> memory = Optional.empty();
    private boolean delivering;

    public Supervisor(
            Backend backend, EventLoop loop, TableRecorder recorder, Captures captures, RandomGenerator random) {
        this.backend = backend;
        this.loop = loop;
        this.recorder = recorder;
        this.captures = captures;
        this.random = random;
        marks = new ProgramMark(captures.home());
        keeper = new PipeKeeper(backend, recorder, marks);
        family = new Family(
                backend,
                marks,
                pid -> register.isProgram(pid) || keeper.isKeeper(pid),
                process -> register.marksBeside(process, marks));
        listeners = new Listeners(backend);
        effects = new EffectRunner(backend, loop, captures.home(), marks, family, listeners, random, this);
        specs = new SpecChanges(register, recorder, captures, keeper, effects, this);
        chronicle = new Chronicle(loop.clock(), recorder);
        backend.processes().onExit(this::exited);
        loop.atTurnEnd(this::endTurn);
    }

    private void endTurn() {
        effects.endTurn();
        family.forget();
        keeper.keep(register.all());
    }

    /** Adds an observer, which is told in the order of adding. */
    public void observe(Observer observer) {
        observers.add(observer);
    }

    public void ignore(Observer observer) {
        observers.remove(observer);
    }

    /** The table in order of ids, unmodifiable. */
    public Collection<ManagedProcess> all() {
        return register.all();
    }

    /** The table, and what runs beside it for the length of a reload. */
    public Collection<ManagedProcess> everything() {
        return register.everything();
    }

    public Optional<ManagedProcess> byId(long id) {
        return register.byId(id);
    }

    /** Lets somebody keep work away from programs that are to end. */
    public void drainBy(Drain drain) {
        effects.drainBy(drain);
    }

    /** The sockets of a process that are open; opened where a program of it runs and none was left by an earlier daemon. */
    public Map<ListenAddress, Integer> socketsOf(ManagedProcess process) throws ListenRefused {
        if (process.state() instanceof ProcessState.Alive) {
            listeners.of(process.spec());
        }
        return listeners.open(process.spec().name());
    }

    /**
     * Our end of the way by which the program of a process takes connections over, which belongs to the caller from now
     * on; empty where it takes none, or somebody has it already.
     */
    public OptionalInt giveHandover(ManagedProcess process) {
        return effects.giveHandover(process);
    }

    /** The sockets of a process are accepted from by programs from now on, not by a thread of the daemon. */
    public void unshare(ProcessName name) {
        listeners.unshare(name);
    }

    /** All instances of that name. */
    public List<ManagedProcess> byName(ProcessName name) {
        return register.byName(name);
    }

    /**
     * Makes entries for every instance of a spec whose name is free; they are down until told to start. Whether they
     * are to be up is recorded at once: should this daemon die before it gets that far, the next one starts them.
     */
    public List<ManagedProcess> create(ProcessSpec spec) {
        return specs.create(spec);
    }

    /**
     * Makes a second incarnation of a process possible beside the one that runs, by a spec of its own. It is down until
     * it is told to start, in no list, and forgotten when it is down again, unless it takes over.
     */
    public ManagedProcess beside(ManagedProcess process, ProcessSpec spec) {
        ManagedProcess next = process.successor(register.nextKeyBeside(), spec);
        register.enterBeside(next);
        recorder.described(next);
        return next;
    }

    /** Lets one that runs beside a process stand in the table for it; the former one is beside from now on. */
    public void takeOver(ManagedProcess former, ManagedProcess next) {
        recorder.exchanged(former, next);
        register.exchange(former, next);
        if (!next.spec().log().equals(former.spec().log())) {
            specs.captureElsewhere(next);
            former.captureBy(next.capture());
        }
        announce(next);
    }

    /**
     * Gives a process another spec. What runs goes on where it fits the new one, else it ends and starts anew. One that
     * is down stays so until it is told to start; that it is to be up is recorded at once, as for a new one.
     */
    public void respec(ManagedProcess process, ProcessSpec spec) {
        specs.respec(process, spec);
    }

    /**
     * Gives a process as many instances as the spec says, without touching what the others run by. Those that are too
     * many are told to end, and forgotten when they are down.
     *
     * @return those that are new, or were leaving; they are down or end until told to start
     */
    public List<ManagedProcess> scale(ProcessSpec spec) {
        return specs.scale(spec);
    }

    /** Does something later, on the loop. */
    public void after(Duration pause, Runnable action) {
        loop.timers().at(loop.clock().nanos() + pause.toNanos(), action);
    }

    /** Tells the observers to look at a process. */
    public void announce(ManagedProcess process) {
        List.copyOf(observers).forEach(observer -> observer.changed(process));
        gate.look();
    }

    /** A user changes what is wanted of a process. */
    public void wish(ManagedProcess process, Goal goal) {
        wish(process, goal, ProcessEvent.GoalChanged.USER);
    }

    /**
     * Changes what is wanted of a process.
     *
     * @param by who wants it so, for the event log
     */
    public void wish(ManagedProcess process, Goal goal, String by) {
        process.wish(goal);
        post(process, new ProcessEvent.GoalChanged(by));
    }

    /**
     * Wants several processes down. One that another of them depends on is told to end when that one is down; it is
     * written down at once that it is to end, for the next daemon.
     */
    public void wishDown(Collection<ManagedProcess> processes, String by) {
        for (ManagedProcess process : processes) {
            process.wish(Goal.DOWN);
            recorder.changed(process);
        }
        Set<ProcessName> needed = gate.needed();
        for (ManagedProcess process : processes) {
            if (!needed.contains(process.spec().name()) || !gate.holdsUp(process)) {
                post(process, new ProcessEvent.GoalChanged(by));
            }
        }
    }

    /** What keeps a process from being started. */
    Optional<Unmet> unmet(ManagedProcess process) {
        return gate.unmet(process);
    }

    /** Keeps what happens from now on there. */
    public void tellEventsTo(EventSink sink) {
        chronicle.tellTo(sink);
    }

    /** Something for the event log happened to a process, beside its transitions. */
    public void note(ManagedProcess process, EventKind kind, String text) {
        chronicle.note(process, kind, text);
    }

    /** Something for the event log happened that concerns no single process. */
    public void note(EventKind kind, String text) {
        chronicle.note(kind, text);
    }

    /** Wants another life of a process, and wants it up; the cause becomes the reason that it shows. */
    public void restart(ManagedProcess process, RestartCause cause) {
        process.wish(Goal.UP);
        post(process, new ProcessEvent.RestartAsked(cause));
    }

    /** Wants another life of a process by another spec, whether or not what runs fits that one. */
    public void restart(ManagedProcess process, ProcessSpec spec, RestartCause cause) {
        specs.afterThisLife(process, spec);
        restart(process, cause);
    }

    /** Its counts, its backoff and its history begin anew; what runs or waits goes on. */
    public void reset(ManagedProcess process) {
        process.become(process.state().withTally(process.state().tally().reset()));
        process.lives().clear();
        recorder.reset(process);
        chronicle.note(process, EventKind.RESET, "", "user");
        announce(process);
    }

    /** Somebody has done something to a process that is no transition of it. */
    public void note(ManagedProcess process, EventKind kind, String text, String by) {
        chronicle.note(process, kind, text, by);
    }

    /** Something happened to a process of which more is known than a reason. */
    public void note(ManagedProcess process, EventKind kind, String text, Fields more) {
        chronicle.note(process, kind, text, more);
    }

    /** Nobody waited for it, but a daemon that is to end. */
    void hookEnded(ManagedProcess process) {
        if (register.isEntered(process.id())) {
            announce(process);
        }
    }

    /** Whether no hook runs now. */
    public boolean runsNoHooks() {
        return effects.runsNoHooks();
    }

    /** The time of a job has come. */
    public void due(ManagedProcess process) {
        post(process, new ProcessEvent.Due());
    }

    /** Forgets a process that is down. Its logs stay. */
    public void remove(ManagedProcess process) {
        if (!process.state().isDown()) {
            throw new IllegalStateException(process + " is " + process.state());
        }
        chronicle.note(process, EventKind.DELETED, "");
        register.remove(process);
        forgotten(process, !register.hasBeside(process.id()));
    }

    /** @param isLast whether no other incarnation needs its pipes */
    private void forgotten(ManagedProcess process, boolean isLast) {
        if (isLast) {
            specs.discardCapture(process);
        }
        recorder.removed(process);
        closeUnused(process.spec().name());
        List.copyOf(observers).forEach(observer -> observer.removed(process));
    }

    /** Lets something happen to a process. Events are handled one after the other, never one within another. */
    void post(ManagedProcess process, ProcessEvent event) {
        events.add(new Pending(process, event));
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            while (!events.isEmpty()) {
                Pending next = events.poll();
                deliver(next.process, next.event);
            }
        } finally {
            delivering = false;
        }
    }

    private void deliver(ManagedProcess process, ProcessEvent event) {
        ProcessState before = process.state();
        Transition transition = Lifecycle.step(
                process.spec(), process.goal(), before, event, loop.clock().nanos(), random.nextDouble());
        if (LOG.isDebugEnabled() && !transition.next().equals(before)) {
            LOG.debug("{}: {} on {} becomes {}", process, before, event, transition.next());
        }
        chronicle.transition(process, before, event, transition.next());
        become(process, transition.next());
        watchMemory(process);
        for (Effect effect : transition.effects()) {
            effects.run(process, effect);
        }
        closeUnused(process.spec().name());
        announce(process);
        forgetSurplus(process);
        forgetBeside(process);
    }

    /** One beside is for one life only; the pipes are those of the one in the table. */
    private void forgetBeside(ManagedProcess process) {
        if (process.isBeside() && process.state().isDown() && register.removeBeside(process)) {
            forgotten(process, !register.isEntered(process.id()));
        }
    }

    private void forgetSurplus(ManagedProcess process) {
        if (process.isSurplus() && process.state().isDown() && register.isInTable(process)) {
            remove(process);
        }
    }

    /** A socket of a process is open as long as any instance is to run. */
    private void closeUnused(ProcessName name) {
        if (listeners.has(name)) {
            Set<ListenAddress> wanted = new HashSet<>();
            for (ManagedProcess process : everything()) {
                if (process.spec().name().equals(name) && !process.state().isDown()) {
                    process.spec().listening().sockets().forEach(socket -> wanted.add(socket.address()));
                }
            }
            listeners.keepOnly(name, wanted);
        }
    }

    /** Nobody who has no limit pays for those who have. */
    void watchMemory(ManagedProcess process) {
        if (process.spec().memory().isLimited()) {
            if (memory.isEmpty()) {
                memory = Optional.of(new MemoryWatch(backend, loop, marks, this));
            }
            memory.get().consider(process);
        }
    }

    /** A process has another state: it is written down, and its deadline set. */
    void become(ManagedProcess process, ProcessState next) {
        register.become(process, next);
        boolean respecs = process.awaitsRespec() && !next.isOfProgram();
        if (respecs) {
            specs.now(process, process.latestSpec());
        }
        if (next.child().isPresent()) {
            keeper.mayMiss();
        }
        if (respecs) {
            recorder.described(process);
        } else {
            recorder.changed(process);
        }
        effects.stands(process);
        if (next.deadline().isPresent()) {
            long deadline = next.deadline().getAsLong();
            process.deadline(Optional.of(
                    loop.timers().at(deadline, () -> post(process, new ProcessEvent.DeadlinePassed(deadline)))));
        } else {
            process.deadline(Optional.empty());
        }
    }

    private void exited(long pid, OptionalInt waitStatus) {
        ManagedProcess process = register.byPid(pid);
        if (process == null) {
            if (!effects.wasHook(pid, waitStatus)) {
                keeper.exited(pid);
                effects.ended(pid, waitStatus);
                observers.forEach(observer -> observer.ended(pid));
            }
            return;
        }
        Child child = process.state().child().orElseThrow();
        ExitStatus status =
                waitStatus.isPresent() ? ExitStatus.ofWaitStatus(waitStatus.getAsInt()) : new ExitStatus.Unknown();
        process.usage().saw(pid, backend.processes().peakBytes());
        LOG.info("{} (pid {}) ended: {}", process, pid, status.reason());
        post(process, new ProcessEvent.Exited(child.incarnation(), status));
    }

    /** Takes over what an earlier daemon has left, as its journal tells. */
    public void adopt(List<RecordedProcess> recorded, List<Keeper> keepers) {
        Adoption adoption = new Adoption(backend, loop, marks);
        new Takeover(register, captures, listeners, family, adoption, effects, this).of(recorded);
        if (!recorded.isEmpty() || !keepers.isEmpty()) {
            keeper.adopt(keepers); // the old ones hold what waits in the pipes until every pipe is open here
        }
        List.copyOf(register.all()).forEach(this::forgetSurplus);
    }

    /** Ends what the supervisor runs for itself; for a daemon that stops for good. */
    public void close() {
        keeper.close();
        listeners.close();
    }

    /** What a program tells of itself, by the names that it gives to its metrics. */
    public Map<String, String> metrics(ManagedProcess process) {
        return effects.metrics(process);
    }

    /** What the machine says of the families now. */
    public FamilyUsage usage() {
        return FamilyUsage.look(backend, marks, register.all());
    }
}
