package dev.velos.cli;

import dev.velos.core.process.Condition;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Snapshots for tests. */
public final class Snapshots {
    private Snapshots() {}

    public static ProcessSnapshot of(long id, String name, ProcessStatus status, String reason) {
        return new ProcessSnapshot(
                id,
                name,
                Optional.empty(),
                0,
                1,
                status.isAlive() ? OptionalLong.of(4000 + id) : OptionalLong.empty(),
                status,
                status.isAlive() ? 12.34 : 0,
                status.isAlive() ? 52_428_800 : 0,
                status.isAlive() ? 185_000 : 0,
                id,
                reason,
                1,
                false,
                0,
                Condition.NONE,
                "/srv/" + name + ".js",
                List.of("--port", "80"),
                "/srv",
                Optional.empty(),
                "/logs/" + name + "-out.log",
                "/logs/" + name + "-err.log",
                1_700_000_000_000L,
                OptionalLong.empty(),
                Map.of(),
                Optional.empty());
    }

    public static ProcessSnapshot online(long id, String name) {
        return of(id, name, ProcessStatus.ONLINE, "");
    }

    /** The result of a list. */
    public static Fields reply(ProcessSnapshot... processes) {
        return Fields.builder()
                .putList(
                        "processes",
                        List.of(processes).stream()
                                .map(ProcessSnapshot::toFields)
                                .toList())
                .build();
    }
}
