package dev.velos.cli.output;

import dev.velos.core.event.Event;
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
    private final boolean json;
    private final ZoneId zone = ZoneId.systemDefault();
    private int width;

    public EventPrinter(Screen screen, boolean json) {
        this.screen = screen;
        this.json = json;
    }

    /** Prints them at once. */
    public void print(List<Event> events) {
        for (Event event : events) {
            width = Math.max(width, Math.min(LONGEST_PADDING, event.process().length()));
        }
        for (Event event : events) {
            screen.out().line(json ? Json.object(event.toFields()) : text(event));
        }
        screen.out().flush();
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
