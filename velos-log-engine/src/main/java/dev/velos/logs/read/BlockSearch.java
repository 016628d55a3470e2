package dev.velos.logs.read;

import dev.velos.logs.pattern.LineMatcher;
import dev.velos.logs.pattern.OutsideBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Reads blocks and finds the lines in them that are wanted. Owned by one thread. */
final class BlockSearch {
    private final OutsideBytes outside = new OutsideBytes(ReadAhead.HEADROOM, ReadAhead.BLOCK_BYTES);
    private final LineMatcher matcher;

    BlockSearch(Function<OutsideBytes, LineMatcher> search) {
        matcher = search.apply(outside);
    }

    /** @see LineMatcher#prepareForMuch */
    void prepareForMuch() {
        matcher.prepareForMuch();
    }

    /** Reads a part outside the heap first, where it can be searched sooner; false where its bytes are gone. */
    boolean read(SharedSource source, SharedSource.Part part, byte[] into) throws IOException {
        ByteBuffer buffer = outside.buffer().clear().limit(part.length());
        boolean isThere = source.read(part, buffer);
        if (isThere) {
            buffer.get(0, into, ReadAhead.HEADROOM, part.length());
        }
        return isThere;
    }

    /** Finds the lines of what was read last. */
    void look(byte[] bytes, int length, Scouted scouted) {
        scouted.look(matcher, bytes, ReadAhead.HEADROOM, ReadAhead.HEADROOM + length);
    }
}
