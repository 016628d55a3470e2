package dev.velos.daemon.capture;

import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Where the bytes of a stream go: to a file as they are, or line by line. Owned by the stream. */
sealed interface StreamLog permits LogFile, LineLog {
    /** Whoever carries for it from now on. Nothing may be staged. */
    void handTo(Carrier carrier);

    /** Whether any thread may carry for it, as long as no two do. */
    boolean isShareable();

    Path path();

    LogPolicy policy();

    /** Bytes in the current file, as far as this object has seen it. */
    long size();

    /**
     * Takes what waits in the pipe: bytes, or what {@link CaptureIo#read} says of none.
     *
     * @throws OsException where there is no log to write them to; they may be staged or still in the pipe
     */
    long stage(int pipe, int limit, long nowMicros) throws OsException;

    /** Takes bytes that cannot be written out of the pipe, as {@link #stage} does. */
    long stageLost(int pipe, int limit) throws OsException;

    /** The bytes that were taken and are in no log yet. */
    ByteBuffer staged();

    /**
     * Writes what can be written of it.
     *
     * @throws OsException where the log cannot take bytes now; {@link #staged} is what is left
     */
    void write(long nowMicros) throws OsException;

    /** Writes what waits for the end of its line, since none will come. Whether there was anything. */
    boolean finishLine(long nowMicros) throws OsException;

    /** Ends a line that a full disk has cut, so that what comes next begins one. */
    void endLine() throws OsException;

    /** Gives up what is staged: nothing of it goes to the log any more. */
    void giveUp();

    /** Whether the file was rotated, or opened, since this was asked last, and old ones are to be compressed. */
    boolean takeCompressible();

    /** Empties the log and its index and removes the rotated files. */
    void flush() throws OsException;

    void close();

    /** Closes it for good, and removes what it had on the disk beside the log. */
    void discard();
}
