package dev.velos.daemon.os;

import java.nio.file.Path;
import java.util.OptionalInt;

/** Sockets of the Unix domain, and connections to TCP addresses. No call blocks. */
public interface Sockets {
    /** {@link #receive} and {@link #send}: not now; ask the poller. */
    int WOULD_BLOCK = -1;
    /** {@link #receive} and {@link #send}: the connection is over. */
    int CLOSED = -2;

    /** Listens at a path that does not exist yet, mode 0600. */
    int listen(Path path) throws OsException;

    /**
     * Makes a socket that datagrams can be sent to, at a path that does not exist yet, mode 0600. {@link #receive} gives
     * one datagram at a time; an empty one, or one that cannot be had, looks like an end and is none.
     */
    int receiveAt(Path path) throws OsException;

    /** Two connected ends. A program keeps both, so that its own one stays open when this daemon dies. */
    record Pair(int ours, int theirs) {}

    /**
     * Makes two connected stream sockets.
     *
     * @param label a path that does not exist; {@link #takeBack} knows our end by it. No file stays there
     */
    Pair pair(Path label) throws OsException;

    /**
     * Takes a copy of a descriptor that another process holds.
     *
     * @param label that of the {@link #pair} whose end it has to be
     * @return empty where it is something else by now, or where the system does not allow or know this
     */
    OptionalInt takeBack(long pid, int descriptor, Path label);

    /** Whether {@link Traffic#hand} works on this system, by one end of a {@link #pair}. */
    boolean canHandOver();

    /**
     * Begins to connect by TCP; the handle becomes writable when that has succeeded or failed.
     *
     * @param address 4 or 16 bytes
     * @throws OsException where it failed at once
     */
    int connect(byte[] address, int port) throws OsException;

    /** How a connection that became writable came out: 0, or why not, a number of {@link Errno} among others. */
    int outcome(int connection);

    /** What an error number means, in words. */
    String describe(int errno);

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
