package dev.velos.mcp.news;

import dev.velos.core.event.Event;
import dev.velos.core.event.EventKind;
import dev.velos.core.process.SecretText;
import dev.velos.core.protocol.Fields;
import dev.velos.mcp.rpc.LogLevel;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Events as lines for a client's log: an end that nobody asked for, and an error unlike those before, is an error, a process
 * that is given up is critical.
 * Owned by the thread that watches.
 */
final class Notes {
    private static final Set<String> TOLD_TO_END = wires(EventKind.STOPPING, EventKind.RESTARTING, EventKind.KILLING);
    private static final Set<String> BAD = wires(EventKind.KILLING, EventKind.SURVIVORS);

    private final Set<String> ending = new HashSet<>();

    News.Note of(Event event) {
        Fields.Builder data = Fields.builder();
        if (!event.process().isEmpty()) {
            data.put("process", event.process());
        }
        data.put("event", event.kind())
                .put("text", SecretText.masked(event.text()))
                .put("at", Instant.ofEpochMilli(event.atMillis()).toString());
        return new News.Note(levelOf(event), data.build());
    }

    private LogLevel levelOf(Event event) {
        String kind = event.kind();
        if (TOLD_TO_END.contains(kind)) {
            ending.add(event.process());
        } else if (kind.equals(EventKind.EXITED.wire())) {
            boolean wasAsked = ending.remove(event.process());
            return wasAsked || event.text().startsWith("exit 0") ? LogLevel.INFO : LogLevel.ERROR;
        }
        if (kind.equals(EventKind.ERRORED.wire()) || kind.equals(EventKind.NEW_ERROR.wire()) && isFatal(event)) {
            return LogLevel.CRITICAL;
        }
        if (kind.equals(EventKind.NEW_ERROR.wire())) {
            return LogLevel.ERROR;
        }
        boolean isUnwell = kind.equals(EventKind.HEALTH.wire()) && event.text().contains("unhealthy");
        return isUnwell || BAD.contains(kind) ? LogLevel.WARNING : LogLevel.INFO;
    }

    private static boolean isFatal(Event event) {
        return event.details().optionalText("level").filter("fatal"::equals).isPresent();
    }

    private static Set<String> wires(EventKind... kinds) {
        Set<String> wires = new HashSet<>();
        for (EventKind kind : kinds) {
            wires.add(kind.wire());
        }
        return Set.copyOf(wires);
    }
}
