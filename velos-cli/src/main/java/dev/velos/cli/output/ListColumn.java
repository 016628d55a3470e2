package dev.velos.cli.output;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import java.util.ArrayList;
import java.util.List;

/** The columns of {@code velos list}, in their order: how each is laid out and what it shows of an instance. */
enum ListColumn {
    ID("id", Column.Align.RIGHT, 7, Column.WHOLE),
    NAME("name", Column.Align.LEFT, 9, 8),
    STATUS("status", Column.Align.LEFT, 8, Column.WHOLE),
    PID("pid", Column.Align.RIGHT, 6, Column.WHOLE),
    CPU("cpu", Column.Align.RIGHT, 4, Column.WHOLE),
    MEMORY("memory", Column.Align.RIGHT, 5, Column.WHOLE),
    UPTIME("uptime", Column.Align.RIGHT, 3, Column.WHOLE),
    RESTARTS("restarts", Column.Align.RIGHT, 2, Column.WHOLE),
    REASON("reason", Column.Align.LEFT, 1, 8);

    private static final String NOTHING = "-";
    private static final String UNHEALTHY = "unhealthy";

    private final String title;
    private final Column.Align align;
    private final int keep;
    private final int least;

    ListColumn(String title, Column.Align align, int keep, int least) {
        this.title = title;
        this.align = align;
        this.keep = keep;
        this.least = least;
    }

    Column of(List<ProcessSnapshot> processes) {
        List<String> texts = new ArrayList<>(processes.size());
        List<Style> styles = new ArrayList<>(processes.size());
        for (ProcessSnapshot process : processes) {
            texts.add(DisplayWidth.oneLine(text(process)));
            styles.add(style(process));
        }
        return new Column(title, align, keep, least, texts, styles);
    }

    private String text(ProcessSnapshot process) {
        return switch (this) {
            case ID -> Long.toString(process.id());
            case NAME -> process.displayName();
            case STATUS ->
                process.condition().isUnhealthy() ? UNHEALTHY : process.status().wire();
            case PID -> process.pid().isPresent() ? Long.toString(process.pid().getAsLong()) : NOTHING;
            case CPU -> process.status().isAlive() ? Amounts.percent(process.cpu()) : NOTHING;
            case MEMORY -> process.status().isAlive() ? Amounts.bytes(process.memory()) : NOTHING;
            case UPTIME -> process.status().isAlive() ? Amounts.duration(process.uptimeMillis()) : NOTHING;
            case RESTARTS -> Long.toString(process.restarts());
            case REASON -> reason(process);
        };
    }

    private Style style(ProcessSnapshot process) {
        return switch (this) {
            case NAME -> Style.BOLD;
            case STATUS -> process.condition().isUnhealthy() ? Style.RED : Style.of(process.status());
            case RESTARTS -> process.restarts() > 0 ? Style.YELLOW : Style.PLAIN;
            case REASON -> process.droppedBytes() > 0 ? Style.RED : Style.DIM;
            case ID, PID, CPU, MEMORY, UPTIME -> Style.PLAIN;
        };
    }

    private static String reason(ProcessSnapshot process) {
        List<String> reasons = new ArrayList<>();
        if (process.droppedBytes() > 0) {
            reasons.add(Amounts.bytes(process.droppedBytes()) + " of logs lost, disk full");
        }
        if (process.condition().isUnhealthy()) {
            reasons.add(process.condition().problem());
        }
        if (!process.condition().awaits().isEmpty()) {
            reasons.add("waits for " + process.condition().awaits());
        }
        if (!process.reason().isEmpty()) {
            reasons.add(process.reason());
        }
        // What a job between two runs waits for.
        if (process.status() == ProcessStatus.WAITING && process.nextRunMillis().isPresent()) {
            reasons.add("next run "
                    + Timestamp.ofEpochMillis(process.nextRunMillis().getAsLong()));
        }
        return String.join("; ", reasons);
    }
}
