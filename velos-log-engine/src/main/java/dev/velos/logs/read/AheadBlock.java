package dev.velos.logs.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What was read: bytes behind the headroom, the end (a length of -1), or why there are none. Owned by the thread that
 * fills it until it is done, then by the reader.
 */
final class AheadBlock {
    final byte[] bytes;
    final Scouted scouted = new Scouted();
    int length;
    private IOException failure;
    private CountDownLatch done = new CountDownLatch(1);

    /** @param capacity bytes that it holds behind the headroom */
    AheadBlock(int capacity) {
        bytes = new byte[ReadAhead.HEADROOM + capacity];
    }

    /** It is to be filled anew; before anybody else sees it. */
    void begin() {
        done = new CountDownLatch(1);
    }

    /** Reads a part and searches it; false at the end, and where it cannot be read. */
    boolean fill(SharedSource source, SharedSource.Part part, Optional<BlockSearch> search) {
        try {
            read(source, part, search);
            scouted.forget();
            if (search.isPresent() && length > 0) {
                search.get().look(bytes, length, scouted);
            }
        } finally {
            done.countDown();
        }
        return length > 0;
    }

    private void read(SharedSource source, SharedSource.Part part, Optional<BlockSearch> search) {
        failure = null;
        length = -1;
        try {
            if (part.length() > 0 && readPart(source, part, search)) {
                length = part.length();
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    /** False where its bytes are gone. */
    private boolean readPart(SharedSource source, SharedSource.Part part, Optional<BlockSearch> search)
            throws IOException {
        return search.isPresent()
                ? search.get().read(source, part, bytes)
                : source.read(part, ByteBuffer.wrap(bytes, ReadAhead.HEADROOM, part.length()));
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    void await() throws InterruptedException {
        done.await();
    }

    /** Whether there are bytes and not the end. */
    boolean hasBytes() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        return length >= 0;
    }
}
