package dev.velos.daemon.supervise;

import dev.velos.core.process.Life;
import java.util.List;

/** Writes every change of the process table down before it takes effect, for the next daemon. */
public interface TableRecorder {
    /** It is new, or its spec is another one. */
    void described(ManagedProcess process);

    void changed(ManagedProcess process);

    /** A life of it is over. */
    void lived(ManagedProcess process, Life life);

    /** Its counts are as they stand now, and its earlier lives are forgotten. */
    void reset(ManagedProcess process);

    void removed(ManagedProcess process);

    /** Two processes are called by each other's keys from now on. */
    void exchanged(ManagedProcess one, ManagedProcess other);

    /** Which processes hold pipes open. */
    void keepers(List<Keeper> keepers);
}
