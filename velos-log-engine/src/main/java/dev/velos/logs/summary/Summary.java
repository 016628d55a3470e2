package dev.velos.logs.summary;

import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.event.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a log as a whole tells.
 *
 * @param events lines, those of a stack trace as one
 * @param levels how many events each level has; levels that none has are left out
 * @param patterns the most frequent first
 * @param incidents in the order of their start
 * @param from when the first event came; empty where no time is known
 * @param to when the last event came
 * @param header what the lines begin with, as {@code time level [thread] logger}
 */
public record Summary(
        long lines,
        long events,
        Map<Level, Long> levels,
        List<Pattern> patterns,
        List<Incident> incidents,
        Optional<ErrorEvent> lastError,
        Optional<Instant> from,
        Optional<Instant> to,
        List<String> header,
        Health health) {
    /**
     * An error as it was.
     *
     * @param time empty where it is not known
     * @param templateId of its template
     */
    public record ErrorEvent(Optional<Instant> time, String templateId, String text) {}

    /** The same, with the restarts of the processes in the period. */
    public Summary withRestarts(int restarts) {
        Health other = new Health(health.errorPatterns(), health.anomalies(), restarts);
        return new Summary(lines, events, levels, patterns, incidents, lastError, from, to, header, other);
    }

    /** Of a digest whose thread has ended; restarts are not known. */
    public static Summary of(Digest digest) {
        LogAnalysis analysis = digest.analysis();
        List<Pattern> patterns = Patterns.of(digest);
        List<Incident> incidents = analysis.has(LogAnalysis.Stage.ANOMALIES)
                ? Incidents.of(digest, patterns, analysis.anomalies())
                : List.of();
        int errorPatterns = (int) patterns.stream().filter(Pattern::isError).count();
        return new Summary(
                digest.lines(),
                digest.events(),
                levels(digest),
                patterns,
                incidents,
                lastError(digest),
                patterns.stream().flatMap(one -> one.first().stream()).min(Instant::compareTo),
                patterns.stream().flatMap(one -> one.last().stream()).max(Instant::compareTo),
                digest.header(),
                new Health(errorPatterns, incidents.size(), 0));
    }

    private static Map<Level, Long> levels(Digest digest) {
        Map<Level, Long> levels = new EnumMap<>(Level.class);
        for (int root = 0; root < digest.miner().size(); root++) {
            Tally tally = digest.tally(root);
            for (Level level : tally == null ? List.<Level>of() : List.of(Level.values())) {
                if (tally.count(level) > 0) {
                    levels.merge(level, tally.count(level), Long::sum);
                }
            }
        }
        return levels;
    }

    private static Optional<ErrorEvent> lastError(Digest digest) {
        LastError last = digest.lastError();
        if (!last.isThere()) {
            return Optional.empty();
        }
        return Optional.of(new ErrorEvent(
                Patterns.time(last.micros()),
                digest.miner().template(last.reference()).id(),
                new String(last.bytes(), StandardCharsets.UTF_8)));
    }
}
