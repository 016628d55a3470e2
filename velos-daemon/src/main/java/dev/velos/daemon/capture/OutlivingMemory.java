package dev.velos.daemon.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Memory that is mapped from a file, so that what is in it is there when its daemon is killed.
 *
 * @param bytes all of it
 * @param outlives whether it is so: where the disk has no place, it is plain memory
 */
record OutlivingMemory(ByteBuffer bytes, boolean outlives) {
    private static final int WRITTEN_AT_ONCE = 16 << 10;

    /**
     * Stands where the last bytes of a read will be, until the kernel has put them there: the bytes that UTF-8 never
     * uses. It says whether a read that a SIGKILL has ended took place.
     */
    private static final byte[] NOT_YET = {-8, -7, -6, -5, -4, -3, -2, -1};

    /** The memory of a file, which is made where it is missing (mode 0600) and grows to so many bytes. */
    static OutlivingMemory open(Path file, int size) {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            allocate(channel, size);
            return new OutlivingMemory(channel.map(FileChannel.MapMode.READ_WRITE, 0, size), true);
        } catch (IOException e) {
            return new OutlivingMemory(ByteBuffer.allocateDirect(size), false);
        }
    }

    /** Gives every block its place on the disk: where none is left for a mapped page, the kernel ends the process. */
    private static void allocate(FileChannel channel, int size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(WRITTEN_AT_ONCE);
        while (channel.size() < size) {
            channel.write(zeros.clear(), channel.size());
        }
    }

    /** Marks the end of what is about to be read to these positions. */
    static void expect(ByteBuffer bytes, int from, int to) {
        for (int i = Math.max(from, to - NOT_YET.length); i < to; i++) {
            bytes.put(i, notYet(i, to));
        }
    }

    /** Whether what was expected there has not come. */
    static boolean isExpected(ByteBuffer bytes, int from, int to) {
        for (int i = Math.max(from, to - NOT_YET.length); i < to; i++) {
            if (bytes.get(i) != notYet(i, to)) {
                return false;
            }
        }
        return true;
    }

    private static byte notYet(int at, int to) {
        return NOT_YET[NOT_YET.length - (to - at)];
    }
}
