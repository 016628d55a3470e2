package dev.velos.daemon.supervise;

import dev.velos.core.event.EventKind;
import dev.velos.core.home.VelosHome;
import dev.velos.core.process.ProbeTarget;
import dev.velos.daemon.confine.NotifyPlace;
import dev.velos.daemon.confine.Refused;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.Environment;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.ProcessControl.Spawn;
import dev.velos.daemon.os.SpawnRequest;
import dev.velos.daemon.probe.Probe;
import dev.velos.daemon.probe.Prober;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Those who listen to processes and ask them how they do. Owned by the loop. Made when the first one is needed. */
final class Attendants {
    private static final String NOWHERE = "/dev/null";

    final Backend backend;
    final EventLoop loop;
    final VelosHome home;
    final NotifyPlace notifyPlace;
    private final Supervisor supervisor;
    private final ProgramEnvironment environments;
    private final Confinements confinements;
    private final Prober prober;
    private final Map<ManagedProcess, Attendant> byProcess = new HashMap<>();

    Attendants(
            Backend backend,
            EventLoop loop,
            VelosHome home,
            ProgramEnvironment environments,
            Confinements confinements,
            Supervisor supervisor) {
        this.backend = backend;
        this.loop = loop;
        this.home = home;
        this.environments = environments;
        this.confinements = confinements;
        this.supervisor = supervisor;
        notifyPlace = new NotifyPlace(home, backend.host().user(), System.getenv());
        prober = new Prober(backend, loop);
    }

    /** That of a process, for its current life or its next one. */
    Attendant of(ManagedProcess process) {
        return byProcess.computeIfAbsent(process, _ -> new Attendant(process, this));
    }

    /** A number for the ways to a program that no other program has now: that of its process, but for a reload. */
    long freeWay(ManagedProcess process) {
        long way = process.key();
        while (isTaken(way, process)) {
            way = Math.min(way, 0) - 1;
        }
        return way;
    }

    private boolean isTaken(long way, ManagedProcess process) {
        return byProcess.entrySet().stream()
                .anyMatch(entry ->
                        !entry.getKey().equals(process) && entry.getValue().way() == way);
    }

    Optional<Attendant> existing(ManagedProcess process) {
        return Optional.ofNullable(byProcess.get(process));
    }

    void dismiss(ManagedProcess process) {
        Attendant attendant = byProcess.remove(process);
        if (attendant != null) {
            attendant.end();
        }
    }

    void ended(long pid, OptionalInt waitStatus) {
        prober.ended(pid, waitStatus);
    }

    Probe probe(ManagedProcess process, ProbeTarget target) {
        return prober.of(target, words -> run(process, words));
    }

    /** Runs the command of a probe as a member of the family: it ends with it, whatever becomes of this daemon. */
    private Spawn run(ManagedProcess process, List<String> words) {
        return switch (LaunchPlan.command(process.spec(), words)) {
            case LaunchPlan.Impossible(String problem) -> new Spawn.Failed(Errno.ENOENT, problem);
            case LaunchPlan.Ready ready -> run(process, ready);
        };
    }

    private Spawn run(ManagedProcess process, LaunchPlan.Ready plan) {
        Environment environment =
                environments.of(process, process.state().tally().incarnation());
        try {
            Confinements.Command command = confinements.confine(process, new Confinements.Command(plan, environment));
            return backend.processes()
                    .spawn(new SpawnRequest(
                            command.plan().executable(),
                            command.plan().argv(),
                            command.environment(),
                            process.spec().program().cwd(),
                            NOWHERE,
                            NOWHERE));
        } catch (Refused e) {
            return new Spawn.Failed(Errno.EPERM, e.getMessage());
        }
    }

    void post(ManagedProcess process, ProcessEvent event) {
        supervisor.post(process, event);
    }

    void note(ManagedProcess process, EventKind kind, String text) {
        supervisor.note(process, kind, text);
    }

    void conditionChanged(ManagedProcess process) {
        supervisor.announce(process);
    }
}
