package dev.velos.daemon;

import dev.velos.core.home.VelosHome;
import dev.velos.daemon.balance.Balancers;
import dev.velos.daemon.errors.ErrorWatch;
import dev.velos.daemon.errors.Sentinel;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.schedule.Schedules;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import dev.velos.daemon.watch.Watches;
import java.util.Optional;

/**
 * Brings a part of the daemon in with the first process that asks for it: where nobody does, not even its classes are
 * loaded. Owned by the loop.
 */
final class OnDemand implements Supervisor.Observer {
    private final Backend backend;
    private final EventLoop loop;
    private final Supervisor supervisor;
    private final VelosHome home;
    private boolean watchesErrors;
    private Optional<Watches> watches = Optional.empty();
    private Optional<Schedules> schedules = Optional.empty();
    private Optional<Balancers> balancers = Optional.empty();
    private Optional<ErrorWatch> errors = Optional.empty();

    OnDemand(Backend backend, EventLoop loop, Supervisor supervisor, VelosHome home) {
        this.backend = backend;
        this.loop = loop;
        this.supervisor = supervisor;
        this.home = home;
    }

    @Override
    public void changed(ManagedProcess process) {
        if (watches.isEmpty() && process.spec().watching().on()) {
            watches = Optional.of(new Watches(backend, loop, supervisor));
        }
        watches.ifPresent(it -> it.changed(process));
        if (schedules.isEmpty() && !process.spec().schedule().isNone()) {
            schedules = Optional.of(new Schedules(backend, loop, supervisor));
        }
        schedules.ifPresent(it -> it.changed(process));
        if (balancers.isEmpty() && process.spec().balancing().isOn()) {
            balancers = Optional.of(new Balancers(backend, loop, supervisor));
        }
        balancers.ifPresent(it -> it.changed(process));
        watchErrors(process);
    }

    private void watchErrors(ManagedProcess process) {
        if (errors.isEmpty() && process.latestSpec().analysis().watchErrors().orElse(watchesErrors)) {
            errors = Optional.of(new ErrorWatch(loop, sentinel(), watchesErrors));
        }
        errors.ifPresent(it -> it.changed(process));
    }

    private Sentinel sentinel() {
        String launcher = System.getProperty("velos.launcher", "");
        return new Sentinel(backend.processes(), loop, home, launcher, System.getenv());
    }

    /** Whether new errors are told of processes that do not say it themselves. */
    void watchErrors(boolean byDefault) {
        if (byDefault != watchesErrors) {
            watchesErrors = byDefault;
            errors.ifPresent(it -> it.byDefault(byDefault));
            supervisor.all().forEach(this::watchErrors);
        }
    }

    Optional<ErrorWatch> errorWatch() {
        return errors;
    }

    @Override
    public void ended(long pid) {
        errors.ifPresent(it -> it.ended(pid));
    }

    @Override
    public void removed(ManagedProcess process) {
        watches.ifPresent(it -> it.removed(process));
        schedules.ifPresent(it -> it.removed(process));
        balancers.ifPresent(it -> it.removed(process));
        errors.ifPresent(it -> it.removed(process));
    }

    void close() {
        watches.ifPresent(Watches::close);
        schedules.ifPresent(Schedules::close);
        balancers.ifPresent(Balancers::close);
        errors.ifPresent(ErrorWatch::close);
    }
}
