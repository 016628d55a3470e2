package dev.velos.daemon.os;

import java.util.List;
import java.util.OptionalInt;

/** Starts, signals and reaps processes. */
public interface ProcessControl {
    /** Hears of every process that ended: children, orphans that came back to the daemon, and watched strangers. */
    interface ExitListener {
        /**
         * @param waitStatus the raw status of wait(2); empty for a process that is not a child of this daemon
         */
        void exited(long pid, OptionalInt waitStatus);
    }

    /** What became of a spawn. */
    sealed interface Spawn {
        /** The program runs, in a session and process group of its own whose number is its pid. */
        record Started(long pid) implements Spawn {}

        /** Nothing runs. */
        record Failed(int errno, String reason) implements Spawn {}
    }

    /** The one listener for ends, called on the loop's thread inside {@link Poller#await} or {@link #reap}. */
    void onExit(ExitListener listener);

    /**
     * The most resident memory that the process had, or one of those it has waited for, whose end the listener is
     * being told of; 0 where that is not known. The kernel counts what the daemon used when it spawned the process,
     * so it tells nothing of those that never needed more.
     */
    default long peakBytes() {
        return 0;
    }

    /** Starts a program; its end will be reported. An exec that fails is reported here, not as an exit. */
    Spawn spawn(SpawnRequest request);

    /**
     * Starts a process that does nothing but hold these named pipes open, so that they keep their bytes when writer
     * and daemon are both gone. It is a session of its own; its end is reported like that of any other.
     *
     * @param environment its whole environment, as {@code NAME=value}
     */
    Spawn keepOpen(List<String> pipes, List<String> environment);

    /**
     * Watches a process that this daemon did not spawn, so that its end is reported.
     *
     * @return whether it still runs, or is an ended child of this daemon whose status was not collected yet; else
     *     nothing will be reported
     */
    boolean adopt(long pid);

    /** Collects ended children at once; for the signal that tells of them. */
    void reap();

    /** Sends a signal to one process; false where it no longer exists. */
    boolean signal(long pid, int signal);

    /** Sends a signal to a process group; false where it has no member. */
    boolean signalGroup(long group, int signal);
}
