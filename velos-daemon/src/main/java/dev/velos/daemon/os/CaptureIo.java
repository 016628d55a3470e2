package dev.velos.daemon.os;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Named pipes and log files. */
public interface CaptureIo {
    /** {@link #read}: nothing waits in the pipe, but writers have it open. */
    long NOTHING = -1;
    /** {@link #read}: nothing waits in the pipe and nobody has it open for writing. */
    long ENDED = -2;

    /**
     * The most bytes of one write to a log: the kernel takes the memory for them in one stretch, and long stretches are
     * those that a virtual machine's host has yet to give (docs/decisions/0010).
     */
    int PART_BYTES = 128 << 10;

    /** Makes the named pipe where it is missing (mode 0600) and opens its reading end, which never blocks. */
    int openPipe(Path path) throws OsException;

    /** Makes the named pipe where it is missing (mode 0600), and opens nothing. */
    void makePipe(Path path) throws OsException;

    /**
     * Opens the writing end of a pipe, which never blocks: {@link #append} writes to it.
     *
     * @throws OsException with ENXIO where nobody reads it, with ENOENT where there is none
     */
    int openToSend(Path path) throws OsException;

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
     * @throws OsException with ENOENT where the file was removed
     */
    long size(int log) throws OsException;

    /**
     * Takes bytes out of the pipe into a direct buffer, from its position to its limit at most; the position moves.
     *
     * @return how many, {@link #NOTHING} or {@link #ENDED}
     */
    long read(int pipe, ByteBuffer target) throws OsException;

    /**
     * Writes a direct buffer, from its position to its limit, to the end of a file opened by {@link #openLog}; the
     * position moves.
     *
     * @throws OsException where the file cannot take more (full disk); the position says how far it came
     */
    void append(int log, ByteBuffer source) throws OsException;

    /** Writes the first bytes of a small array to the end of a file opened by {@link #openLog}. */
    void append(int log, byte[] bytes, int length) throws OsException;

    /** Empties a log. */
    void truncate(int log) throws OsException;

    /** Closes a pipe or a log. */
    void close(int handle);
}
