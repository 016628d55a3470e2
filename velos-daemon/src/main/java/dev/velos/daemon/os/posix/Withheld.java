package dev.velos.daemon.os.posix;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Bytes that were read from a pipe and that its log could not take. For everybody outside they still are in the pipe.
 * Owned by the loop.
 */
final class Withheld {
    private final Map<Integer, ByteBuffer> byPipe = new HashMap<>();

    Set<Integer> handles() {
        return byPipe.keySet();
    }

    boolean has(int pipe) {
        return byPipe.containsKey(pipe);
    }

    /** Copies what remains in a buffer. */
    void keep(int pipe, ByteBuffer rest) {
        byPipe.put(pipe, ByteBuffer.allocateDirect(rest.remaining()).put(rest).flip());
    }

    /** The bytes of a pipe that {@link #has} some. */
    ByteBuffer of(int pipe) {
        return byPipe.get(pipe);
    }

    void forget(int pipe) {
        byPipe.remove(pipe);
    }

    /** Forgets a pipe whose bytes are all taken. */
    void forgetIfEmpty(int pipe) {
        if (has(pipe) && !of(pipe).hasRemaining()) {
            forget(pipe);
        }
    }
}
