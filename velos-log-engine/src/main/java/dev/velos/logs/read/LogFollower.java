package dev.velos.logs.read;

import dev.velos.core.failure.VelosException;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.TimeOf;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives the lines that logs get, across rotations. Owned by the thread that polls; it waits for nothing and is to be
 * polled when something grew, or may have.
 *
 * <p>Files are followed as themselves, not by their names: one that was rotated is read to its end before the next.
 * A log that was emptied is read from its beginning again (seen by its size, so not where it grew beyond the old end
 * before the next poll). Where more files were rotated out between two polls than are kept, their lines are missing.
 */
public final class LogFollower implements AutoCloseable, SourceOpener {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long POLL_BYTES = 4L << 20;

    private final OpenFiles files = new OpenFiles();
    private final List<FollowedLog> logs = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private List<LogLine> backlog = List.of();

    /**
     * Stands at the present end of the logs; a line that is not complete yet will be given whole.
     *
     * @throws VelosException unavailable, where a file is there and cannot be read
     */
    public LogFollower(List<LogSource> sources) {
        this(sources, 0);
    }

    /** The same, where the first poll also gives the last {@code lines} whole lines before the present end. */
    public LogFollower(List<LogSource> sources, int lines) {
        try {
            open(sources, lines);
        } catch (IOException e) {
            close();
            throw LogTail.unreadable(e);
        }
    }

    private void open(List<LogSource> sources, int lines) throws IOException {
        try (OpenFiles passing = new OpenFiles()) {
            List<BackwardLines> before = new ArrayList<>(sources.size());
            for (LogSource source : sources) {
                FollowedLog log = files.add(new FollowedLog(source));
                logs.add(log);
                before.add(passing.add(log.before()));
            }
            backlog = ArrivalOrder.last(before, lines);
        }
    }

    /** What the log held when it began to be followed, up to the first line that will be given. */
    @Override
    public OpenSource open(LogSource source, Optional<TimeOf> times, Consumer<String> notes) {
        for (FollowedLog log : logs) {
            if (log.source().equals(source)) {
                return log.history(times, notes);
            }
        }
        throw new IllegalArgumentException("nobody follows " + source);
    }

    /** Follows one more log, from the first line on that arrived at that time or later. */
    public void add(LogSource source, Instant since) throws IOException {
        add(source, since, Long.MAX_VALUE);
    }

    /** The same, where no more than that many bytes of earlier lines are given, the last ones. */
    public void add(LogSource source, Instant since, long maxBytes) throws IOException {
        FollowedLog log = files.add(new FollowedLog(source));
        logs.add(log);
        try (BackwardLines before = log.before()) {
            List<LogLine> lines = new ArrayList<>(backlog);
            lines.addAll(ArrivalOrder.since(before, since, maxBytes));
            backlog = lines;
        }
    }

    /**
     * The whole lines since the last poll, or since the start, in the order of their arrival. An empty list means that
     * there are no more for now; where there is very much, one poll gives some megabytes.
     */
    public List<LogLine> poll() throws IOException {
        if (!backlog.isEmpty()) {
            List<LogLine> lines = backlog;
            backlog = List.of();
            return lines;
        }
        List<List<LogLine>> grown = new ArrayList<>(logs.size());
        for (FollowedLog log : logs) {
            List<LogLine> lines = new ArrayList<>();
            log.poll(buffer, POLL_BYTES / logs.size(), lines);
            grown.add(lines);
        }
        return ArrivalOrder.merge(grown);
    }

    /** Everything that is left, and at last the lines that are not complete, as far as they came. */
    public List<LogLine> drain() throws IOException {
        List<LogLine> all = new ArrayList<>();
        for (List<LogLine> lines = poll(); !lines.isEmpty(); lines = poll()) {
            all.addAll(lines);
        }
        for (FollowedLog log : logs) {
            log.drain().ifPresent(all::add);
        }
        return all;
    }

    /** Lines that are not complete are dropped; {@link #drain()} first where they matter. */
    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw LogTail.unreadable(e);
        }
    }
}
