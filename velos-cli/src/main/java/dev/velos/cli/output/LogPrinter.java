package dev.velos.cli.output;

import dev.velos.core.protocol.Fields;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.query.Hit;
import dev.velos.logs.read.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints log lines, each behind whatever is needed to tell where it comes from: {@code api | text} for stdout,
 * {@code api ! text} for stderr. Owned by the thread that runs the command.
 */
public final class LogPrinter implements Sink<Hit> {
    /** What stands before the text of a line, or whether it becomes JSON, or is given as it was written. */
    public enum Form {
        TEXT,
        TIMESTAMPS,
        JSON,
        RAW
    }

    /** Labels line up to this width; a longer one pushes its own lines only. */
    private static final int LONGEST_PADDING = 24;

    private static final byte[] LINE_FEED = {'\n'};

    private final Screen screen;
    private final Form form;
    private final List<String> labels = new ArrayList<>();
    private int sources;
    private int labelWidth;

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
            print(line.event(), Level.NONE, Hit.Role.MATCH);
        }
        screen.out().flush();
    }

    @Override
    public void accept(Hit hit) {
        print(hit.event(), hit.level(), hit.role());
    }

    @Override
    public void end() {
        screen.out().flush();
    }

    private void print(LogEvent event, Level level, Hit.Role role) {
        switch (form) {
            case JSON -> screen.out().line(Json.object(fields(event, level, role)));
            case RAW ->
                screen.out().bytes(event.bytes(), event.from(), event.to()).bytes(LINE_FEED, 0, 1);
            case TEXT, TIMESTAMPS -> printText(event, role);
        }
    }

    private static Fields fields(LogEvent event, Level level, Hit.Role role) {
        Fields.Builder builder = Fields.builder();
        if (event.source().stream().isEmpty()) {
            builder.put("file", event.source().file().toString());
        } else {
            builder.put("process", event.source().label()).put("stream", event.source().stream());
        }
        if (event.arrivalMicros() != LogEvent.NO_TIME) {
            builder.put("time_ms", Math.floorDiv(event.arrivalMicros(), 1000L));
        }
        if (level != Level.NONE) {
            builder.put("level", level.word());
        }
        if (!role.isMatch()) {
            builder.put("context", true);
        }
        builder.put("text", event.text());
        if (event.isCut()) {
            builder.put("omitted_bytes", event.omittedBytes());
        }
        return builder.build();
    }

    private void printText(LogEvent event, Hit.Role role) {
        if (role.isBehindGap()) {
            screen.out().line(screen.paint(Style.DIM, "--"));
        }
        String before = beginning(event);
        int from = event.from();
        for (int i = from; event.lines() > 1 && i < event.to(); i++) {
            if (event.bytes()[i] == '\n') {
                printLine(before, event, from, i);
                from = i + 1;
            }
        }
        printLine(before, event, from, event.to());
    }

    private String beginning(LogEvent event) {
        String time = "";
        if (form == Form.TIMESTAMPS) {
            time = event.arrivalMicros() == LogEvent.NO_TIME
                    ? " ".repeat(23)
                    : Timestamp.toMillis(
                            Instant.EPOCH.plus(event.arrivalMicros(), ChronoUnit.MICROS), ZoneId.systemDefault());
            time = screen.paint(Style.DIM, time) + " ";
        }
        return sources > 1 ? time + prefix(event.source()) : time;
    }

    private void printLine(String before, LogEvent event, int from, int to) {
        if (!before.isEmpty()) {
            screen.out().print(before);
        }
        if (screen.terminal().interactive()) {
            String text = new String(event.bytes(), from, to - from, StandardCharsets.UTF_8);
            screen.out().print(SafeText.of(text, screen.terminal().colours()));
        } else {
            screen.out().bytes(event.bytes(), from, to);
        }
        if (to == event.to() && event.isCut()) {
            screen.out().print("... [cut: " + event.omittedBytes() + " more bytes]");
        }
        screen.out().bytes(LINE_FEED, 0, 1);
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
