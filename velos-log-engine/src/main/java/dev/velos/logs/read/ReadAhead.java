package dev.velos.logs.read;

import dev.velos.logs.pattern.LineMatcher;
import dev.velos.logs.pattern.OutsideBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;

/**
 * Reads a long source in threads of its own, some megabytes ahead of the reader that owns this, so that waiting for the
 * kernel and looking at the bytes go on at once. Where lines are searched for, these threads search, too, each in its
 * blocks, and so does the reader rather than wait for them; it gets the blocks in their order.
 */
final class ReadAhead implements ByteSource {
    /** As many as keep the others busy while the reader has much to do with what was found. */
    private static final int BLOCKS = 24;

    /** A block and its copy outside the heap are searched in the processor's own cache, which two threads may share. */
    static final int BLOCK_BYTES = 128 << 10;

    /** Where nothing is searched for, the reader has so much to do with a block that being woken costs more than the cache gives. */
    private static final int UNSEARCHED_BYTES = 256 << 10;

    /** Beside the reader; more than one where they have something to do besides waiting for the kernel. */
    private static final int SEARCHERS = Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, 4);

    /** So much is worth a search that has to be made first. */
    private static final long MUCH_BYTES = 256 << 20;

    /** Before the bytes of a block there is room for what its reader has not done with. */
    static final int HEADROOM = 64 << 10;

    private final SharedSource source;
    private final long length;
    private final int blockBytes;
    private final Optional<Function<OutsideBytes, LineMatcher>> search;
    private final Optional<BlockSearch> own;
    private final BlockingQueue<AheadBlock> filled = new ArrayBlockingQueue<>(BLOCKS);
    private final BlockingQueue<AheadBlock> empty = new ArrayBlockingQueue<>(BLOCKS + SEARCHERS);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;
    private AheadBlock block;
    private AheadBlock retired;
    private int taken;

    /**
     * @param length how many bytes the source holds
     * @param search makes what finds the lines that are wanted, one for each thread; nothing where all are
     */
    ReadAhead(SharedSource source, long length, Optional<Function<OutsideBytes, LineMatcher>> search) {
        this.source = source;
        this.length = length;
        this.search = search;
        blockBytes = search.isPresent() ? BLOCK_BYTES : UNSEARCHED_BYTES;
        own = search.map(BlockSearch::new);
        for (int i = 0; i < BLOCKS; i++) {
            empty.add(new AheadBlock(blockBytes));
        }
        for (int i = 0; i < (search.isPresent() ? SEARCHERS : 1); i++) {
            Thread thread = new Thread(this::readOn, "velos-log-reader");
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void readOn() {
        Optional<BlockSearch> mine = search.map(BlockSearch::new);
        try {
            boolean more = true;
            for (int i = 0; more; i++) {
                AheadBlock next = empty.take();
                if (stopped) {
                    return;
                }
                more = fill(next, mine);
                if (i == 2 * BLOCKS && length >= MUCH_BYTES) { // not where the first blocks are the answer
                    mine.ifPresent(BlockSearch::prepareForMuch);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether another one may follow. Whoever waits for the block gets it in the order of its bytes. */
    private boolean fill(AheadBlock next, Optional<BlockSearch> by) throws InterruptedException {
        SharedSource.Part part;
        next.begin();
        synchronized (source) {
            part = source.reserve(blockBytes);
            filled.put(next);
        }
        return next.fill(source, part, by);
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
        return block.hasBytes();
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
            help();
            block = filled.take();
            block.await();
            taken = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the reading was interrupted", e);
        }
    }

    /** Searches blocks that nobody has begun with until the next one is done. */
    private void help() throws InterruptedException {
        boolean more = own.isPresent();
        while (more && !isNextDone()) {
            AheadBlock spare = empty.poll();
            more = spare != null && fill(spare, own);
        }
    }

    private boolean isNextDone() {
        AheadBlock first = filled.peek();
        return first != null && first.isDone();
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
                empty.put(new AheadBlock(blockBytes));
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
