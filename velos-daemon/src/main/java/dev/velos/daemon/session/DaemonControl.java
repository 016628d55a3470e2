package dev.velos.daemon.session;

import dev.velos.core.home.DaemonSettings;
import dev.velos.daemon.errors.ErrorWatch;
import java.util.Optional;

/** What a client may ask of the daemon as a whole. Called on the loop's thread. */
public interface DaemonControl {
    /** What is wanted of the processes when the daemon ends. */
    enum Wish {
        /** That they are down, until somebody starts them. */
        ALL_DOWN,
        /** Nothing: the next daemon starts again what was up. */
        AS_BEFORE
    }

    /** Stops every process, calls back when all are down, then ends the daemon. */
    void shutdown(Wish wish, Runnable allDown);

    /** Whether {@link #shutdown} was called. */
    boolean isShuttingDown();

    /**
     * Replaces the daemon's program, at the end of the turn, and keeps all processes.
     *
     * @param launcher absolute path of the program to become; empty for the one that started this daemon
     */
    void handOver(String launcher);

    /** Works by these from now on. */
    void settings(DaemonSettings settings);

    /** Who knows of which processes new error patterns are told; nobody where no process asks for it. */
    Optional<ErrorWatch> errorWatch();
}
