package dev.velos.daemon.os;

import dev.velos.core.process.ListenAddress;
import java.util.Optional;

/**
 * Listening sockets that the daemon opens for programs and never accepts from. Their handles block, as programs expect
 * of a socket that they are handed, and are not inherited but by {@link SpawnRequest#handed}. Owned by the loop.
 */
public interface HandedSockets {
    /** Their numbers begin here, so that none is in the way of the numbers that a program finds them under. */
    int FIRST_HANDLE = 128;

    /** As many connections wait while no instance accepts; the kernel may allow less. */
    int BACKLOG = 4096;

    /**
     * Binds and listens. A Unix path must not exist; its file gets the mode of the address.
     *
     * @throws OsException above all with EADDRINUSE, EACCES or EADDRNOTAVAIL
     */
    int open(ListenAddress address) throws OsException;

    /**
     * A handle for what another process has open under a descriptor; empty where it is gone, or the system does not
     * let it be taken.
     */
    Optional<Integer> copyOf(long pid, int descriptor);

    void close(int handle);
}
