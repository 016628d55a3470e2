package dev.velos.logs.read;

import dev.velos.core.home.VelosHome;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Finds the files that came after one that a follower still reads, although they may be renamed meanwhile. Owned by
 * the follower for one search.
 */
final class RotatedSince {
    /** A rotation in progress leaves one number free for a moment. */
    private static final int GAPS = 1;

    /** A file that may be younger than the one read. */
    private record Candidate(OpenLog log, FileTime changed) {}

    private final Path path;
    private final Optional<OpenLog> read;
    private final Deque<Candidate> candidates = new ArrayDeque<>();
    private boolean readFound;

    private RotatedSince(Path path, Optional<OpenLog> read) {
        this.path = path;
        this.read = read;
    }

    /**
     * Adds the files younger than the one read, the oldest first, opened, up to the current one. False where the
     * current one is missing.
     *
     * <p>A file read that is not among the rotated ones any more was rotated out, or removed by somebody; then those
     * changed after {@code lastWritten}, its last change that was seen, are the younger ones.
     */
    static boolean find(Path path, Optional<OpenLog> read, FileTime lastWritten, Deque<OpenLog> successors)
            throws IOException {
        RotatedSince search = new RotatedSince(path, read);
        try {
            boolean there = search.collect();
            search.give(lastWritten, successors);
            return there && !successors.isEmpty();
        } finally {
            search.closeRest();
        }
    }

    /** The last change of a log, in the current file or the youngest rotated one. */
    static FileTime lastChange(Path path) throws IOException {
        for (Path file : new Path[] {path, VelosHome.rotated(path, 1)}) {
            try {
                return OpenLog.attributes(file).lastModifiedTime();
            } catch (NoSuchFileException e) {
                // the next one, then
            }
        }
        return FileTime.fromMillis(Long.MIN_VALUE);
    }

    /** From the current file back to the one read, or to the last that there is. */
    private boolean collect() throws IOException {
        if (!look(OpenLog.open(path))) {
            return false;
        }
        int gaps = 0;
        for (int n = 1; !readFound && gaps <= GAPS; n++) {
            if (!look(OpenLog.openRotated(path, n))) {
                gaps++;
            }
        }
        return true;
    }

    private boolean look(Optional<OpenLog> opened) throws IOException {
        if (opened.isEmpty()) {
            return false;
        }
        OpenLog log = opened.get();
        if (read.isPresent() && read.get().isSameAs(log)) {
            readFound = true;
            log.close();
        } else {
            add(new Candidate(log, log.lastChange()));
        }
        return true;
    }

    /** A rotation meanwhile shows files again under later names; those before a known one are then too young for now. */
    private void add(Candidate candidate) throws IOException {
        if (candidates.stream().anyMatch(it -> it.log.isSameAs(candidate.log))) {
            while (!candidates.getLast().log.isSameAs(candidate.log)) {
                candidates.removeLast().log.close();
            }
            candidate.log.close();
        } else {
            candidates.addLast(candidate);
        }
    }

    private void give(FileTime lastWritten, Deque<OpenLog> successors) throws IOException {
        while (!candidates.isEmpty()) {
            Candidate oldest = candidates.removeLast();
            boolean isCurrent = candidates.isEmpty();
            if (readFound || isCurrent || oldest.changed.compareTo(lastWritten) > 0) {
                successors.addLast(oldest.log);
            } else {
                oldest.log.close();
            }
        }
    }

    private void closeRest() throws IOException {
        OpenFiles rest = new OpenFiles();
        candidates.forEach(it -> rest.add(it.log));
        rest.close();
    }
}
