package dev.velos.daemon.errors;

import dev.velos.core.protocol.Fields;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Of which processes new error patterns are to be told. Who finds them is a {@link Sentinel}, a program of its own that
 * runs while there is such a process; no text of a log passes through here. Owned by the loop.
 */
public final class ErrorWatch implements Supervisor.Observer {
    private final EventLoop loop;
    private final Sentinel sentinel;
    private final Map<Long, Watched> watched = new HashMap<>();
    private Optional<Set<Path>> logs = Optional.empty();
    private boolean byDefault;

    /** @param sinceMillis when its errors began to be watched */
    private record Watched(ManagedProcess process, long sinceMillis) {
        Fields toFields() {
            return Fields.builder()
                    .put("process", process.displayName())
                    .put("name", process.spec().name().value())
                    .put("out_log", process.capture().outLog().toString())
                    .put("err_log", process.capture().errLog().toString())
                    .put("since_ms", sinceMillis)
                    .put("logs", process.latestSpec().analysis().toFields())
                    .build();
        }
    }

    /** @param byDefault whether processes are watched that do not say it themselves */
    public ErrorWatch(EventLoop loop, Sentinel sentinel, boolean byDefault) {
        this.loop = loop;
        this.sentinel = sentinel;
        this.byDefault = byDefault;
    }

    /** The settings have changed; {@link #changed} is to be called for each process then. */
    public void byDefault(boolean on) {
        byDefault = on;
    }

    @Override
    public void changed(ManagedProcess process) {
        if (process.isBeside()) {
            return; // it writes into the same logs as the one in the table
        }
        logs = Optional.empty();
        if (process.latestSpec().analysis().watchErrors().orElse(byDefault)) {
            Watched known = watched.get(process.id());
            long since = known == null ? loop.clock().epochMicros() / 1_000 : known.sinceMillis;
            watched.put(process.id(), new Watched(process, since));
        } else {
            watched.remove(process.id());
        }
        sentinel.wanted(!watched.isEmpty());
    }

    @Override
    public void removed(ManagedProcess process) {
        if (!process.isBeside()) {
            logs = Optional.empty();
            watched.remove(process.id());
            sentinel.wanted(!watched.isEmpty());
        }
    }

    @Override
    public void ended(long pid) {
        sentinel.ended(pid);
    }

    /** Whether a process whose errors are watched writes that log. */
    public boolean includes(Path log) {
        if (logs.isEmpty()) {
            logs = Optional.of(allLogs());
        }
        return logs.get().contains(log);
    }

    private Set<Path> allLogs() {
        Set<Path> all = new HashSet<>();
        for (Watched one : watched.values()) {
            all.add(one.process.capture().outLog());
            all.add(one.process.capture().errLog());
        }
        return all;
    }

    /** Those processes, as {@link dev.velos.core.protocol.Commands#ERRORS_WATCHED} tells of them. */
    public List<Fields> processes() {
        return watched.values().stream().map(Watched::toFields).toList();
    }

    public void close() {
        sentinel.wanted(false);
    }
}
