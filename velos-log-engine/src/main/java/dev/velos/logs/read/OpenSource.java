package dev.velos.logs.read;

import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.TimeOf;
import dev.velos.logs.pattern.LinePattern;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A log with its rotated files as it was when it was opened, in which positions are looked up without reading what lies
 * between. Positions are bytes before its end, which is 0; rotated files are opened as far back as somebody asks. Owned
 * by one reader.
 */
public final class OpenSource implements Closeable {
    /** Which files belong to a log. */
    public enum Generations {
        CURRENT,
        ALL
    }

    private static final int BLOCK_BYTES = 64 << 10;
    private static final int MOST_BLOCK_BYTES = 1 << 20;

    /** A stretch that is worth a thread. */
    private static final long LONG_BYTES = 8 << 20;

    private final LogSource source;
    private final Optional<OpenLog> current;
    private final OpenFiles owned;
    private final BackwardFiles files;
    private final Generations generations;
    private final Optional<TimeOf> times;
    private final Consumer<String> notes;

    private OpenSource(
            LogSource source,
            Optional<OpenLog> current,
            OpenFiles owned,
            long size,
            Generations generations,
            Optional<TimeOf> times,
            Consumer<String> notes) {
        this.owned = owned;
        this.source = source;
        this.current = current;
        this.generations = generations;
        this.times = times;
        this.notes = notes;
        files = new BackwardFiles(source.file(), current, size);
    }

    /**
     * Opens what is there; a log of which nothing is there is empty.
     *
     * @param times tells the time of lines of which nobody noted when they arrived
     * @param notes is told what somebody who reads the result should know, such as that a time index is missing
     */
    public static OpenSource open(
            LogSource source, Generations generations, Optional<TimeOf> times, Consumer<String> notes)
            throws IOException {
        Optional<OpenLog> current =
                generations == Generations.ALL ? OpenLog.open(source.file()) : OpenLog.openAny(source.file());
        OpenFiles owned = new OpenFiles();
        current.ifPresent(owned::add);
        long size = current.isEmpty() ? 0 : current.get().size();
        return new OpenSource(source, current, owned, size, generations, times, notes);
    }

    /** One whose current file somebody else closes. */
    static OpenSource borrowing(
            LogSource source, Optional<OpenLog> current, long size, Optional<TimeOf> times, Consumer<String> notes) {
        return new OpenSource(source, current, new OpenFiles(), size, Generations.ALL, times, notes);
    }

    public LogSource source() {
        return source;
    }

    /** The position of the first byte of all; opens every file. */
    public long begin() throws IOException {
        while (extend()) {
            continue;
        }
        return files.begin();
    }

    private boolean extend() throws IOException {
        return generations == Generations.ALL && files.extend();
    }

    /** Where the first line begins that arrived at that time or later, in epoch microseconds; where nobody knows, at the first. */
    public long whereSince(long micros) throws IOException {
        for (int i = 0; i < files.parts().size() || extend(); i++) {
            BackwardFiles.Part part = files.parts().get(i);
            long offset = offsetSince(part, micros).orElse(0L);
            if (offset > 0) {
                return lineStartAtOrBehind(part.from() + offset);
            }
        }
        return files.begin();
    }

    /** Where the first line begins that arrived later than that; where nobody knows, the end. */
    public long whereBehind(long micros) throws IOException {
        for (int i = 0; i < files.parts().size() || extend(); i++) {
            BackwardFiles.Part part = files.parts().get(i);
            long offset = offsetSince(part, Math.max(micros, micros + 1)).orElse(part.to() - part.from());
            if (offset > 0) {
                return lineStartAtOrBehind(part.from() + offset);
            }
        }
        return files.begin();
    }

    /** Nothing where nobody knows. */
    private Optional<Long> offsetSince(BackwardFiles.Part part, long micros) throws IOException {
        long size = part.to() - part.from();
        if (part.log().index().isSound(size)) {
            return Optional.of(part.log().index().offsetSince(micros, size));
        }
        Optional<Long> written = times.isEmpty()
                ? Optional.empty()
                : new WrittenTimes(this, times.get()).whereSince(part.from(), part.to(), micros);
        if (written.isEmpty() && size > 0) {
            notes.accept("When the lines of " + part.log().path() + " came is not known: it has no sound time index,"
                    + " and no times are written in it. None of them is left out.");
        }
        return written.map(it -> it - part.from());
    }

