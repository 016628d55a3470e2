package dev.velos.daemon.supervise;

import dev.velos.core.process.Numbering;
import dev.velos.daemon.listen.FreePorts;
import dev.velos.daemon.listen.ListenRefused;
import dev.velos.daemon.os.Backend;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Says where a program is to listen that opens a port of its own behind the balancer. Owned by the loop. */
final class ProgramPorts {
    private final Backend backend;
    private final FreePorts free;
    private final Supervisor supervisor;

    ProgramPorts(Backend backend, RandomGenerator random, Supervisor supervisor) {
        this.backend = backend;
        this.supervisor = supervisor;
        free = new FreePorts(backend, random);
    }

    /** That of its number, or one that is free, for the whole of a life; empty where it is not balanced. */
    OptionalInt choose(ManagedProcess process) throws ListenRefused {
        if (!process.spec().balancing().isOn()) {
            return OptionalInt.empty();
        }
        OptionalInt own = process.spec().numbering().port(process.spec().environment(), process.instance());
        return own.isPresent() ? own : OptionalInt.of(free.next(given()));
    }

    /** Those of programs that may not listen yet, too. */
    private Set<Integer> given() {
        Set<Integer> ports = new HashSet<>();
        for (ManagedProcess process : supervisor.everything()) {
            if (!process.state().isDown()) {
                process.port().ifPresent(ports::add);
            }
        }
        return ports;
    }

    /** What an earlier daemon has told a program. */
    OptionalInt of(Child child) {
        return backend.table().smallNumber(child.pid(), Numbering.PORT);
    }
}
