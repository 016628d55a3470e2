package dev.velos.logs.read;

import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.TimeOf;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One source as a follower reads it: the file it stands in, and the younger ones that it knows of. */
final class FollowedLog implements Closeable {
    private final LogSource source;
    private final LineAssembler assembler;
    private final Deque<OpenLog> successors = new ArrayDeque<>();
    private OpenLog file;
    private long position;
    private long historyEnd;
    private FileTime lastWritten;

    /** Stands at the present end of the log. */
    FollowedLog(LogSource source) throws IOException {
        this.source = source;
        assembler = new LineAssembler(source);
        file = OpenLog.open(source.file()).orElse(null);
        position = file == null ? 0 : file.size();
        lastWritten = RotatedSince.lastChange(source.file());
    }

    /** The lines before this one's position, its unfinished line being taken over by this one. Closed by the caller. */
    BackwardLines before() throws IOException {
        BackwardLines lines = new BackwardLines(source, Optional.ofNullable(file), position);
        try {
            lines.unfinishedInto(assembler);
            historyEnd = position + lines.position();
            return lines;
        } catch (IOException e) {
            lines.close();
            throw e;
        }
    }

    /** The whole lines before those that are given, once {@link #before} was called. It is closed before anything is read on. */
    OpenSource history(Optional<TimeOf> times, Consumer<String> notes) {
        return OpenSource.borrowing(source, Optional.ofNullable(file), historyEnd, times, notes);
    }

    LogSource source() {
        return source;
    }

    /** Adds what is new, up to a budget in bytes once there is a line. */
    void poll(byte[] buffer, long budget, List<LogLine> lines) throws IOException {
        long left = budget;
        do {
            left -= readOn(buffer, left, lines);
        } while ((left > 0 || lines.isEmpty()) && advance());
    }

    Optional<LogLine> drain() {
        return assembler.drain();
    }

    /** Reads the file to its end, or past the budget once there is a line; returns the bytes read. */
    private long readOn(byte[] buffer, long budget, List<LogLine> lines) throws IOException {
        if (file == null) {
            return 0;
        }
        file.index().openIfThere();
        long total = 0;
        int read = file.read(position, buffer, 0, buffer.length);
        while (read > 0) {
            assembler.feed(buffer, read, position, file.index(), lines);
            position += read;
            total += read;
            boolean more = total < budget || lines.isEmpty();
            read = more ? file.read(position, buffer, 0, buffer.length) : 0;
        }
        return total;
    }

    /** At the end of the file: goes on to the next one, if there is one, or to the beginning if it was emptied. */
    private boolean advance() throws IOException {
        if (!successors.isEmpty()) {
            moveTo(successors.removeFirst());
            return true;
        }
        Optional<BasicFileAttributes> current = currentAttributes();
        if (current.isEmpty()) {
            return false;
        }
        if (file == null || !file.key().equals(current.get().fileKey())) {
            // bytes may have come between our last read and the rename, so this file is read once more before the next
            return RotatedSince.find(source.file(), Optional.ofNullable(file), lastWritten, successors);
        }
        lastWritten = current.get().lastModifiedTime();
        return wasEmptied(current.get().size());
    }

    private boolean wasEmptied(long size) {
        if (size >= position) {
            return false;
        }
        position = 0;
        assembler.reset();
        file.index().reset();
        return true;
    }

    private Optional<BasicFileAttributes> currentAttributes() throws IOException {
        Path path = source.file();
        try {
            return Optional.of(OpenLog.attributes(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void moveTo(OpenLog next) throws IOException {
        if (file != null) {
            file.close();
        }
        file = next;
        position = 0;
    }

    @Override
    public void close() throws IOException {
        OpenFiles open = new OpenFiles();
        successors.forEach(open::add);
        if (file != null) {
            open.add(file);
        }
        open.close();
    }
}