    /** The position itself where a line begins there, else where the next one does. */
    long lineStartAtOrBehind(long position) throws IOException {
        if (position <= files.begin() && !extend() || position >= 0) {
            return Math.min(position, 0);
        }
        byte[] block = new byte[BLOCK_BYTES];
        long at = position - 1; // where the byte before it is a line feed, it begins a line
        while (at < 0) {
            int length = (int) Math.min(block.length, -at);
            if (!files.read(at, block, length)) {
                return 0;
            }
            int end = LineEnds.next(block, 0, length);
            if (end >= 0) {
                return at + end + 1;
            }
            at += length;
        }
        return 0;
    }

    /** Where something begins that so many events of it follow. */
    public record Tail(long position, long events) {}

    /** The last lines before a position, but none before {@code since}; a last one without line feed counts. */
    public Tail last(long lines, Optional<Long> since, long end) throws IOException {
        long left = lines;
        long at = end;
        int size = BLOCK_BYTES;
        byte[] block = new byte[BLOCK_BYTES];
        while (left > 0 && hasBefore(at, since)) {
            int length = (int) Math.min(size, at - lowest(since));
            block = block.length < length ? new byte[length] : block;
            if (!files.read(at - length, block, length)) {
                return new Tail(at, lines - left);
            }
            int stop = at == end && block[length - 1] == '\n' ? length - 1 : length;
            for (int i = LineEnds.last(block, 0, stop); i >= 0; i = LineEnds.last(block, 0, i)) {
                if (--left == 0) {
                    return new Tail(at - length + i + 1, lines);
                }
            }
            at -= length;
            size = Math.min(4 * size, MOST_BLOCK_BYTES);
        }
        boolean anyFirst = left > 0 && at < end;
        return new Tail(at, lines - left + (anyFirst ? 1 : 0));
    }

    /** Whether there is anything before a position, and not before {@code since}. */
    public boolean hasBefore(long at, Optional<Long> since) throws IOException {
        return since.isPresent() ? at > since.get() : at > files.begin() || extend();
    }

    private long lowest(Optional<Long> since) {
        return since.isPresent() ? since.get() : files.begin();
    }

    /**
     * A position about so many bytes before another one, but where an event begins, and not before {@code since} or the
     * first byte.
     */
    public long eventBefore(long position, long bytes, Optional<Long> since, Folding folding) throws IOException {
        while (since.isEmpty() && position - bytes < files.begin() && extend()) {
            continue;
        }
        if (position - bytes <= lowest(since)) {
            return lowest(since);
        }
        long line = lineStartAtOrBehind(position - bytes);
        return Math.min(position, folding == Folding.LINES ? line : eventStartAtOrBehind(line));
    }

    /** The first line from there on that shows nothing of an event before it, or some line where none does. */
    private long eventStartAtOrBehind(long line) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        int length = (int) Math.min(block.length, -line);
        if (!files.read(line, block, length)) {
            return line;
        }
        int previous = 0;
        for (int start = LineEnds.next(block, 0, length) + 1;
                start > 0;
                start = LineEnds.next(block, start, length) + 1) {
            int end = LineEnds.next(block, start, length);
            if (end < 0) {
                break;
            }
            if (!TraceFolder.mayBeWithin(block, previous, start, end)) {
                return line + start;
            }
            previous = start;
        }
        return line;
    }

    /** When the byte at a position arrived; {@link LogEvent#NO_TIME} where nobody noted it. */
    public long arrivalMicros(long position) throws IOException {
        return files.microsAt(position);
    }

    /** Who reads the bytes of a stretch. */
    public enum Reading {
        IN_TURN,
        /** A thread of its own, where the stretch is long. */
        AHEAD
    }

    /** The events between two positions, read in turn. */
    public EventReader events(long from, long to, Folding folding, Optional<LinePattern> search) {
        return events(from, to, folding, search, Reading.IN_TURN);
    }

    /**
     * The events between two positions.
     *
     * @param search where only those of which a line matches are wanted
     */
    public EventReader events(long from, long to, Folding folding, Optional<LinePattern> search, Reading reading) {
        Runnable onLoss =
                () -> notes.accept(source.file() + " was emptied while it was read; what was left of it is shown.");
        SharedSource bytes = new StretchBytes(files, from, to, onLoss);
        boolean ahead = reading == Reading.AHEAD && to - from >= LONG_BYTES;
        return new EventReader(
                source,
                ahead ? new ReadAhead(bytes, to - from, search.map(it -> it::matcher)) : bytes,
                folding,
                search);
    }

    /** Whether the first bytes hold a NUL, as those of no text do. */
    public boolean looksBinary() throws IOException {
        if (current.isEmpty()) {
            return false;
        }
        byte[] head = new byte[512];
        int length = current.get().read(0, head, 0, head.length);
        for (int i = 0; i < length; i++) {
            if (head[i] == 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        try (files) {
            owned.close();
        }
    }
}
