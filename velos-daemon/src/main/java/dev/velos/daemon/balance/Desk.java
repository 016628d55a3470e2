package dev.velos.daemon.balance;

import dev.velos.core.process.Balancing;
import dev.velos.core.process.ListenAddress;
import dev.velos.core.process.ProcessName;
import dev.velos.daemon.listen.ListenRefused;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import dev.velos.daemon.supervise.Supervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the main loop knows of one balanced process, and has told its front. Owned by the main loop. */
final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private static final String NOTE = "listen";

    /** One life of an instance. */
    private record Life(ManagedProcess process, long incarnation) {}

    /** What a front was told last. */
    private record Assignment(Balancing balancing, List<Upstream> upstreams) {}

    private final ProcessName name;
    private final Backend backend;
    private final Switchboard board;
    private final Supervisor supervisor;
    private final Front front;
    private final Map<Life, Upstream> upstreams = new HashMap<>();
    private final Map<ListenAddress, Integer> sockets = new HashMap<>();
    private Assignment told = new Assignment(Balancing.NONE, List.of());

    Desk(ProcessName name, Backend backend, Switchboard board, Supervisor supervisor) {
        this.name = name;
        this.backend = backend;
        this.board = board;
        this.supervisor = supervisor;
        front = new Front(name.value(), board, Balancing.NONE);
    }

    /** Something may be different. */
    void look() {
        List<ManagedProcess> balanced = supervisor.everything().stream()
                .filter(it ->
                        it.spec().name().equals(name) && it.spec().balancing().isOn())
                .toList();
        balanced.stream().filter(it -> !it.state().isDown()).forEach(this::listen);
        Set<Life> living = new HashSet<>();
        List<Upstream> ready = new ArrayList<>();
        for (ManagedProcess process : balanced) {
            life(process).ifPresent(life -> {
                living.add(life);
                Upstream upstream = upstreams.computeIfAbsent(life, this::upstream);
                if (process.state() instanceof ProcessState.Online) {
                    ready.add(upstream);
                }
            });
        }
        endAllBut(living);
        assign(new Assignment(balanced.getLast().spec().balancing(), List.copyOf(ready)));
    }

    private void endAllBut(Set<Life> living) {
        List.copyOf(upstreams.keySet()).stream()
                .filter(life -> !living.contains(life))
                .map(upstreams::remove)
                .forEach(upstream -> board.post(upstream::end));
    }

    private static Optional<Life> life(ManagedProcess process) {
        return process.port().isEmpty()
                ? Optional.empty()
                : process.state().child().map(child -> new Life(process, child.incarnation()));
    }

    private Upstream upstream(Life life) {
        Upstream upstream =
                new Upstream(life.process().displayName(), life.process().port().orElseThrow());
        supervisor.giveHandover(life.process()).ifPresent(handle -> upstream.takesOverBy(board, handle));
        life.process().carriedAs(upstream::counts);
        return upstream;
    }

    private void assign(Assignment assignment) {
        if (!assignment.equals(told)) {
            told = assignment;
            board.post(() -> front.assign(assignment.balancing(), assignment.upstreams()));
        }
    }

    private void listen(ManagedProcess process) {
        try {
            listen(supervisor.socketsOf(process));
            process.forgetNote(NOTE);
        } catch (ListenRefused e) {
            if (!e.getMessage().equals(process.notes().get(NOTE))) {
                LOG.error("{}: {}", process, e.getMessage());
                process.note(NOTE, e.getMessage());
            }
        }
    }

    private void listen(Map<ListenAddress, Integer> open) {
        open.forEach((address, handle) -> {
            if (!handle.equals(sockets.get(address))) {
                leave(address);
                enter(address, handle);
            }
        });
        List.copyOf(sockets.keySet()).stream()
                .filter(address -> !open.containsKey(address))
                .forEach(this::leave);
    }

    private void enter(ListenAddress address, int handle) {
        try {
            int shared = backend.handedSockets().share(handle);
            sockets.put(address, handle);
            board.post(() -> front.enter(address, shared));
        } catch (OsException e) {
            LOG.error("{}: no connection is taken at {}: {}", name, address.text(), e.getMessage());
        }
    }

    private void leave(ListenAddress address) {
        if (sockets.remove(address) != null) {
            board.post(() -> front.leave(address));
        }
    }

    void drain(ManagedProcess process, Duration atMost, Runnable done) {
        Optional<Upstream> upstream = life(process).map(upstreams::get);
        if (upstream.isEmpty()) {
            done.run();
        } else {
            board.post(() -> front.drain(upstream.get(), atMost, () -> board.tellMain(done)));
        }
    }

    /** Nobody is there any more to whom connections could be given. */
    void close() {
        board.post(() -> {
            front.close();
            board.tellMain(() -> supervisor.unshare(name));
        });
        endAllBut(Set.of());
    }
}
