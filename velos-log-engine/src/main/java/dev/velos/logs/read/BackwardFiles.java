package dev.velos.logs.read;

import dev.velos.logs.event.LogEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A log and its rotated files as one stream of bytes, opened from the young end as far as somebody reads. Owned by one
 * reader; the current file stays its opener's. Positions count back from the end, which is 0.
 */
final class BackwardFiles implements Closeable {
    /** One file of the stream and where it stands in it. */
    record Part(OpenLog log, long from, long to) {}

    private final Path file;
    private final List<Part> parts = new ArrayList<>();
    private final int ownedFrom;
    private int nextRotated = 1;

    /** @param size the end of the stream, in bytes of the current file */
    BackwardFiles(Path file, Optional<OpenLog> current, long size) {
        this.file = file;
        if (current.isPresent()) {
            parts.add(new Part(current.get(), -size, 0));
        }
        ownedFrom = parts.size();
    }

    /** The position of the first byte of the files that are open. */
    long begin() {
        return parts.isEmpty() ? 0 : parts.getLast().from;
    }

    /** Opens the next older file that holds anything; false where there is none. */
    boolean extend() throws IOException {
        long before = begin();
        while (begin() == before) {
            if (!add(OpenLog.openRotated(file, nextRotated++))) {
                return false;
            }
        }
        return true;
    }

    private boolean add(Optional<OpenLog> opened) throws IOException {
        if (opened.isEmpty()) {
            return false;
        }
        OpenLog log = opened.get();
        if (isOpen(log)) {
            log.close();
        } else {
            parts.add(new Part(log, begin() - log.size(), begin()));
        }
        return true;
    }

    /** A rotation while we open them shows us a file a second time, under its next name. */
    private boolean isOpen(OpenLog log) {
        for (Part part : parts) {
            if (part.log.isSameAs(log)) {
                return true;
            }
        }
        return false;
    }

    /** Where the file begins that holds the byte before that position. */
    long beginOfFileBefore(long position) {
        return partOf(position - 1).from;
    }

    /** Reads across files. False where bytes are gone, because a file was emptied meanwhile. */
    boolean read(long from, byte[] into, int length) throws IOException {
        return read(from, ByteBuffer.wrap(into, 0, length));
    }

    /** The same from the position of a buffer to its limit. */
    boolean read(long from, ByteBuffer into) throws IOException {
        int end = into.limit();
        long at = from;
        boolean isWhole = true;
        while (isWhole && into.position() < end) {
            Part part = partOf(at);
            int wanted = (int) Math.min(end - into.position(), part.to - at);
            into.limit(into.position() + wanted);
            isWhole = part.log.read(at - part.from, into) == wanted;
            at += wanted;
            into.limit(end);
        }
        return isWhole;
    }

    /** When the byte at that position arrived; nothing for the end itself. */
    Optional<Instant> timeAt(long position) throws IOException {
        if (position >= 0) {
            return Optional.empty();
        }
        Part part = partOf(position);
        return part.log.index().timeAt(position - part.from);
    }

    /** The same in epoch microseconds, {@link LogEvent#NO_TIME} for nothing. */
    long microsAt(long position) throws IOException {
        if (position >= 0) {
            return LogEvent.NO_TIME;
        }
        Part part = partOf(position);
        return part.log.index().microsAt(position - part.from);
    }

    /** The files that are open, the youngest first. */
    List<Part> parts() {
        return parts;
    }

    private Part partOf(long position) {
        for (Part part : parts) {
            if (position >= part.from && position < part.to) {
                return part;
            }
        }
        throw new IllegalArgumentException("no open file holds position " + position);
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts.subList(ownedFrom, parts.size())) {
            part.log.close();
        }
    }
}
