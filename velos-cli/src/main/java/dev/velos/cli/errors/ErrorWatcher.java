package dev.velos.cli.errors;

import dev.velos.client.VelosClient;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.LogAnalysis;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Notice;
import dev.velos.logs.event.LogSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the logs whose errors are watched when the daemon says that they have grown, and tells it of errors like none
 * before. It waits in between, and pauses for four times as long as it has worked, so that it never takes more than a
 * fifth of a processor. Owned by one thread.
 */
public final class ErrorWatcher {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final int REST_FACTOR = 4;

    /** So long after the last look an answer may have changed. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    /** What came longer ago while nobody looked is no news. */
    private static final Duration MISSED = Duration.ofMinutes(10);

    private final VelosClient daemon;
    private final KnownErrors known;
    private final ErrorTeller teller;
    private final Map<Path, WatchedLog> logs = new HashMap<>();
    private Set<String> processes = Set.of();
    private Instant lookedAt = Instant.EPOCH;
    private Instant savedAt = Instant.EPOCH;

    private ErrorWatcher(VelosClient daemon, KnownErrors known, ErrorTeller teller) {
        this.daemon = daemon;
        this.known = known;
        this.teller = teller;
    }

    /** Works until the daemon is gone. */
    public static void run(VelosClient daemon, ErrorTeller teller) throws IOException, InterruptedException {
        KnownErrors known = KnownErrors.open(daemon.home().knownErrors());
        ErrorWatcher watcher = new ErrorWatcher(daemon, known, teller);
        try {
            watcher.watch();
        } catch (VelosException e) {
            if (!VelosClient.isLoss(e)) {
                throw e;
            }
            known.save();
        } finally {
            watcher.logs.values().forEach(WatchedLog::close);
        }
    }

    private void watch() throws IOException, InterruptedException {
        daemon.followWatchedErrors();
        while (true) {
            long began = System.nanoTime();
            look();
            long nanos = (System.nanoTime() - began) * REST_FACTOR;
            Thread.sleep(Math.max(SHORTEST_PAUSE.toMillis(), nanos / 1_000_000));
            boolean isNews = namesUnknown(daemon.awaitNotices());
            lookedAt = isNews ? Instant.EPOCH : lookedAt;
        }
    }

    private boolean namesUnknown(List<Notice> notices) {
        for (Notice notice : notices) {
            for (Fields log : notice.body().list("logs")) {
                if (!logs.containsKey(Path.of(log.text("file")))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void look() throws IOException {
        Instant now = Instant.now();
        if (lookedAt.plus(LOOK_AGAIN).isBefore(now)) {
            lookedAt = now;
            takeUp(daemon.watchedErrors(), now);
        }
        long found = teller.found();
        for (WatchedLog log : logs.values()) {
            log.look(error -> teller.tell(log.process(), error));
        }
        known.seen(processes, now);
        if (teller.found() > found || savedAt.plus(LOOK_AGAIN).isBefore(now)) {
            known.save();
            savedAt = now;
        }
    }

    /** Those that the daemon names now, and no others. */
    private void takeUp(List<Fields> watched, Instant now) throws IOException {
        processes = new HashSet<>();
        Set<Path> current = new HashSet<>();
        for (Fields process : watched) {
            processes.add(process.text("name"));
            for (String stream : List.of("out", "err")) {
                LogSource source =
                        new LogSource(process.text("process"), stream, Path.of(process.text(stream + "_log")));
                current.add(source.file());
                takeUp(source, process, now);
            }
        }
        for (Path gone : Set.copyOf(logs.keySet())) {
            if (!current.contains(gone)) {
                logs.remove(gone).close();
            }
        }
    }

    private void takeUp(LogSource source, Fields process, Instant now) throws IOException {
        Fields analysis = process.fields("logs");
        WatchedLog before = logs.get(source.file());
        if (before != null && before.isLookedAtBy(analysis)) {
            return;
        }
        String name = process.text("name");
        Instant since =
                before == null ? known.seen(name).orElse(Instant.ofEpochMilli(process.integer("since_ms"))) : now;
        Instant missed = now.minus(MISSED);
        WatchedLog log = WatchedLog.open(
                source, analysis, known.of(name, LogAnalysis.of(analysis)), since.isBefore(missed) ? missed : since);
        logs.put(source.file(), log);
        if (before != null) {
            before.close();
        }
    }
}
