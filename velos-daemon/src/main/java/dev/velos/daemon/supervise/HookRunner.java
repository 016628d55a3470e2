package dev.velos.daemon.supervise;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Hooks.Moment;
import dev.velos.core.quantity.Durations;
import dev.velos.daemon.confine.Refused;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.loop.TimerQueue.Timer;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.Environment;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.ProcessControl.Spawn;
import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.os.SpawnRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs hooks in the shell, each in a session of its own, in the folder and environment of its process and with its
 * logs; ends them when their time is over. Owned by the loop.
 */
final class HookRunner {
    private static final Logger LOG = LoggerFactory.getLogger(HookRunner.class);

    /** Writes a line before and one after what the command writes: $1 is the command. */
    private static final String SCRIPT =
            "echo \"[velos] $VELOS_HOOK: $1\"; (eval \"$1\"); code=$?; echo \"[velos] $VELOS_HOOK: exit $code\"; exit $code";

    private static final int SIGKILL = 9;

    private record Running(ManagedProcess process, Moment moment, long incarnation, Timer timer) {
        boolean isAwaited() {
            return moment == Moment.BEFORE_START || moment == Moment.BEFORE_STOP;
        }
    }

    private final Backend backend;
    private final EventLoop loop;
    private final ProgramMark marks;
    private final ProgramEnvironment environments;
    private final Confinements confinements;
    private final Supervisor supervisor;
    private final Map<Long, Running> byPid = new HashMap<>();

    HookRunner(
            Backend backend,
            EventLoop loop,
            ProgramMark marks,
            ProgramEnvironment environments,
            Confinements confinements,
            Supervisor supervisor) {
        this.backend = backend;
        this.loop = loop;
        this.marks = marks;
        this.environments = environments;
        this.confinements = confinements;
        this.supervisor = supervisor;
    }

    boolean isIdle() {
        return byPid.isEmpty();
    }

    /** Starts it; one that cannot be started has ended. What an earlier daemon has seen come up is up already. */
    void run(ManagedProcess process, Moment moment, long incarnation) {
        if (moment == Moment.AFTER_START && process.isAdopted()) {
            return;
        }
        Spawn spawn = spawn(process, moment, incarnation);
        switch (spawn) {
            case Spawn.Started(long pid) -> {
                process.capture().watch();
                long end =
                        loop.clock().nanos() + process.spec().hooks().timeout().toNanos();
                Timer timer = loop.timers().at(end, () -> takesTooLong(pid));
                byPid.put(pid, new Running(process, moment, incarnation, timer));
            }
            case Spawn.Failed(int _, String reason) -> {
                Timer none = loop.timers().at(loop.clock().nanos(), () -> {});
                none.cancel();
                ended(new Running(process, moment, incarnation, none), "cannot be run: " + reason);
            }
        }
    }

    private Spawn spawn(ManagedProcess process, Moment moment, long incarnation) {
        try {
            process.capture().open();
            return spawn(process, confinements.confine(process, command(process, moment, incarnation)));
        } catch (OsException e) {
            return new Spawn.Failed(e.errno(), e.getMessage());
        } catch (Refused e) {
            return new Spawn.Failed(Errno.EPERM, e.getMessage());
        }
    }

    private Confinements.Command command(ManagedProcess process, Moment moment, long incarnation) {
        String line = process.spec().hooks().commands().get(moment);
        return new Confinements.Command(
                new LaunchPlan.Ready("/bin/sh", List.of("sh", "-c", SCRIPT, "sh", line)),
                environment(process, moment, incarnation));
    }

    private Spawn spawn(ManagedProcess process, Confinements.Command command) {
        return backend.processes()
                .spawn(command.request(
                        process.spec(), SpawnRequest.NO_INPUT, process.capture().pipes(), List.of()));
    }

    /** It is none of the family: a family ends, and its hooks go on. */
    private Environment environment(ManagedProcess process, Moment moment, long incarnation) {
        List<String> environment = environments.of(process, incarnation).entries();
        environment.removeIf(entry -> entry.startsWith(ProgramMark.MARK + "=") || entry.startsWith("LISTEN_"));
        environment.add(ProgramMark.MARK + "=" + marks.ofHooks(process));
        environment.add("VELOS_HOOK=" + moment.wire());
        process.state().child().ifPresent(child -> environment.add("VELOS_PID=" + child.pid()));
        return Environment.of(environment);
    }

    private void takesTooLong(long pid) {
        Running running = byPid.remove(pid);
        if (running != null) {
            backend.processes().signalGroup(pid, SIGKILL);
            ended(
                    running,
                    "did not end within "
                            + Durations.text(running.process.spec().hooks().timeout()) + ", and was killed");
        }
    }

    /** Whether it was one. */
    boolean exited(long pid, OptionalInt waitStatus) {
        Running running = byPid.remove(pid);
        if (running == null) {
            return false;
        }
        running.process.capture().drain();
        ExitStatus status =
                waitStatus.isPresent() ? ExitStatus.ofWaitStatus(waitStatus.getAsInt()) : new ExitStatus.Unknown();
        ended(running, status.isSuccess() ? "" : "has failed: " + status.reason());
        return true;
    }

    private void ended(Running running, String what) {
        running.timer.cancel();
        String hook = "its " + running.moment.wire() + " hook ";
        if (!what.isEmpty()) {
            LOG.warn("{}: {}{}", running.process, hook, what);
        }
        if (running.isAwaited()) {
            String problem = what.isEmpty() ? "" : hook + what;
            supervisor.post(running.process, new ProcessEvent.HookEnded(running.incarnation, problem));
        } else {
            supervisor.hookEnded(running.process);
        }
    }

    /** Nobody waits for those of that life any more. */
    void end(ManagedProcess process, long incarnation) {
        for (Map.Entry<Long, Running> entry : List.copyOf(byPid.entrySet())) {
            Running running = entry.getValue();
            if (running.process.equals(process) && running.incarnation == incarnation && running.isAwaited()) {
                byPid.remove(entry.getKey());
                running.timer.cancel();
                backend.processes().signalGroup(entry.getKey(), SIGKILL);
            }
        }
    }

    /** Ends those that an earlier daemon has left: what they come before is begun anew. */
    void endLeftover(ManagedProcess process) {
        String mark = marks.ofHooks(process);
        for (ProcessFacts facts : backend.table().all()) {
            boolean leads = facts.session() == facts.pid() && !facts.isZombie();
            if (leads
                    && backend.table()
                            .variable(facts.pid(), ProgramMark.MARK)
                            .filter(mark::equals)
                            .isPresent()) {
                LOG.warn(
                        "{}: a hook that the daemon before this one has left (pid {}) is killed", process, facts.pid());
                backend.processes().signalGroup(facts.pid(), SIGKILL);
            }
        }
    }
}
