package dev.velos.logs.query;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.pattern.InvalidPattern;
import dev.velos.logs.pattern.LineMatcher;
import dev.velos.logs.pattern.LinePattern;
import dev.velos.logs.read.LogFollower;
import dev.velos.logs.read.LogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks for a line that a pattern matches, in linear time. */
public record LineCondition(LineMatcher matcher) {
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** Looks for lines that the regular expression matches; one that is none fails as {@link #pattern} says. */
    public static LineCondition of(String pattern) {
        return new LineCondition(pattern(pattern).matcher());
    }

    /** The pattern; one that is none fails with the place where it goes wrong. */
    public static LinePattern pattern(String text) {
        try {
            return LinePattern.of(text, LinePattern.LetterCase.EXACT);
        } catch (InvalidPattern e) {
            throw Failure.invalidRequest(
                            "The regular expression is none: " + e.getMessage() + "\n" + e.shown(),
                            "Correct it; look-around and back-references are not known here.")
                    .asException();
        }
    }

    /**
     * Follows both streams of each. What a process has written since it was started a moment ago counts, too: whoever
     * starts it and then waits must not miss the line.
     */
    public static LogFollower follower(List<ProcessSnapshot> processes, Instant now) {
        LogFollower follower = new LogFollower(List.of());
        for (ProcessSnapshot process : processes) {
            Instant started = Instant.ofEpochMilli(process.startedAtMillis());
            boolean isFresh =
                    process.status().isAlive() && Duration.between(started, now).compareTo(FRESH) < 0;
            Instant since = isFresh ? started : now;
            try {
                follower.add(new LogSource(process.displayName(), "out", Path.of(process.outLog())), since);
                follower.add(new LogSource(process.displayName(), "err", Path.of(process.errLog())), since);
            } catch (IOException e) {
                follower.close();
                throw unreadable(e);
            }
        }
        return follower;
    }

    /** The first line of those that have come, behind its process. */
    public Optional<String> firstOf(LogFollower follower) {
        try {
            for (LogLine line : follower.poll()) {
                byte[] bytes = line.text().getBytes(StandardCharsets.UTF_8);
                if (matcher.matches(bytes, 0, bytes.length)) {
                    return Optional.of(line.source().label() + ": " + line.text());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static VelosException unreadable(IOException e) {
        return Failure.unavailable("A log cannot be read: " + e.getMessage() + ".", "Check who owns it.")
                .asException();
    }
}
