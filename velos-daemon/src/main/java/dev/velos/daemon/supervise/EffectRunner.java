package dev.velos.daemon.supervise;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.Hooks.Moment;
import dev.velos.daemon.listen.Listeners;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.ProcessFacts;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** Does what {@link Lifecycle} decides and brings the results back as events. Owned by the loop. */
final class EffectRunner {
    private final Backend backend;
    private final EventLoop loop;
    private final Family family;
    private final LaunchWatch launches;
    private final Sweeper sweeper;
    private final ProgramEnvironment environments;
    private final Confinements confinements;
    private final Launcher launcher;
    private final ProgramPorts ports;
    private final VelosHome home;
    private final Supervisor supervisor;
    private Optional<Attendants> attendants = Optional.empty();
    private final ProgramMark marks;
    private Optional<HookRunner> hooks = Optional.empty();
    private Drain drain = Drain.NONE;

    EffectRunner(
            Backend backend,
            EventLoop loop,
            VelosHome home,
            ProgramMark marks,
            Family family,
            Listeners listeners,
            RandomGenerator random,
            Supervisor supervisor) {
        this.backend = backend;
        this.loop = loop;
        this.home = home;
        this.marks = marks;
        environments = new ProgramEnvironment(marks);
        confinements = new Confinements(backend.host().user());
        this.family = family;
        this.supervisor = supervisor;
        ports = new ProgramPorts(backend, random, supervisor);
        sweeper = new Sweeper(backend, loop, family, supervisor);
        launcher = new Launcher(
                backend,
                loop.clock(),
                environments,
                new NodePreload(() -> attendants().notifyPlace),
                listeners,
                ports,
                confinements,
                process -> attendants().of(process));
        launches = new LaunchWatch(loop, backend.table());
    }

    void run(ManagedProcess process, Effect effect) {
        switch (effect) {
            case Effect.Spawn(long incarnation) -> supervisor.post(process, spawnUnlessHeld(process, incarnation));
            case Effect.WatchLaunch(Child child) -> watchLaunch(process, child);
            case Effect.Attend(Child child) ->
                existing(process).or(() -> attendant(process)).ifPresent(it -> it.attend(child));
            case Effect.RunHook(Moment moment, long incarnation) -> runHook(process, moment, incarnation);
            case Effect.EndHooks(long incarnation) -> hooks().end(process, incarnation);
            case Effect.SignalFamily(Child child, Force force) -> askToEnd(process, child, force);
            case Effect.SweepFamily(Child child, End end, Force force) -> sweeper.sweep(process, child, end, force);
        }
    }

    /** What comes before a start waits for the same as the start does. */
    private void runHook(ManagedProcess process, Moment moment, long incarnation) {
        Optional<Unmet> unmet = moment == Moment.BEFORE_START ? supervisor.unmet(process) : Optional.empty();
        unmet.ifPresentOrElse(
                it -> supervisor.post(process, new ProcessEvent.NotYet(it)),
                () -> hooks().run(process, moment, incarnation));
    }

    /** Those of a daemon in which nobody has one are never made. */
    private HookRunner hooks() {
        if (hooks.isEmpty()) {
            hooks = Optional.of(new HookRunner(backend, loop, marks, environments, confinements, supervisor));
        }
        return hooks.get();
    }

    /** Whether a program that has ended was a hook. */
    boolean wasHook(long pid, OptionalInt waitStatus) {
        return hooks.isPresent() && hooks.get().exited(pid, waitStatus);
    }

    boolean runsNoHooks() {
        return hooks.isEmpty() || hooks.get().isIdle();
    }

    /** Ends the hooks that an earlier daemon has left. */
    void endLeftoverHooks(ManagedProcess process) {
        if (!process.spec().hooks().commands().isEmpty()) {
            hooks().endLeftover(process);
        }
    }

    private void settled(ManagedProcess process, Child child, Optional<ProcessFacts> facts) {
        facts.ifPresent(it -> process.usage().saw(child.pid(), it.residentBytes()));
        supervisor.post(process, new ProcessEvent.Settled(child.incarnation()));
    }

    private void watchLaunch(ManagedProcess process, Child child) {
        if (process.readiness().signal().isPresent()) {
            attendants()
                    .of(process)
                    .awaitReady(
                            child, _ -> settled(process, child, backend.table().facts(child.pid())));
        } else {
            launches.watch(child, facts -> rested(process, child, facts));
            existing(process)
                    .ifPresent(it -> it.listens()
                            .begin(
                                    child,
                                    _ -> settled(process, child, backend.table().facts(child.pid()))));
        }
    }

