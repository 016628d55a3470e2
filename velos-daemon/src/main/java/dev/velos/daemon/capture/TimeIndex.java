package dev.velos.daemon.capture;

import dev.velos.core.home.TimeIndexFormat;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The file beside a log that says when its bytes came, see {@link TimeIndexFormat}. Owned by its log. */
final class TimeIndex {
    private static final int CLOSED = -1;

    /** Entries closer than this are left out: times are good to a millisecond. */
    private static final long STEP_MICROS = 1_000;

    private final Path path;
    private int handle = CLOSED;
    private long lastOffset;
    private long lastMicros;
    private boolean hasEntry;

    TimeIndex(Path path) {
        this.path = path;
    }

    /** Opens it for a log of that size, and mends what a full disk or somebody who emptied the log has left. */
    void open(CaptureIo io, long logSize) throws OsException {
        handle = io.openLog(path);
        hasEntry = false;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long whole = file.length() - file.length() % TimeIndexFormat.ENTRY_BYTES;
            if (whole > 0) {
                file.seek(whole - TimeIndexFormat.ENTRY_BYTES);
                lastOffset = file.readLong();
                whole = lastOffset > logSize ? 0 : whole;
            }
            if (whole < file.length()) {
                file.setLength(whole); // entries of another log, or a torn one that would shift all that follow
            }
        } catch (IOException e) {
            throw new OsException("open " + path, 0, String.valueOf(e.getMessage()));
        }
    }

    /** Whether bytes that come now need an entry; they do as well after the clock was set back. */
    boolean isDue(long nowMicros) {
        return !hasEntry || nowMicros < lastMicros || nowMicros - lastMicros >= STEP_MICROS;
    }

    /** Says that the bytes from that offset on come now. */
    void add(CaptureIo io, long offset, long nowMicros) throws OsException {
        if (hasEntry && offset < lastOffset) {
            io.truncate(handle); // somebody emptied the log
        }
        byte[] entry = ByteBuffer.allocate(TimeIndexFormat.ENTRY_BYTES)
                .putLong(offset)
                .putLong(nowMicros)
                .array();
        io.append(handle, entry, entry.length);
        lastOffset = offset;
        lastMicros = nowMicros;
        hasEntry = true;
    }

    void clear(CaptureIo io) throws OsException {
        io.truncate(handle);
        hasEntry = false;
    }

    void close(CaptureIo io) {
        if (handle != CLOSED) {
            io.close(handle);
            handle = CLOSED;
        }
    }
}
