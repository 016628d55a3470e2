package dev.velos.daemon.os;

import java.nio.file.Path;

/** Named pipes, log files, and the way from one to the other. */
public interface CaptureIo {
    /** {@link #transfer} and {@link #read}: nothing waits in the pipe, but writers have it open. */
    long NOTHING = -1;
    /** {@link #transfer} and {@link #read}: nothing waits in the pipe and nobody has it open for writing. */
    long ENDED = -2;

    /** Makes the named pipe where it is missing (mode 0600) and opens its reading end, which never blocks. */
    int openPipe(Path path) throws OsException;

    /** How many bytes the pipe can hold. */
    int pipeCapacity(int pipe);

    /** How many bytes wait in the pipe. */
    int waiting(int pipe);

    /** Asks for a larger pipe; where the kernel refuses, the pipe stays as it is, which is no error. */
    void growPipe(int pipe, int bytes);

    /** Opens or makes (mode 0600) a file to append to. */
    int openLog(Path path) throws OsException;

    /**
     * The size of an open log in bytes.
     *
     * @throws OsException with ENOENT where the file was removed, as {@link #transfer} and {@link #append} do
     */
    long size(int log) throws OsException;

    /**
     * Moves what waits in the pipe to the end of the log, at most {@code limit} bytes. Where the backend can
     * ({@link #keepsBytesWhenKilled}), no moment exists at which a byte is in neither.
     *
     * @return bytes moved, {@link #NOTHING} or {@link #ENDED}
     * @throws OsException where the log cannot take bytes (full disk); the bytes are still in the pipe
     */
    long transfer(int pipe, int log, long limit) throws OsException;

    /** Whether a byte can be lost when the daemon is killed in the middle of a {@link #transfer}. */
    boolean keepsBytesWhenKilled();

    /** Takes bytes out of the pipe: how many, {@link #NOTHING} or {@link #ENDED}. */
    long read(int pipe, byte[] target) throws OsException;

    /** Copies the bytes that wait in the pipe, and leaves them there: how many; 0 where this is not possible. */
    int peek(int pipe, byte[] target) throws OsException;

    /** Writes all bytes to the end of a file opened by {@link #openLog}. */
    void append(int log, byte[] bytes, int length) throws OsException;

    /** Empties a log. */
    void truncate(int log) throws OsException;

    /** Closes a pipe or a log. */
    void close(int handle);
}
