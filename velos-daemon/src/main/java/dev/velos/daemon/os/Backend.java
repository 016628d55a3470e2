package dev.velos.daemon.os;

import java.util.Optional;

/**
 * The operating system as the daemon sees it, in six roles. Handles are small whole numbers that only their backend
 * understands. Owned by the loop: every call comes from the loop's thread, but for {@link Poller#wake()},
 * {@link Host#sync} and what {@link #anotherCapture()} is for.
 */
public interface Backend extends AutoCloseable {
    /** A short name for {@code velos ping} and the log: {@code linux}, {@code posix}, {@code fake}. */
    String name();

    Poller poller();

    ProcessControl processes();

    ProcessTable table();

    CaptureIo capture();

    /** Another one for the same handles, for a thread that works while the loop waits for it. */
    CaptureIo anotherCapture();

    Sockets sockets();

    HandedSockets handedSockets();

    Host host();

    /**
     * A way to carry connections on a thread of their own.
     *
     * @throws OsException where this backend has none
     */
    Traffic openTraffic() throws OsException;

    /** A timer of the wall clock; nothing where the system has none. */
    Optional<WallTimer> openWallTimer() throws OsException;

    /**
     * A new set of watched folders; nothing where this backend cannot watch.
     *
     * @throws OsException EMFILE where the system has as many of them as it allows
     */
    Optional<FolderEvents> openFolderEvents() throws OsException;

    /** Frees what the backend holds for itself; processes and files are left as they are. */
    @Override
    void close();
}
