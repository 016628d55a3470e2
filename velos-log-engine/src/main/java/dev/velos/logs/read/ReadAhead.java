package dev.velos.logs.read;

import dev.velos.logs.pattern.LineMatcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * Reads a long source in threads of its own, some megabytes ahead of the reader that owns this, so that waiting for the
 * kernel and looking at the bytes go on at once. Where lines are searched for, these threads search, too, each in its
 * blocks; the reader gets the blocks in their order.
 */
final class ReadAhead implements ByteSource {
    private static final int BLOCKS = 6;
    static final int BLOCK_BYTES = 512 << 10;

    /** More than one where they have something to do besides waiting for the kernel. */
    private static final int SEARCHERS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, BLOCKS - 2);

    /** Before the bytes of a block there is room for what its reader has not done with. */
    static final int HEADROOM = 64 << 10;

    /** What was read: bytes, the end (a length of -1), or why there are none. */
    private static final class Block {
        private final byte[] bytes = new byte[HEADROOM + BLOCK_BYTES];
        private final Scouted scouted = new Scouted();
        private CountDownLatch done = new CountDownLatch(1);
        private int length;
        private IOException failure;
    }

    private final SharedSource source;
    private final Optional<Supplier<LineMatcher>> search;
    private final BlockingQueue<Block> filled = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS + SEARCHERS + 1);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;
    private Block block;
    private Block retired;
    private int taken;

    /** @param search makes what finds the lines that are wanted, one for each thread; nothing where all are */
    ReadAhead(SharedSource source, Optional<Supplier<LineMatcher>> search) {
        this.source = source;
        this.search = search;
        for (int i = 0; i < BLOCKS; i++) {
            empty.add(new Block());
        }
        for (int i = 0; i < (search.isPresent() ? SEARCHERS : 1); i++) {
            Thread thread = new Thread(this::readOn, "velos-log-reader");
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void readOn() {
        Optional<LineMatcher> matcher = search.map(Supplier::get);
        try {
            boolean more = true;
            while (more) {
                Block next = empty.take();
                if (stopped) {
                    return;
                }
                more = fill(next, matcher);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether another one may follow. Whoever waits for the block gets it in the order of its bytes. */
    private boolean fill(Block next, Optional<LineMatcher> matcher) throws InterruptedException {
        SharedSource.Part part;
        next.done = new CountDownLatch(1);
        synchronized (source) {
            part = source.reserve(BLOCK_BYTES);
            filled.put(next);
        }
        try {
            read(next, part);
            next.scouted.forget();
            if (matcher.isPresent() && next.length > 0) {
                next.scouted.look(matcher.get(), next.bytes, HEADROOM, HEADROOM + next.length);
            }
        } finally {
            next.done.countDown();
        }
        return next.length > 0;
    }

    private void read(Block next, SharedSource.Part part) {
        next.failure = null;
        next.length = -1;
        try {
            if (part.length() > 0 && source.read(part, next.bytes, HEADROOM)) {
                next.length = part.length();
            }
        } catch (IOException e) {
            next.failure = e;
        }
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        if (!hasBytes()) {
            return -1;
        }
        int count = Math.min(length, block.length - taken);
        System.arraycopy(block.bytes, HEADROOM + taken, into, at, count);
        taken += count;
        return count;
    }

    /** How many bytes {@link #lend} would give; 0 at the end, and where a part was read otherwise. */
    int lendable() throws IOException {
        return hasBytes() && taken == 0 ? block.length : 0;
    }

    /**
     * The array in which the next bytes stand behind the headroom. It is the caller's until the bytes behind them are
     * lent, and then stays as it is for one more.
     */
    byte[] lend() {
        taken = block.length;
        return block.bytes;
    }

    /** What is known of the lines in the array that was lent last. */
    Scouted scouted() {
        return block.scouted;
    }

    private boolean hasBytes() throws IOException {
        if (block == null || taken == block.length) {
            next();
        }
        if (block.failure != null) {
            throw new IOException(block.failure.getMessage(), block.failure);
        }
        return block.length >= 0;
    }

    private void next() throws IOException {
        try {
            if (block != null && block.length < 0) {
                return; // the end stays the end
            }
            if (retired != null) {
                empty.put(retired);
            }
            retired = block; // whoever borrowed it may still have to copy its end
            block = filled.take();
            block.done.await();
            taken = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the reading was interrupted", e);
        }
    }

    @Override
    public long arrivalMicros(long offset) throws IOException {
        return source.arrivalMicros(offset);
    }

    /** Waits for the threads, which may be reading. They are not interrupted: that would close the file, which is not ours. */
    @Override
    public void close() throws IOException {
        stopped = true;
        try {
            for (int i = 0; i < threads.size(); i++) {
                empty.put(new Block());
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        source.close();
    }
}
