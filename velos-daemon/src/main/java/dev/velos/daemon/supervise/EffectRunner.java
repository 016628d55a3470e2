package dev.velos.daemon.supervise;

import dev.velos.core.failure.VelosException;
import dev.velos.core.process.Stdin;
import dev.velos.daemon.listen.ListenRefused;
import dev.velos.daemon.listen.Listeners;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.ProcessControl.Spawn;
import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.os.SpawnRequest;
import java.util.List;

/** Does what {@link Lifecycle} decides and brings the results back as events. Owned by the loop. */
final class EffectRunner {
    private final Backend backend;
    private final EventLoop loop;
    private final Family family;
    private final LaunchWatch launches;
    private final Sweeper sweeper;
    private final ProgramEnvironment environments;
    private final Listeners listeners;
    private final Supervisor supervisor;

    EffectRunner(
            Backend backend,
            EventLoop loop,
            ProgramMark marks,
            Family family,
            Listeners listeners,
            Supervisor supervisor) {
        this.backend = backend;
        this.loop = loop;
        environments = new ProgramEnvironment(marks);
        this.family = family;
        this.listeners = listeners;
        this.supervisor = supervisor;
        sweeper = new Sweeper(backend, loop, family, supervisor);
        launches = new LaunchWatch(loop, backend.table());
    }

    void run(ManagedProcess process, Effect effect) {
        switch (effect) {
            case Effect.Spawn(long incarnation) -> supervisor.post(process, spawn(process, incarnation));
            case Effect.WatchLaunch(Child child) ->
                launches.watch(child, incarnation -> settled(process, child, incarnation));
            case Effect.SignalFamily(Child child, Force force) -> family.signal(process, child, force);
            case Effect.SweepFamily(Child child, End end, Force force) -> sweeper.sweep(process, child, end, force);
        }
    }

    private void settled(ManagedProcess process, Child child, long incarnation) {
        backend.table().facts(child.pid()).ifPresent(facts -> process.usage().saw(child.pid(), facts.residentBytes()));
        supervisor.post(process, new ProcessEvent.Settled(incarnation));
    }

    private ProcessEvent spawn(ManagedProcess process, long incarnation) {
        return switch (LaunchPlan.of(process.spec())) {
            case LaunchPlan.Impossible(String problem) -> new ProcessEvent.SpawnFailed(problem);
            case LaunchPlan.Ready ready -> spawn(process, incarnation, ready);
        };
    }

    private ProcessEvent spawn(ManagedProcess process, long incarnation, LaunchPlan.Ready plan) {
        try {
            List<Integer> handed = listeners.of(process.spec());
            List<String> environment = environments.of(process, incarnation);
            return handed.isEmpty()
                    ? spawn(process, incarnation, plan, environment, handed)
                    : spawn(process, incarnation, HandedProgram.of(plan), environment, handed);
        } catch (ListenRefused e) {
            return new ProcessEvent.SpawnFailed(e.getMessage());
        } catch (VelosException e) {
            return new ProcessEvent.SpawnFailed(
                    e.failure().message() + " " + e.failure().remedy());
        }
    }

    private ProcessEvent spawn(
            ManagedProcess process,
            long incarnation,
            LaunchPlan.Ready plan,
            List<String> environment,
            List<Integer> handed) {
        boolean hasInput = process.spec().program().stdin() == Stdin.PIPE;
        try {
            process.capture().open();
            if (hasInput) {
                process.capture().input().make();
            }
        } catch (OsException e) {
            return new ProcessEvent.SpawnFailed("its pipes cannot be made: " + e.getMessage() + ".");
        }
        List<String> pipes = process.capture().pipes();
        Spawn spawn = backend.processes()
                .spawn(new SpawnRequest(
                        plan.executable(),
                        plan.argv(),
                        environment,
                        process.spec().program().cwd(),
                        hasInput ? process.capture().input().path().toString() : SpawnRequest.NO_INPUT,
                        pipes.getFirst(),
                        pipes.getLast(),
                        process.spec().kernel(),
                        handed));
        return switch (spawn) {
            case Spawn.Started(long pid) -> started(process, incarnation, pid);
            case Spawn.Failed(int errno, String reason) ->
                new ProcessEvent.SpawnFailed(plan.executable() + " cannot be run: " + reason
                        + (errno == Errno.ENOEXEC ? ": it has no #! line. Add one, or use --interpreter sh." : "."));
        };
    }

    private ProcessEvent started(ManagedProcess process, long incarnation, long pid) {
        process.capture().watch();
        process.startedAt(loop.clock().epochMicros() / 1_000);
        long startTicks =
                backend.table().facts(pid).map(ProcessFacts::startTicks).orElse(0L);
        return new ProcessEvent.Spawned(new Child(pid, startTicks, incarnation));
    }

    /** What was put off to the end of the turn. */
    void endTurn() {
        sweeper.endTurn();
    }
}
