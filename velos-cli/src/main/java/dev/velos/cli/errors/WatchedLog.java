package dev.velos.cli.errors;

import dev.velos.core.process.LogAnalysis;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.live.NewError;
import dev.velos.logs.live.NewErrors;
import dev.velos.logs.read.LogFollower;
import dev.velos.logs.read.LogLine;
import dev.velos.logs.template.KnownPatterns;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/** One log in which errors are looked for as it grows. Mutable, owned by one thread. */
final class WatchedLog implements AutoCloseable {
    /** Of what came before somebody looked, no more than this is looked at. */
    static final long MAX_MISSED_BYTES = 4 << 20;

    /** What comes faster than some polls can read it, of 4 MiB at most each, is left out. */
    private static final int MOST_POLLS = 2;

    private final LogSource source;
    private final Fields analysis;
    private final NewErrors errors;
    private LogFollower follower;

    private WatchedLog(LogSource source, Fields analysis, KnownPatterns known) {
        this.source = source;
        this.analysis = analysis;
        ZoneId zone = ZoneId.systemDefault();
        errors = new NewErrors(zone, LocalDate.now(zone), LogAnalysis.of(analysis), known);
        follower = new LogFollower(List.of());
    }

    /** From what arrived at that time on. */
    static WatchedLog open(LogSource source, Fields analysis, KnownPatterns known, Instant since) throws IOException {
        WatchedLog log = new WatchedLog(source, analysis, known);
        log.follower.add(source, since, MAX_MISSED_BYTES);
        return log;
    }

    /** Whether it is looked at in that way. */
    boolean isLookedAtBy(Fields other) {
        return analysis.equals(other);
    }

    /** As {@code api:1}. */
    String process() {
        return source.label();
    }

    /** Looks at what has come. */
    void look(Consumer<NewError> found) throws IOException {
        int polls = 0;
        for (List<LogLine> lines = follower.poll(); !lines.isEmpty(); lines = follower.poll()) {
            if (polls++ == MOST_POLLS) {
                follower.close();
                follower = new LogFollower(List.of(source));
                return;
            }
            lines.forEach(line -> errors.accept(line.event()).ifPresent(found));
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
