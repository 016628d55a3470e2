package dev.velos.daemon.supervise;

import java.util.List;

/** Writes every change of the process table down before it takes effect, for the next daemon. */
public interface TableRecorder {
    /** It is new, or its spec is another one. */
    void described(ManagedProcess process);

    void changed(ManagedProcess process);

    void removed(ManagedProcess process);

    /** Which processes hold pipes open. */
    void keepers(List<Keeper> keepers);
}