    /** Our end of the way by which its program takes connections over, which belongs to the caller from now on. */
    OptionalInt giveHandover(ManagedProcess process) {
        return existing(process).map(Attendant::giveHandover).orElse(OptionalInt.empty());
    }

    /** A program whose preload tells when it listens is up then and no earlier. */
    private void rested(ManagedProcess process, Child child, ProcessFacts facts) {
        if (existing(process).filter(it -> it.listens().awaits(child)).isEmpty()) {
            settled(process, child, Optional.of(facts));
        }
    }

    private Optional<Attendant> existing(ManagedProcess process) {
        return attendants.flatMap(all -> all.existing(process));
    }

    /** What a program tells of itself. */
    Map<String, String> metrics(ManagedProcess process) {
        return existing(process).map(Attendant::metrics).orElse(Map.of());
    }

    /** One that is given work is given none first, and may finish what it has; half its time is for the end itself. */
    private void askToEnd(ManagedProcess process, Child child, Force force) {
        if (force == Force.KILL || process.port().isEmpty()) {
            tellToEnd(process, child, force);
            return;
        }
        drain.drain(process, process.spec().stop().killTimeout().dividedBy(2), () -> {
            if (process.state() instanceof ProcessState.Stopping stopping
                    && stopping.program().equals(child)
                    && stopping.force() == force) {
                tellToEnd(process, child, force);
            }
        });
    }

    /** Whoever hears no message is told by the signal at once. */
    private void tellToEnd(ManagedProcess process, Child child, Force force) {
        if (force != Force.MESSAGE) {
            family.signal(process, child, force);
        } else if (attendant(process).filter(Attendant::askToEnd).isEmpty()) {
            long deadline = process.state().deadline().orElseThrow();
            supervisor.post(process, new ProcessEvent.DeadlinePassed(deadline));
        }
    }

    private Attendants attendants() {
        if (attendants.isEmpty()) {
            attendants = Optional.of(new Attendants(backend, loop, home, environments, confinements, supervisor));
        }
        return attendants.get();
    }

    /** Of a process that needs one. */
    private Optional<Attendant> attendant(ManagedProcess process) {
        return process.spec().isAttended() ? Optional.of(attendants().of(process)) : Optional.empty();
    }

    /** An earlier daemon has spawned this program. */
    void adopted(ManagedProcess process, Child child) {
        if (process.spec().balancing().isOn()) {
            process.port(ports.of(child));
        }
        if (process.spec().isAttended() || isPreloaded(process, child)) {
            attendants().of(process).adopt(child);
        }
    }

    private boolean isPreloaded(ManagedProcess process, Child child) {
        return NodePreload.isWanted(process.spec())
                && backend.table()
                        .variable(child.pid(), ProgramEnvironment.CHANNEL)
                        .isPresent();
    }

    /** Who keeps work away from programs that are to end. */
    void drainBy(Drain other) {
        drain = other;
    }

    /** The process has another state, or another spec. */
    void stands(ManagedProcess process) {
        if (attendants.isPresent()) {
            boolean over = !(process.state() instanceof ProcessState.Alive);
            if (over && !(process.state() instanceof ProcessState.Spawning)) {
                attendants.get().dismiss(process);
            } else if (process.state() instanceof ProcessState.Stopping) {
                attendants.get().existing(process).ifPresent(Attendant::stopWatching);
            }
        }
    }

    /** What is asked of the program is something else from now on. */
    void asked(ManagedProcess process) {
        if (process.state() instanceof ProcessState.Online online) {
            boolean had = attendants.flatMap(all -> all.existing(process)).isPresent();
            if (had || process.spec().isAttended()) {
                attendants().of(process).attend(online.program());
            }
        }
    }

    /** A process has ended that is nobody's program. */
    void ended(long pid, OptionalInt waitStatus) {
        attendants.ifPresent(all -> all.ended(pid, waitStatus));
    }

    private ProcessEvent spawnUnlessHeld(ManagedProcess process, long incarnation) {
        Optional<Unmet> unmet = supervisor.unmet(process);
        return unmet.isPresent() ? new ProcessEvent.NotYet(unmet.get()) : launcher.spawn(process, incarnation);
    }

    /** What was put off to the end of the turn. */
    void endTurn() {
        sweeper.endTurn();
    }
}
