package dev.velos.logs.read;

import java.io.IOException;

/** The bytes between two positions of a log and its rotated files, which their opener closes. Owned by one reader. */
final class StretchBytes implements ByteSource {
    private final BackwardFiles files;
    private final long from;
    private final long to;
    private final Runnable onLoss;
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
    public int read(byte[] into, int at, int length) throws IOException {
        int wanted = (int) Math.min(length, to - position);
        if (wanted <= 0) {
            return -1;
        }
        if (!files.read(position, into, at, wanted)) {
            onLoss.run();
            position = to;
            return -1;
        }
        position += wanted;
        return wanted;
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
