package dev.velos.daemon.capture;

import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

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

    /**
     * Stands where the last bytes of a chunk will be, until the kernel has put them there: the bytes that UTF-8 never
     * uses. It says whether a read that a SIGKILL has ended took place.
     */
    private static final byte[] NOT_YET = {-8, -7, -6, -5, -4, -3, -2, -1};

    private final ByteBuffer header;
    private final ByteBuffer bytes;
    private final boolean outlivesTheDaemon;
    private final Path[] paths = new Path[2];
    private int current;

    private StagingBuffer(ByteBuffer memory, boolean outlivesTheDaemon) {
        header = memory.slice(0, HEADER_BYTES).order(ByteOrder.nativeOrder());
        bytes = memory.slice(HEADER_BYTES, CAPACITY);
        this.outlivesTheDaemon = outlivesTheDaemon;
        current = header.getInt(CURRENT) & 1;
    }

    /** In a file, which is made where it is missing (mode 0600), or in plain memory where the disk has no place. */
    public static StagingBuffer open(Path file) {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            allocate(channel);
            return new StagingBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, HEADER_BYTES + CAPACITY), true);
        } catch (IOException e) {
            return new StagingBuffer(ByteBuffer.allocateDirect(HEADER_BYTES + CAPACITY), false);
        }
    }

    /** Gives every block its place on the disk: where none is left for a mapped page, the kernel ends the process. */
    private static void allocate(FileChannel channel) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(HEADER_BYTES);
        while (channel.size() < HEADER_BYTES + CAPACITY) {
            channel.write(zeros.clear(), channel.size());
        }
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
        if (!sound || header.getInt(slot + STATE) == READING && bytesAreNotYetThere(to)) {
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

    private boolean bytesAreNotYetThere(int to) {
        for (int i = Math.max(0, to - NOT_YET.length); i < to; i++) {
            if (bytes.get(i) != notYet(i, to)) {
                return false;
            }
        }
        return true;
    }

    private static byte notYet(int at, int to) {
        return NOT_YET[NOT_YET.length - (to - at)];
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
        for (int i = Math.max(0, wanted - NOT_YET.length); i < wanted; i++) {
            bytes.put(i, notYet(i, wanted));
        }
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
