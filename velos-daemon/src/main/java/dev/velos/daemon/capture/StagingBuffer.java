package dev.velos.daemon.capture;

import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What has been read from a pipe and is not yet in its log, in memory that is mapped from a file. When the daemon is
 * killed between the two, the next one finds the bytes there and where they belong (docs/decisions/0009). Owned by the
 * loop.
 *
 * <p>The file begins with two slots, of which one counts: a change is written to the other and takes effect with one
 * store. A killed process's stores are in the file in the order of the program, so nothing need be flushed.
 */
public final class StagingBuffer {
    /** The most bytes of one chunk; with a pipe as large, measured to be quicker than half of either. */
    static final int CAPACITY = 1 << 20;

    private static final int HEADER_BYTES = 16 << 10;
    private static final int SLOT_BYTES = HEADER_BYTES / 2;
    private static final int PATH_BYTES = 4096;

    /** Of the first slot, and within it: which slot counts. */
    private static final int CURRENT = 0;

    private static final int STATE = 4;
    private static final int FROM = 8;
    private static final int TO = 12;
    private static final int LOG_SIZE = 16;
    private static final int PATH_LENGTH = 24;
    private static final int PATH = 28;

    private static final int READING = 1;
    private static final int ARRIVED = 2;

    private final ByteBuffer header;
    private final ByteBuffer bytes;
    private final boolean outlivesTheDaemon;
    private final Path[] paths = new Path[2];
    private int current;

    private StagingBuffer(OutlivingMemory memory) {
        header = memory.bytes().slice(0, HEADER_BYTES).order(ByteOrder.nativeOrder());
        bytes = memory.bytes().slice(HEADER_BYTES, CAPACITY);
        outlivesTheDaemon = memory.outlives();
        current = header.getInt(CURRENT) & 1;
    }

    /** In a file, which is made where it is missing (mode 0600), or in plain memory where the disk has no place. */
    public static StagingBuffer open(Path file) {
        return new StagingBuffer(OutlivingMemory.open(file, HEADER_BYTES + CAPACITY));
    }

    /** Whether what is staged is kept when the daemon is killed. */
    public boolean outlivesTheDaemon() {
        return outlivesTheDaemon;
    }

    /** What an earlier daemon has read and not finished writing. */
    public Optional<StagedChunk> leftover() {
        int slot = current * SLOT_BYTES;
        int from = header.getInt(slot + FROM);
        int to = header.getInt(slot + TO);
        boolean sound = from >= 0 && from < to && to <= CAPACITY;
        if (!sound || header.getInt(slot + STATE) == READING && OutlivingMemory.isExpected(bytes, 0, to)) {
            return Optional.empty();
        }
        byte[] left = new byte[to - from];
        bytes.get(from, left);
        return path(slot).map(log -> new StagedChunk(log, header.getLong(slot + LOG_SIZE), left));
    }

    private Optional<Path> path(int slot) {
        byte[] path = new byte[Math.clamp(header.getInt(slot + PATH_LENGTH), 0, PATH_BYTES)];
        header.get(slot + PATH, path);
        try {
            return Optional.of(Path.of(new String(path, StandardCharsets.UTF_8)))
                    .filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty(); // somebody has written to the file
        }
    }

    /**
     * Reads what waits in a pipe, at most {@code limit} bytes, for a log of that size.
     *
     * @return how many, all of which are now {@link #bytes}; {@link CaptureIo#NOTHING} or {@link CaptureIo#ENDED}
     */
    long fill(CaptureIo io, int pipe, int limit, Path log, long logSize) throws OsException {
        // Exactly what waits, so that it is known beforehand where the bytes will end.
        int wanted = Math.clamp(io.waiting(pipe), 1, Math.min(limit, CAPACITY));
        bytes.clear().limit(wanted);
        OutlivingMemory.expect(bytes, 0, wanted);
        point(READING, 0, wanted, log, logSize);
        try {
            long count = io.read(pipe, bytes);
            arrived((int) Math.max(0, count));
            return count;
        } catch (OsException e) {
            arrived(0);
            throw e;
        }
    }

    private void arrived(int count) {
        bytes.position(0).limit(count);
        header.putInt(current * SLOT_BYTES + TO, count);
        header.putInt(current * SLOT_BYTES + STATE, ARRIVED);
    }

    /** The staged bytes that are in no log yet: position to limit. Whoever writes them moves the position. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Says that what is left of the bytes goes to the end of a log of that size. */
    void point(Path log, long logSize) {
        point(ARRIVED, bytes.position(), bytes.limit(), log, logSize);
    }

    @SuppressWarnings("ReferenceEquality") // the same path most of the time; another object costs a write, no error
    private void point(int state, int from, int to, Path log, long logSize) {
        int next = 1 - current;
        int slot = next * SLOT_BYTES;
        if (paths[next] != log) {
            putPath(next, log);
        }
        header.putInt(slot + STATE, state);
        header.putInt(slot + FROM, from);
        header.putInt(slot + TO, to);
        header.putLong(slot + LOG_SIZE, logSize);
        VarHandle.releaseFence();
        current = next;
        header.putInt(CURRENT, next);
        VarHandle.releaseFence();
    }

    private void putPath(int slot, Path log) {
        byte[] text = log.toString().getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, PATH_BYTES);
        header.putInt(slot * SLOT_BYTES + PATH_LENGTH, length);
        header.put(slot * SLOT_BYTES + PATH, text, 0, length);
        paths[slot] = log;
    }

    /** Nothing is staged any more. */
    public void clear() {
        bytes.position(0).limit(0);
        header.putInt(current * SLOT_BYTES + TO, 0);
    }
}
