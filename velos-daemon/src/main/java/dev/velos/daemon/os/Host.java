package dev.velos.daemon.os;

import java.nio.file.Path;
import java.util.List;

/** What the daemon does to and asks about itself. */
public interface Host {
    long pid();

    int user();

    /** Leaves the terminal's session; a process that leads its group already is left as it is. */
    void leaveSession();

    /** Makes orphans of descendants children of this process, where the system can. */
    void adoptOrphans();

    /** Whether they are: it was asked for, and the system can. */
    boolean adoptsOrphans();

    /**
     * Makes room for the descriptors of a thousand processes, where the system has to be asked. Takes its time: the
     * kernel lets whoever makes the table of a process with threads larger wait until no processor can look at the old
     * one, some 15 ms, and doubles it each time. Any thread.
     */
    void reserveDescriptors();

    /** Takes a lock on a file, held until the process ends; false where another process holds it. */
    boolean lock(Path file) throws OsException;

    /** Makes a written file last through a power cut. May be called from any thread. */
    void sync(Path file) throws OsException;

    /** Gives memory back that is not needed now and can be had again, where the system knows how. */
    void releaseMemory();

    /**
     * Sends a datagram to a socket of the Unix domain, and never waits for it to be taken.
     *
     * @param address a path, or {@code @} and a name where the system has abstract ones
     */
    void tell(String address, String message) throws OsException;

    /**
     * Becomes another program under the same pid; children stay children. Returns only where that failed.
     *
     * @param argv the words, the first one the program's absolute path
     */
    OsException become(List<String> argv, List<String> environment);
}
