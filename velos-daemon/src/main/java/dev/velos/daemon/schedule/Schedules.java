package dev.velos.daemon.schedule;

import dev.velos.core.process.RestartCause;
import dev.velos.core.process.Schedule;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.WallTimer;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs and restarts processes by the calendar, as long as they are wanted up. Owned by the loop. One timer serves
 * all; nothing is to be known of an earlier daemon, for what comes next follows from the clock.
 */
public final class Schedules implements Supervisor.Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    /** So far ahead a timer is set at most, for the kernel's sake. */
    private static final Duration HORIZON = Duration.ofDays(365);

    private final EventLoop loop;
    private final Supervisor supervisor;
    private final WallTimer timer;
    private final Lifespans lifespans;
    private final Map<Long, Appointment> appointments = new HashMap<>();

    public Schedules(Backend backend, EventLoop loop, Supervisor supervisor) {
        this.loop = loop;
        this.supervisor = supervisor;
        lifespans = new Lifespans(loop, supervisor);
        timer = timerOf(backend, loop);
        timer.onWake(this::wake);
    }

    private static WallTimer timerOf(Backend backend, EventLoop loop) {
        try {
            return backend.openWallTimer().orElseGet(() -> new CheckedTimer(loop));
        } catch (OsException e) {
            LOG.warn("A timer of the loop has to do: {}", e.getMessage());
            return new CheckedTimer(loop);
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(loop.clock().epochMicros() / 1_000);
    }

    @Override
    public void changed(ManagedProcess process) {
        lifespans.changed(process);
        Appointment known = appointments.get(process.id());
        boolean wanted = process.goal() == Goal.UP
                && process.spec().schedule().calendar().isPresent();
        if (known != null && (!wanted || !known.isCurrent())) {
            forget(process);
        }
        if (!wanted) {
            return;
        }
        Appointment appointment = appointments.computeIfAbsent(process.id(), _ -> make(process));
        if (appointment.isOwed(process.state().isOfProgram(), now())) {
            supervisor.due(process);
        }
    }

    private Appointment make(ManagedProcess process) {
        Appointment appointment =
                new Appointment(process, process.spec().schedule().calendar().orElseThrow(), now());
        loop.timers().at(loop.clock().nanos(), this::arm);
        return appointment;
    }

    @Override
    public void removed(ManagedProcess process) {
        lifespans.removed(process);
        forget(process);
    }

    private void forget(ManagedProcess process) {
        if (appointments.remove(process.id()) != null) {
            process.nextRunAt(OptionalLong.empty());
            arm();
        }
    }

    private void arm() {
        appointments.values().stream()
                .map(Appointment::next)
                .min(Instant::compareTo)
                .ifPresentOrElse(
                        next -> timer.wakeAt(Math.min(
                                next.toEpochMilli(), now().plus(HORIZON).toEpochMilli())),
                        timer::off);
    }

    /** It is time for somebody, or the clock was set. */
    private void wake() {
        Instant now = now();
        List<Appointment> due = new ArrayList<>();
        for (Appointment appointment : appointments.values()) {
            if (appointment.comes(now)) {
                due.add(appointment);
            }
        }
        due.forEach(appointment -> come(appointment.process()));
        arm();
    }

    private void come(ManagedProcess process) {
        Schedule schedule = process.spec().schedule();
        if (!schedule.isJob()) {
            supervisor.restart(process, RestartCause.of(RestartCause.Kind.SCHEDULE, ""));
            return;
        }
        if (process.state().isOfProgram() && schedule.overlap() == Schedule.Overlap.SKIP) {
            LOG.warn("{}: a run is left out, for the one before goes on", process);
        }
        supervisor.due(process);
    }

    /** Lets go of everything. */
    public void close() {
        timer.close();
    }
}
