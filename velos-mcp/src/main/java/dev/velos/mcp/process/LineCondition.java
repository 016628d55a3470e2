package dev.velos.mcp.process;

import dev.velos.core.failure.Failure;
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
record LineCondition(LineMatcher matcher) {
    private static final Duration FRESH = Duration.ofMinutes(1);

    static LineCondition of(String pattern) {
        return new LineCondition(pattern(pattern).matcher());
    }

    /** The pattern; one that is none fails with the place where it goes wrong. */
    static LinePattern pattern(String text) {
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
    static LogFollower follower(List<ProcessSnapshot> processes, Instant now) throws IOException {
        LogFollower follower = new LogFollower(List.of());
        for (ProcessSnapshot process : processes) {
            Instant started = Instant.ofEpochMilli(process.startedAtMillis());
            boolean isFresh =
                    process.status().isAlive() && Duration.between(started, now).compareTo(FRESH) < 0;
            follower.add(
                    new LogSource(process.displayName(), "out", Path.of(process.outLog())), isFresh ? started : now);
            follower.add(
                    new LogSource(process.displayName(), "err", Path.of(process.errLog())), isFresh ? started : now);
        }
        return follower;
    }

    Optional<String> firstOf(List<LogLine> lines) {
        for (LogLine line : lines) {
            byte[] bytes = line.text().getBytes(StandardCharsets.UTF_8);
            if (matcher.matches(bytes, 0, bytes.length)) {
                return Optional.of(line.source().label() + ": " + line.text());
            }
        }
        return Optional.empty();
    }
}
