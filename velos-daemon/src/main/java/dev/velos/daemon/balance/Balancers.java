package dev.velos.daemon.balance;

import dev.velos.core.process.ProcessName;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.supervise.Drain;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the thread that carries connections where they come in and which instances are ready. The thread runs as long
 * as any process is balanced that has a socket open. Owned by the main loop.
 */
public final class Balancers implements Supervisor.Observer, Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Balancers.class);

    private final Backend backend;
    private final EventLoop loop;
    private final Supervisor supervisor;
    private final Map<ProcessName, Desk> desks = new HashMap<>();
    private Optional<Switchboard> board = Optional.empty();

    public Balancers(Backend backend, EventLoop loop, Supervisor supervisor) {
        this.backend = backend;
        this.loop = loop;
        this.supervisor = supervisor;
        supervisor.drainBy(this);
    }

    @Override
    public void changed(ManagedProcess process) {
        look(process);
    }

    @Override
    public void removed(ManagedProcess process) {
        look(process);
    }

    private void look(ManagedProcess process) {
        ProcessName name = process.spec().name();
        if (process.spec().balancing().isOn() || desks.containsKey(name)) {
            boolean wanted = supervisor.everything().stream()
                    .anyMatch(it -> it.spec().name().equals(name)
                            && it.spec().balancing().isOn()
                            && !it.state().isDown());
            if (wanted) {
                desk(name).ifPresent(Desk::look);
            } else {
                close(name);
            }
        }
    }

    private Optional<Desk> desk(ProcessName name) {
        if (!desks.containsKey(name)) {
            try {
                if (board.isEmpty()) {
                    board = Optional.of(Switchboard.start(backend, loop));
                }
                desks.put(name, new Desk(name, backend, board.get(), supervisor));
            } catch (OsException e) {
                LOG.error("{}: no connection can be carried: {}", name, e.getMessage());
                return Optional.empty();
            }
        }
        return Optional.of(desks.get(name));
    }

    private void close(ProcessName name) {
        Desk desk = desks.remove(name);
        if (desk != null) {
            desk.close();
        }
        if (desks.isEmpty()) {
            board.ifPresent(Switchboard::stop);
            board = Optional.empty();
        }
    }

    @Override
    public void drain(ManagedProcess process, Duration atMost, Runnable done) {
        Desk desk = desks.get(process.spec().name());
        if (desk == null) {
            done.run();
        } else {
            desk.drain(process, atMost, done);
        }
    }

    /** The daemon stops. */
    public void close() {
        board.ifPresent(Switchboard::stop);
        board = Optional.empty();
    }
}
