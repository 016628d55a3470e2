package dev.velos.cli.output;

import dev.velos.core.protocol.Fields;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.read.LogLine;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints log lines, each behind whatever is needed to tell where it comes from: {@code api | text} for stdout,
 * {@code api ! text} for stderr. Owned by the thread that runs the command.
 */
public final class LogPrinter {
    /** What stands before the text of a line, or whether it becomes JSON. */
    public enum Form {
        TEXT,
        TIMESTAMPS,
        JSON
    }

    /** Labels line up to this width; a longer one pushes its own lines only. */
    private static final int LONGEST_PADDING = 24;

    private final Screen screen;
    private final Form form;
    private final List<String> labels = new ArrayList<>();
    private int sources;
    private int labelWidth;
    private final ZoneId zone = ZoneId.systemDefault();

    /** @param sources all that lines will come from, for now: where there is only one, lines need no label */
    public LogPrinter(Screen screen, Form form, List<LogSource> sources) {
        this.screen = screen;
        this.form = form;
        for (LogSource source : sources) {
            add(source);
        }
    }

    /** Lines will come from this source as well. */
    public void add(LogSource source) {
        sources++;
        if (!labels.contains(source.label())) {
            labels.add(source.label());
            labelWidth = Math.max(labelWidth, Math.min(LONGEST_PADDING, DisplayWidth.of(source.label())));
        }
    }

    /** Prints the lines at once. */
    public void print(List<LogLine> lines) {
        for (LogLine line : lines) {
            if (form == Form.JSON) {
                screen.out().line(Json.object(fields(line)));
            } else {
                printText(line);
            }
        }
        screen.out().flush();
    }

    private static Fields fields(LogLine line) {
        Fields.Builder builder =
                Fields.builder().put("process", line.source().label()).put("stream", line.source().stream());
        line.time().ifPresent(time -> builder.put("time_ms", time.toEpochMilli()));
        return builder.put("text", line.text()).build();
    }

    private void printText(LogLine line) {
        if (form == Form.TIMESTAMPS) {
            String time = line.time().map(it -> Timestamp.toMillis(it, zone)).orElse(" ".repeat(23));
            screen.out().print(screen.paint(Style.DIM, time)).print(" ");
        }
        if (sources > 1) {
            screen.out().print(prefix(line.source()));
        }
        screen.out().line(line.text());
    }

    private String prefix(LogSource source) {
        String label = source.label();
        String padding = " ".repeat(Math.max(0, labelWidth - DisplayWidth.of(label)) + 1);
        boolean isError = source.stream().equals("err");
        Style style = Style.ofLabel(labels.indexOf(label));
        return screen.paint(style, label) + padding
                + (isError ? screen.paint(Style.RED, "!") : screen.paint(Style.DIM, "|")) + " ";
    }
}
