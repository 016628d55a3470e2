package dev.velos.logs.read;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads a long source in a thread of its own, some megabytes ahead of the reader that owns this, so that waiting for the
 * kernel and looking at the bytes go on at once.
 */
final class ReadAhead implements ByteSource {
    private static final int BLOCKS = 4;
    private static final int BLOCK_BYTES = 512 << 10;

    /** Before the bytes of a block there is room for what its reader has not done with. */
    static final int HEADROOM = 64 << 10;

    /** What was read: bytes, the end (a length of -1), or why there are none. */
    private static final class Block {
        private final byte[] bytes = new byte[HEADROOM + BLOCK_BYTES];
        private int length;
        private IOException failure;
    }

    private final ByteSource source;
    private final BlockingQueue<Block> filled = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final Thread thread;
    private volatile boolean stopped;
    private Block block;
    private Block retired;
    private int taken;

    ReadAhead(ByteSource source) {
        this.source = source;
        for (int i = 0; i < BLOCKS; i++) {
            empty.add(new Block());
        }
        thread = new Thread(this::readOn, "velos-log-reader");
        thread.setDaemon(true);
        thread.start();
    }

    private void readOn() {
        try {
            boolean more = true;
            while (more) {
                Block next = empty.take();
                if (stopped) {
                    return;
                }
                fill(next);
                more = next.length > 0;
                filled.put(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fill(Block next) {
        try {
            next.failure = null;
            next.length = source.read(next.bytes, HEADROOM, BLOCK_BYTES);
        } catch (IOException e) {
            next.failure = e;
            next.length = -1;
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

    /** The array in which the next bytes stand behind the headroom. It is the caller's until the bytes behind them are
     * lent, and then stays as it is for one more. */
    byte[] lend() {
        taken = block.length;
        return block.bytes;
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

    /** Waits for the thread, which may be reading. It is not interrupted: that would close the file, which is not ours. */
    @Override
    public void close() throws IOException {
        stopped = true;
        try {
            empty.put(new Block());
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        source.close();
    }
}
