package dev.velos.cli.output;

import dev.velos.core.event.Event;
import dev.velos.core.protocol.Fields;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Prints events, one on a line: when, of which process, what, and why. Owned by the thread that runs the command. */
public final class EventPrinter {
    private static final int LONGEST_PADDING = 24;
    private static final int KIND_WIDTH = 11;

    private static final List<String> GOOD = List.of("online", "completed");
    private static final List<String> BAD = List.of("errored", "killing");
    private static final List<String> NOTABLE =
            List.of("restarting", "restarted", "waiting", "exited", "health", "survivors");

    private final Screen screen;
    private final ZoneId zone = ZoneId.systemDefault();
    private int width;

    public EventPrinter(Screen screen) {
        this.screen = screen;
    }

    /** Prints those that have come since the last ones, at once, each on a line of its own. */
    public void printNext(List<Event> events) {
        for (Event event : events) {
            width = Math.max(width, Math.min(LONGEST_PADDING, event.process().length()));
        }
        for (Event event : events) {
            Answer.of(event::toFields)
                    .briefly(() -> brief(event))
                    .print(screen, () -> screen.out().line(text(event)));
        }
        screen.out().flush();
    }

    /** What counts of each, under the names of JSON. */
    public static List<Fields> brief(List<Event> events) {
        return events.stream().map(EventPrinter::brief).toList();
    }

    private static Fields brief(Event event) {
        return Fields.builder()
                .put("at_ms", event.atMillis())
                .put("process", event.process())
                .put("event", event.kind())
                .put("reason", event.text())
                .putOptional("pid", event.details().optionalInteger("pid"))
                .build();
    }

    private String text(Event event) {
        String process = event.process();
        String line = screen.paint(Style.DIM, Timestamp.toMillis(Instant.ofEpochMilli(event.atMillis()), zone))
                + "  " + screen.paint(Style.BOLD, process)
                + " ".repeat(Math.max(0, width - process.length()) + 2) + screen.paint(style(event), event.kind());
        String text = DisplayWidth.oneLine(event.text()) + facts(event);
        return text.isEmpty()
                ? line
                : line + " ".repeat(Math.max(1, KIND_WIDTH - event.kind().length())) + text;
    }

    private String facts(Event event) {
        if (!event.details().has("pid")) {
            return "";
        }
        String pid = "pid " + event.details().integer("pid");
        return (event.text().isEmpty() ? "" : "  ") + screen.paint(Style.DIM, pid);
    }

    private static Style style(Event event) {
        String kind = event.kind();
        if (GOOD.contains(kind)) {
            return Style.GREEN;
        }
        return BAD.contains(kind) ? Style.RED : NOTABLE.contains(kind) ? Style.YELLOW : Style.PLAIN;
    }
}
