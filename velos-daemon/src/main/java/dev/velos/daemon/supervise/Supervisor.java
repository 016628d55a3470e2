package dev.velos.daemon.supervise;

import dev.velos.core.event.EventKind;
import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.ListenAddress;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Registration;
import dev.velos.core.process.RestartCause;
import dev.velos.daemon.capture.Captures;
import dev.velos.daemon.listen.Listeners;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private final Adoption adoption;
    private final Chronicle chronicle;
    private final Map<Long, ManagedProcess> table = new LinkedHashMap<>();
    /** Those that are to take the place of one in the table, or have left it. */
    private final Map<Long, ManagedProcess> beside = new LinkedHashMap<>();

    private final Map<ProcessName, List<ManagedProcess>> byName = new HashMap<>();
    private final Map<Long, ManagedProcess> byPid = new HashMap<>();
    private final Deque<Pending> events = new ArrayDeque<>();
    private final List<Observer> observers = new ArrayList<>();
    private final DependencyGate gate = new DependencyGate(this);
    private Optional<MemoryWatch> memory = Optional.empty();
    private boolean delivering;
    private long lastId = -1;
    private long lastBeside;

    public Supervisor(
            Backend backend, EventLoop loop, TableRecorder recorder, Captures captures, RandomGenerator random) {
        this.backend = backend;
        this.loop = loop;
        this.recorder = recorder;
        this.captures = captures;
        this.random = random;
        marks = new ProgramMark(captures.home());
        family = new Family(backend, marks, byPid::containsKey, this::marksBeside);
        listeners = new Listeners(backend);
        effects = new EffectRunner(backend, loop, captures.home(), marks, family, listeners, this);
        keeper = new PipeKeeper(backend, recorder, marks);
        adoption = new Adoption(backend, loop, marks);
        chronicle = new Chronicle(loop.clock(), recorder);
        backend.processes().onExit(this::exited);
        loop.atTurnEnd(this::endTurn);
    }

    private void endTurn() {
        effects.endTurn();
        family.forget();
        keeper.keep(table.values());
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
        return Collections.unmodifiableCollection(table.values());
    }

    /** The table, and what runs beside it for the length of a reload. */
    public Collection<ManagedProcess> everything() {
        List<ManagedProcess> everything = new ArrayList<>(table.values());
        everything.addAll(beside.values());
        return everything;
    }

    public Optional<ManagedProcess> byId(long id) {
        return Optional.ofNullable(table.get(id));
    }

    /** All instances of that name. */
    public List<ManagedProcess> byName(ProcessName name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    /**
     * Makes entries for every instance of a spec whose name is free; they are down until told to start. Whether they
     * are to be up is recorded at once: should this daemon die before it gets that far, the next one starts them.
     */
    public List<ManagedProcess> create(ProcessSpec spec) {
        List<ManagedProcess> created = new ArrayList<>();
        for (int instance = 0; instance < spec.instances(); instance++) {
            ManagedProcess process = entry(++lastId, instance, spec);
            process.wish(spec.registration().start() == Registration.Start.AUTOMATIC ? Goal.UP : Goal.DOWN);
            recorder.described(process);
            created.add(process);
        }
        return created;
    }

    /**
     * Gives a process another spec. What runs goes on where it fits the new one, else it ends and starts anew. One that
     * is down stays so until it is told to start; that it is to be up is recorded at once, as for a new one.
     */
    public void respec(ManagedProcess process, ProcessSpec spec) {
        if (!process.state().isDown() && !spec.fitsWhatRunsBy(process.spec())) {
            process.respecLater(spec);
            restart(process, RestartCause.of(RestartCause.Kind.UPDATE, ""));
            if (!process.awaitsRespec()) {
                return;
            }
        } else {
            respecNow(process, spec);
            if (process.state().isDown() && spec.registration().start() == Registration.Start.AUTOMATIC) {
                process.wish(Goal.UP);
            }
        }
        recorder.described(process);
        announce(process);
    }

    private void respecNow(ManagedProcess process, ProcessSpec spec) {
        boolean sameLogs = spec.log().equals(process.spec().log());
        boolean sameLabel = spec.instances() > 1 == process.spec().instances() > 1;
        boolean sameHealth = spec.health().equals(process.spec().health());
        process.respec(spec);
        if (!sameHealth) {
            effects.asked(process);
        }
        watchMemory(process);
        if (!sameLabel && process.state().isOfProgram()) {
            captureElsewhere(process);
        } else if (!sameLogs || !sameLabel) {
            process.capture().discard();
            keeper.forget(process.capture().pipes());
            process.captureBy(captures.of(spec, process.instance()));
        }
    }

    /** The only instance becomes one of several, or the other way round, and its logs are called so from now on. */
    private void captureElsewhere(ManagedProcess process) {
        process.capture().letGo();
        process.captureBy(captures.of(process.spec(), process.instance()));
        try {
            process.capture().resume();
        } catch (OsException e) {
            LOG.error("{}: its log pipes cannot be opened again: {}", process, e.getMessage());
        }
    }

    /**
     * Gives a process as many instances as the spec says, without touching what the others run by. Those that are too
     * many are told to end, and forgotten when they are down.
     *
     * @return those that are new, or were leaving; they are down or end until told to start
     */
    public List<ManagedProcess> scale(ProcessSpec spec) {
        List<ManagedProcess> missing = new ArrayList<>();
        Map<Integer, ManagedProcess> byInstance = new HashMap<>();
        byName(spec.name()).forEach(process -> byInstance.put(process.instance(), process));
        for (ManagedProcess process : byInstance.values()) {
            boolean wasSurplus = process.isSurplus();
            count(process, spec.instances());
            if (process.isSurplus()) {
                wish(process, Goal.DOWN);
            } else if (wasSurplus) {
                missing.add(process);
            }
        }
        beside.values().stream()
                .filter(process -> process.spec().name().equals(spec.name()))
                .forEach(process -> countBeside(process, spec.instances()));
        for (int instance = 0; instance < spec.instances(); instance++) {
            if (!byInstance.containsKey(instance)) {
                ManagedProcess process = entry(++lastId, instance, spec);
                recorder.described(process);
                missing.add(process);
            }
        }
        return missing;
    }

    private void countBeside(ManagedProcess process, int instances) {
        process.respec(process.spec().withInstances(instances));
        Optional.ofNullable(table.get(process.id())).ifPresent(it -> process.captureBy(it.capture()));
        recorder.described(process);
    }

    /**
     * Makes a second incarnation of a process possible beside the one that runs, by a spec of its own. It is down until
     * it is told to start, in no list, and forgotten when it is down again, unless it takes over.
     */
    public ManagedProcess beside(ManagedProcess process, ProcessSpec spec) {
        ManagedProcess next = process.successor(--lastBeside, spec);
        beside.put(next.key(), next);
        recorder.described(next);
        return next;
    }

    /** Lets one that runs beside a process stand in the table for it; the former one is beside from now on. */
    public void takeOver(ManagedProcess former, ManagedProcess next) {
        recorder.exchanged(former, next);
        long hidden = next.key();
        next.key(former.key());
        former.key(hidden);
        table.put(next.key(), next);
        beside.put(hidden, former);
        byName.get(next.spec().name()).replaceAll(process -> process.equals(former) ? next : process);
        if (!next.spec().log().equals(former.spec().log())) {
            captureElsewhere(next);
            former.captureBy(next.capture());
        }
        announce(next);
    }

    /** Ends what runs, where something does, and starts by another spec. */
    public void renew(ManagedProcess process, ProcessSpec spec, RestartCause cause) {
        if (process.state().isOfProgram()) {
            process.respecLater(spec);
        } else {
            respecNow(process, spec);
        }
        restart(process, cause);
        recorder.described(process);
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

    /** The marks of the incarnations that run for the same instance, but for that process itself. */
    private Set<String> marksBeside(ManagedProcess process) {
        if (beside.isEmpty()) {
            return Set.of();
        }
        Set<String> others = new HashSet<>();
        for (ManagedProcess other : everything()) {
            if (other.id() == process.id() && !other.equals(process)) {
                other.state().child().ifPresent(child -> others.add(marks.of(other, child.incarnation())));
            }
        }
        return others;
    }

    private void count(ManagedProcess process, int instances) {
        Optional<ProcessSpec> next =
                process.awaitsRespec() ? Optional.of(process.latestSpec().withInstances(instances)) : Optional.empty();
        respecNow(process, process.spec().withInstances(instances));
        next.ifPresent(process::respecLater);
        recorder.described(process);
    }

    private ManagedProcess entry(long id, int instance, ProcessSpec spec) {
        ManagedProcess process = new ManagedProcess(id, instance, spec, captures.of(spec, instance));
        table.put(id, process);
        byName.computeIfAbsent(spec.name(), name -> new ArrayList<>(1)).add(process);
        return process;
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
        for (ManagedProcess process : processes) {
            if (!gate.holdsUp(process)) {
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
        if (process.state().isOfProgram()) {
            process.respecLater(spec);
        } else {
            respecNow(process, spec);
        }
        recorder.described(process);
        restart(process, cause);
    }

    /** Its counts, its backoff and its history begin anew; what runs or waits goes on. */
    public void reset(ManagedProcess process) {
        process.become(process.state().withTally(process.state().tally().reset()));
        process.lives().clear();
        recorder.reset(process);
        chronicle.note(process, EventKind.RESET, "", "user");
        List.copyOf(observers).forEach(observer -> observer.changed(process));
    }

    /** Somebody has done something to a process that is no transition of it. */
    public void note(ManagedProcess process, EventKind kind, String text, String by) {
        chronicle.note(process, kind, text, by);
    }

    /** Nobody waited for it, but a daemon that is to end. */
    void hookEnded(ManagedProcess process) {
        if (table.containsKey(process.id())) {
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
        table.remove(process.id());
        byName.computeIfPresent(process.spec().name(), (name, entries) -> without(process, entries));
        if (beside.values().stream().noneMatch(other -> other.id() == process.id())) {
            discardCapture(process);
        }
        recorder.removed(process);
        closeUnused(process.spec().name());
        List.copyOf(observers).forEach(observer -> observer.removed(process));
    }

    private static List<ManagedProcess> without(ManagedProcess process, List<ManagedProcess> entries) {
        entries.remove(process);
        return entries.isEmpty() ? null : entries;
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

    /** Something else than its state has changed of a process. */
    void conditionChanged(ManagedProcess process) {
        announce(process);
    }

    private void deliver(ManagedProcess process, ProcessEvent event) {
        ProcessState before = process.state();
        Transition transition = Lifecycle.step(
                process.spec(), process.goal(), before, event, loop.clock().nanos(), random.nextDouble());
        if (!transition.next().equals(before)) {
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
        if (process.isBeside() && process.state().isDown() && beside.remove(process.key(), process)) {
            if (!table.containsKey(process.id())) {
                discardCapture(process);
            }
            recorder.removed(process);
            closeUnused(process.spec().name());
            List.copyOf(observers).forEach(observer -> observer.removed(process));
        }
    }

    private void discardCapture(ManagedProcess process) {
        process.capture().discard();
        keeper.forget(process.capture().pipes());
    }

    private void forgetSurplus(ManagedProcess process) {
        if (process.isSurplus() && process.state().isDown() && table.get(process.id()) == process) {
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
    private void watchMemory(ManagedProcess process) {
        if (process.spec().memory().isLimited()) {
            if (memory.isEmpty()) {
                memory = Optional.of(new MemoryWatch(backend, loop, marks, this));
            }
            memory.get().consider(process);
        }
    }

    private void become(ManagedProcess process, ProcessState next) {
        process.state().child().ifPresent(child -> byPid.remove(child.pid(), process));
        process.become(next);
        boolean respecs = process.awaitsRespec() && !next.isOfProgram();
        if (respecs) {
            respecNow(process, process.latestSpec());
        }
        next.child().ifPresent(child -> {
            byPid.put(child.pid(), process);
            keeper.mayMiss();
        });
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
        ManagedProcess process = byPid.get(pid);
        if (process == null) {
            if (!effects.wasHook(pid, waitStatus)) {
                keeper.exited(pid);
                effects.ended(pid, waitStatus);
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
        // The old keepers hold what waits in the pipes until every pipe is open here.
        List<RecordedProcess> besides =
                recorded.stream().filter(record -> record.id() < 0).toList();
        List<RecordedProcess> tabled =
                recorded.stream().filter(record -> record.id() >= 0).toList();
        for (RecordedProcess record : tabled) {
            lastId = Math.max(lastId, record.id());
            ManagedProcess process = entry(record.id(), record.instance(), record.spec());
            process.wish(record.goal());
            process.markAdopted(record.startedAtMillis());
            process.lives().replace(record.lives());
        }
        takeBackSockets(tabled);
        for (RecordedProcess record : tabled) {
            resume(table.get(record.id()), record);
        }
        besides.forEach(this::endBeside);
        if (!recorded.isEmpty() || !keepers.isEmpty()) {
            keeper.adopt(keepers);
        }
        List.copyOf(table.values()).forEach(this::forgetSurplus);
    }

    /** From whoever of a process's families holds them, whichever instance that is. */
    private void takeBackSockets(List<RecordedProcess> recorded) {
        Map<ProcessName, List<Long>> pids = new LinkedHashMap<>();
        Map<ProcessName, ProcessSpec> specs = new HashMap<>();
        for (RecordedProcess record : recorded) {
            if (!record.spec().listening().sockets().isEmpty() && record.child().isPresent()) {
                ProcessName name = record.spec().name();
                specs.put(name, record.spec());
                family.members(table.get(record.id()), record.child().get())
                        .forEach(member -> pids.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(member.pid()));
            }
        }
        pids.forEach((name, members) -> listeners.takeBack(specs.get(name), members));
    }

    /** A reload whose daemon died is over: what was not in its place yet ends, as what had left it. */
    private void endBeside(RecordedProcess record) {
        lastBeside = Math.min(lastBeside, record.id());
        ManagedProcess process = byName(record.spec().name()).stream()
                .filter(other -> other.instance() == record.instance())
                .findFirst()
                .map(other -> other.successor(record.id(), record.spec()))
                .orElseGet(() -> new ManagedProcess(
                        record.id(), record.instance(), record.spec(), captures.of(record.spec(), record.instance())));
        beside.put(process.key(), process);
        process.markAdopted(record.startedAtMillis());
        resume(process, record.wantedDown());
        wish(process, Goal.DOWN, "reload");
    }

    private void resume(ManagedProcess process, RecordedProcess record) {
        effects.endLeftoverHooks(process);
        Adoption.Resumed resumed = adoption.resume(process, record);
        become(process, resumed.state());
        resumed.state().child().ifPresent(child -> effects.adopted(process, child));
        LOG.info("{} taken over: {}", process, resumed.state().status().wire());
        if (resumed.state() instanceof ProcessState.Alive) {
            chronicle.note(process, EventKind.ADOPTED, "");
        }
        resumed.event().ifPresentOrElse(event -> post(process, event), () -> announce(process));
        if (record.goal() == Goal.DOWN && process.state() instanceof ProcessState.Alive) {
            post(process, new ProcessEvent.GoalChanged()); // it was to end after others
        }
    }

    /** Ends what the supervisor runs for itself; for a daemon that stops for good. */
    public void close() {
        keeper.close();
        listeners.close();
    }

    /** What a program tells of itself, by the names that it gives to its metrics. */
    public Map<String, String> metrics(ManagedProcess process) {
        return ProgramMetrics.of(captures.home(), process, loop.clock().epochMicros() / 1_000);
    }

    /** What the machine says of the families now. */
    public FamilyUsage usage() {
        return FamilyUsage.look(backend, marks, table.values());
    }
}
