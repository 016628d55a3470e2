package dev.velos.logs.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** The bytes between two positions of a log and its rotated files, which their opener closes. Owned by one reader. */
final class StretchBytes implements SharedSource {
    private final BackwardFiles files;
    private final long from;
    private final long to;
    private final Runnable onLoss;
    private final AtomicBoolean isLost = new AtomicBoolean();
    private long position;

    /** @param onLoss is told where bytes are gone, because a file was emptied while it was read */
    StretchBytes(BackwardFiles files, long from, long to, Runnable onLoss) {
        this.files = files;
        this.from = from;
        this.to = to;
        this.onLoss = onLoss;
        position = from;
    }

    @Override
    public Part reserve(int length) {
        long begin = position;
        int wanted = isLost.get() ? 0 : Math.clamp(to - begin, 0, length);
        position += wanted;
        return new Part(begin, wanted);
    }

    @Override
    public boolean read(Part part, ByteBuffer into) throws IOException {
        if (files.read(part.from(), into)) {
            return true;
        }
        if (isLost.compareAndSet(false, true)) {
            onLoss.run(); // once, whoever finds out
        }
        return false;
    }

    @Override
    public long arrivalMicros(long offset) throws IOException {
        return files.microsAt(from + offset);
    }

    @Override
    public void close() {
        position = to;
    }
}
