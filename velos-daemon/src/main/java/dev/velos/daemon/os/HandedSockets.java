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

    /**
     * Another handle for the same socket, for a thread that accepts from it itself: it blocks no more. Closed as any
     * other.
     *
     * @throws OsException where there are no more descriptors
     */
    int share(int handle) throws OsException;

    /** Lets a socket block again, as programs expect of one that they are handed. */
    void unshare(int handle);

    /**
     * Whether what a program holds can be taken back by another daemon than the one that handed it. Where it cannot, a
     * socket that only the daemon uses is better not held by anybody else.
     */
    boolean canTakeBack();

    /** Listens no more, whoever else has the socket open still, and closes it. */
    void end(int handle);

    void close(int handle);
}
