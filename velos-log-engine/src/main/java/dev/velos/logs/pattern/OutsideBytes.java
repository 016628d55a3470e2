package dev.velos.logs.pattern;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Bytes outside the heap, where the kernel writes them and the C library looks at them, and which an array holds, too,
 * from {@code first} on. Places are those of the array. Owned by the thread that searches.
 */
public final class OutsideBytes {
    private final ByteBuffer bytes;
    private final int first;
    private final long origin;

    public OutsideBytes(int first, int capacity) {
        this.first = first;
        bytes = ByteBuffer.allocateDirect(capacity);
        origin = MemorySegment.ofBuffer(bytes).address() - first;
    }

    /** Where they are written to, from its beginning. */
    public ByteBuffer buffer() {
        return bytes;
    }

    /** The first such byte between two places; -1 where there is none. */
    int indexOf(byte wanted, int from, int to) {
        Objects.checkFromToIndex(from - first, to - first, bytes.capacity());
        long found = LibcSearch.find(origin + from, wanted, to - from);
        return found == 0 ? -1 : (int) (found - origin);
    }
}
