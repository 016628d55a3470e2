package dev.velos.logs.read;

import dev.velos.logs.event.LogSource;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The lines of one source from the last to the first, read in blocks from the end. Owned by one reader. Each line also
 * has a place in time among those of other sources: its own time, else that of the line after it.
 */
final class BackwardLines implements Closeable {
    private static final int BLOCK_BYTES = 16 << 10;

    private final LogSource source;
    private final BackwardFiles files;
    private final byte[] window = new byte[BLOCK_BYTES];
    private long windowFrom;
    private int windowLength;
    private long position;
    private boolean ended;
    private long orderMicros = Long.MAX_VALUE;

    BackwardLines(LogSource source, Optional<OpenLog> current, long size) {
        this.source = source;
        this.files = new BackwardFiles(source.file(), current, size);
    }

    /** The line before the one given last; a last line without line feed counts. Nothing at the beginning. */
    Optional<LogLine> previous() throws IOException {
        if (!load(position)) {
            return Optional.empty();
        }
        long end = endsInLineFeed() ? position - 1 : position;
        position = startOfLine(end);
        return ended ? Optional.empty() : line(position, end);
    }

    /** Steps over a last line that has no line feed yet, and gives its bytes and its time to the assembler. */
    void unfinishedInto(LineAssembler assembler) throws IOException {
        if (!load(position) || endsInLineFeed()) {
            return;
        }
        long end = position;
        position = startOfLine(end);
        byte[] head = ended ? new byte[0] : head(position, end);
        if (head.length > 0) {
            assembler.resume(head, end - position - head.length, files.timeAt(position));
        }
    }

    /** How many bytes before the end the lines begin that are not given yet. */
    long position() {
        return position;
    }

    /** Epoch microseconds by which the line given last is ordered among other sources. */
    long orderMicros() {
        return orderMicros;
    }

    private boolean endsInLineFeed() {
        return window[(int) (position - windowFrom) - 1] == '\n';
    }

    private long startOfLine(long end) throws IOException {
        long at = end;
        while (load(at)) {
            int i = (int) (at - windowFrom);
            while (i > 0 && window[i - 1] != '\n') {
                i--;
            }
            at = windowFrom + i;
            if (i > 0) {
                return at;
            }
        }
        return at;
    }

    /** Makes the window hold the byte before that position; false where there is none. */
    private boolean load(long at) throws IOException {
        if (at > windowFrom && at <= windowFrom + windowLength) {
            return true;
        }
        if (ended || at == files.begin() && !files.extend()) {
            return false;
        }
        windowFrom = Math.max(files.beginOfFileBefore(at), at - BLOCK_BYTES);
        windowLength = (int) (at - windowFrom);
        ended = !files.read(windowFrom, window, windowLength);
        return !ended;
    }

    private Optional<LogLine> line(long start, long end) throws IOException {
        Optional<Instant> time = files.timeAt(start);
        if (time.isPresent()) {
            orderMicros = Math.min(orderMicros, ArrivalOrder.micros(time.get()));
        }
        if (start >= windowFrom && end <= windowFrom + windowLength) {
            int from = (int) (start - windowFrom);
            return Optional.of(
                    new LogLine(source, time, Arrays.copyOfRange(window, from, from + (int) (end - start)), 0));
        }
        byte[] head = head(start, end);
        return ended ? Optional.empty() : Optional.of(new LogLine(source, time, head, end - start - head.length));
    }

    /** As much of a line as is kept; sets the end mark where the bytes are gone. */
    private byte[] head(long start, long end) throws IOException {
        byte[] head = new byte[(int) Math.min(LineText.MAX_BYTES, end - start)];
        ended = !files.read(start, head, head.length);
        return head;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
