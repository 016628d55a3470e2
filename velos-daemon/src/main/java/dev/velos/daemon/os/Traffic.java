package dev.velos.daemon.os;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Connections between clients and programs, for a thread of their own that waits for them at a poller of its own. No
 * call blocks. Every call comes from that thread, but for {@link Poller#wake()}.
 */
public interface Traffic extends AutoCloseable {
    /** Not now; ask the poller. */
    int WOULD_BLOCK = -1;
    /** The other side sends no more. */
    int ENDED = -2;
    /** The connection is gone. */
    int BROKEN = -3;

    /**
     * A connection that was asked for.
     *
     * @param established whether it stands already; else the handle becomes writable when that is known
     */
    record Connection(int handle, boolean established) {}

    /** What lies between two connections while bytes are moved without being copied. */
    record Pipe(int reading, int writing) {}

    Poller poller();

    /** As many descriptors as this process may have open. */
    int descriptorLimit();

    /**
     * The next waiting connection, or {@link #WOULD_BLOCK}. The system asks now and then whether its client is still
     * there, and breaks the connection where it is not.
     *
     * @param listener one of {@link HandedSockets#share}
     * @throws OsException above all EMFILE
     */
    int accept(int listener) throws OsException;

    /**
     * Begins to connect by TCP.
     *
     * @param address 4 or 16 bytes
     * @throws OsException where it failed at once
     */
    Connection connect(byte[] address, int port) throws OsException;

    /** How a connection that became writable came out: 0, or why not, a number of {@link Errno} among others. */
    int outcome(int connection);

    /** Reads into what is left of a direct buffer: bytes, {@link #WOULD_BLOCK}, {@link #ENDED} or {@link #BROKEN}. */
    int receive(int connection, ByteBuffer target);

    /** Writes what is left of a direct buffer: bytes taken, {@link #WOULD_BLOCK} or {@link #BROKEN}. */
    int send(int connection, ByteBuffer source);

    /**
     * Sends one byte, and with it a descriptor of its own of that connection, to the process that reads at the other end
     * of a channel. The connection stays open here, too.
     *
     * @param channel our end of a {@link Sockets#pair}
     * @return 1, {@link #WOULD_BLOCK}, or {@link #BROKEN}, also where the system has no such call
     */
    int hand(int channel, byte word, int connection);

    /** A pipe for {@link #splice}; empty where the system has no such call, or no more pipes. */
    Optional<Pipe> openPipe();

    /** Moves bytes between a connection and a pipe; answers as {@link #receive} and {@link #send}. */
    int splice(int from, int to, int bytes);

    /** Tells the other side that no more is sent; what it sends can still be read. */
    void endOutput(int connection);

    /** Closes a connection so that the other side learns that something went wrong. */
    void reset(int connection);

    /** Who is at the other end; empty but for TCP. */
    Optional<Endpoint> peer(int connection);

    /** Where the other end has connected to; empty but for TCP. */
    Optional<Endpoint> local(int connection);

    void close(int handle);

    /** Frees what this holds for itself. */
    @Override
    void close();
}
