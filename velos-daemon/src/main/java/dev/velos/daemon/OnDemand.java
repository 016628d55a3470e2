package dev.velos.daemon;

import dev.velos.daemon.balance.Balancers;
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
    private Optional<Watches> watches = Optional.empty();
    private Optional<Schedules> schedules = Optional.empty();
    private Optional<Balancers> balancers = Optional.empty();

    OnDemand(Backend backend, EventLoop loop, Supervisor supervisor) {
        this.backend = backend;
        this.loop = loop;
        this.supervisor = supervisor;
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
    }

    @Override
    public void removed(ManagedProcess process) {
        watches.ifPresent(it -> it.removed(process));
        schedules.ifPresent(it -> it.removed(process));
        balancers.ifPresent(it -> it.removed(process));
    }

    void close() {
        watches.ifPresent(Watches::close);
        schedules.ifPresent(Schedules::close);
        balancers.ifPresent(Balancers::close);
    }
}
