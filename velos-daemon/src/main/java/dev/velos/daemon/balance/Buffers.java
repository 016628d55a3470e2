package dev.velos.daemon.balance;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Memory for bytes on their way. Owned by the switchboard's thread. */
final class Buffers {
    /** What is read at once. */
    static final int BYTES = 16 << 10;

    private static final int MOST_SPARE = 64;

    private final ByteBuffer shared = ByteBuffer.allocateDirect(BYTES);
    private final byte[] bytes = new byte[BYTES];
    private final Deque<ByteBuffer> spare = new ArrayDeque<>();

    /** That which everybody reads into; empty. */
    ByteBuffer shared() {
        return shared.clear();
    }

    /** What was read into it, in an array; not copied where nobody will look at it. */
    byte[] bytes(int count, long unseen) {
        if (count > unseen || unseen == 0) {
            shared.get(0, bytes, 0, count);
        }
        return bytes;
    }

    /** What is left of a buffer, for later. */
    ByteBuffer copyOf(ByteBuffer source) {
        ByteBuffer copy = spare.isEmpty() ? ByteBuffer.allocateDirect(BYTES) : spare.pop();
        return copy.clear().put(source).flip();
    }

    /** One with both, in place of the second. */
    ByteBuffer joined(byte[] header, Optional<ByteBuffer> rest) {
        ByteBuffer both = copyOf(ByteBuffer.wrap(header)).clear().position(header.length);
        rest.ifPresent(bytes -> {
            both.put(bytes);
            giveBack(bytes);
        });
        return both.flip();
    }

    void giveBack(ByteBuffer buffer) {
        if (spare.size() < MOST_SPARE) {
            spare.push(buffer);
        }
    }
}
