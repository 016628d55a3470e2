package dev.velos.daemon.supervise;

import dev.velos.core.failure.VelosException;
import dev.velos.core.process.Stdin;
import dev.velos.daemon.confine.Refused;
import dev.velos.daemon.listen.ListenRefused;
import dev.velos.daemon.listen.Listeners;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.Environment;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.ProcessControl.Spawn;
import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.os.SpawnRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Spawns programs with all that their spec asks for. Owned by the loop. No switch over types here: each one makes a
 * class at run time, which takes as long as half a start.
 */
final class Launcher {
    private final Backend backend;
    private final Clock clock;
    private final ProgramEnvironment environments;
    private final NodePreload preload;
    private final Listeners listeners;
    private final ProgramPorts ports;
    private final Function<ManagedProcess, Attendant> attendants;
    private final Confinements confinements;

    /** @param attendants who looks after a process that needs somebody */
    Launcher(
            Backend backend,
            Clock clock,
            ProgramEnvironment environments,
            NodePreload preload,
            Listeners listeners,
            ProgramPorts ports,
            Confinements confinements,
            Function<ManagedProcess, Attendant> attendants) {
        this.backend = backend;
        this.clock = clock;
        this.environments = environments;
        this.preload = preload;
        this.listeners = listeners;
        this.ports = ports;
        this.confinements = confinements;
        this.attendants = attendants;
    }

    /** Spawns it, or says why it cannot be. */
    ProcessEvent spawn(ManagedProcess process, long incarnation) {
        LaunchPlan plan = LaunchPlan.of(process.spec());
        return plan instanceof LaunchPlan.Ready ready
                ? spawn(process, incarnation, ready)
                : new ProcessEvent.SpawnFailed(((LaunchPlan.Impossible) plan).problem());
    }

    private ProcessEvent spawn(ManagedProcess process, long incarnation, LaunchPlan.Ready plan) {
        try {
            boolean isHanded = process.spec().isHandedSockets();
            List<Integer> handed =
                    new ArrayList<>(Listeners.handed(backend, process.spec(), listeners.of(process.spec())));
            LaunchPlan.Ready program = isHanded ? HandedProgram.of(plan) : plan;
            process.port(ports.choose(process));
            Optional<Path> script = preload.of(process.spec(), plan);
            Attendant.Given given = given(process, script.isPresent());
            Map<String, String> variables = new LinkedHashMap<>(given.variables());
            script.ifPresent(it -> variables.putAll(NodePreload.variables(process.spec(), it)));
            handed.addAll(given.handles());
            Environment environment = environments.of(process, incarnation, variables);
            Confinements.Command command =
                    confinements.confine(process, new Confinements.Command(program, environment));
            ProcessEvent event = spawn(process, incarnation, command, handed);
            if (!given.isNothing()) {
                attendants.apply(process).spawned();
            }
            return event;
        } catch (ListenRefused | Refused e) {
            return new ProcessEvent.SpawnFailed(e.getMessage());
        } catch (VelosException e) {
            return new ProcessEvent.SpawnFailed(
                    e.failure().message() + " " + e.failure().remedy());
        } catch (OsException e) {
            return new ProcessEvent.SpawnFailed("it cannot be listened to: " + e.getMessage() + ".");
        }
    }

    private Attendant.Given given(ManagedProcess process, boolean preloaded) throws OsException {
        return preloaded || process.spec().isAttended()
                ? attendants.apply(process).prepare(preloaded)
                : Attendant.Given.NOTHING;
    }

    private ProcessEvent spawn(
            ManagedProcess process, long incarnation, Confinements.Command command, List<Integer> handed) {
        boolean hasInput = process.spec().program().stdin() == Stdin.PIPE;
        try {
            process.capture().open();
            if (hasInput) {
                process.capture().input().make();
            }
        } catch (OsException e) {
            return new ProcessEvent.SpawnFailed("its pipes cannot be made: " + e.getMessage() + ".");
        }
        Spawn spawn = backend.processes()
                .spawn(command.request(
                        process.spec(),
                        hasInput ? process.capture().input().path().toString() : SpawnRequest.NO_INPUT,
                        process.capture().pipes(),
                        handed));
        return spawn instanceof Spawn.Failed failed
                ? failed(command, failed)
                : started(process, incarnation, ((Spawn.Started) spawn).pid());
    }

    private static ProcessEvent failed(Confinements.Command command, Spawn.Failed spawn) {
        return new ProcessEvent.SpawnFailed(command.plan().executable() + " cannot be run: " + spawn.reason()
                + (spawn.errno() == Errno.ENOEXEC ? ": it has no #! line. Add one, or use --interpreter sh." : "."));
    }

    private ProcessEvent started(ManagedProcess process, long incarnation, long pid) {
        process.capture().watch();
        process.startedAt(clock.epochMicros() / 1_000);
        long startTicks =
                backend.table().facts(pid).map(ProcessFacts::startTicks).orElse(0L);
        return new ProcessEvent.Spawned(new Child(pid, startTicks, incarnation));
    }
}
