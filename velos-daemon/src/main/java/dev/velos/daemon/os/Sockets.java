package dev.velos.daemon.os;

import java.nio.file.Path;

/** Stream sockets of the Unix domain. No call blocks. */
public interface Sockets {
    /** {@link #receive} and {@link #send}: not now; ask the poller. */
    int WOULD_BLOCK = -1;
    /** {@link #receive} and {@link #send}: the connection is over. */
    int CLOSED = -2;

    /** Listens at a path that does not exist yet, mode 0600. */
    int listen(Path path) throws OsException;

    /** The next waiting connection, or {@link #WOULD_BLOCK}. */
    int accept(int listener) throws OsException;

    /** The user id of the process at the other end. */
    int peerUser(int connection) throws OsException;

    /** Reads into {@code target}: bytes, {@link #WOULD_BLOCK} or {@link #CLOSED}. */
    int receive(int connection, byte[] target);

    /** Writes from {@code source}: bytes taken, {@link #WOULD_BLOCK} or {@link #CLOSED}. */
    int send(int connection, byte[] source, int offset, int length);

    void close(int handle);
}
