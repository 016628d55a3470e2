package dev.velos.cli.insight;

import dev.velos.cli.output.Json;
import dev.velos.cli.output.Screen;
import dev.velos.cli.output.Style;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.anomaly.Anomaly;
import dev.velos.logs.event.Level;
import dev.velos.logs.summary.Health;
import dev.velos.logs.summary.Incident;
import dev.velos.logs.summary.Summary;
import dev.velos.logs.template.Template;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A log on one screen: {@code velos logs --summary}. Owned by one answer. */
public final class SummarySheet {
    private static final int PATTERNS = 10;
    private static final int INCIDENTS = 10;
    private static final int WIDEST = 200;
    private static final int HEALTHY = 80;
    private static final int ILL = 50;

    private final Screen screen;
    private final ZoneId zone;

    public SummarySheet(Screen screen, ZoneId zone) {
        this.screen = screen;
        this.zone = zone;
    }

    /** @param maxTokens for a language model */
    public void print(Summary summary, Form form, int maxTokens) {
        switch (form) {
            case TEXT -> text(summary);
            case JSON -> screen.out().line(Json.object(fields(summary)));
            case AI -> screen.out().line(new BriefSummary(zone).of(summary, maxTokens));
        }
    }

    private void text(Summary summary) {
        Moments moments = new Moments(zone);
        row(
                "lines",
                Counts.grouped(summary.lines())
                        + (summary.events() == summary.lines()
                                ? ""
                                : " in " + Counts.grouped(summary.events()) + " events"));
        if (summary.from().isPresent()) {
            row("time", moments.next(summary.from()) + " to " + moments.next(summary.to()));
        }
        row("levels", levels(summary));
        row("health", health(summary.health()));
        incidents(summary.incidents());
        summary.lastError()
                .ifPresent(last ->
                        row("last error", new Moments(zone).next(last.time()) + "  " + Plain.of(last.text(), WIDEST)));
        if (!summary.patterns().isEmpty()) {
            screen.out().line("");
            new PatternRows(screen).table(summary.patterns(), PATTERNS);
        }
    }

    private void row(String name, String value) {
        screen.out().print(screen.paint(Style.DIM, PatternRows.left(name, 12))).line(value);
    }

    private static String levels(Summary summary) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<Level, Long> entry : summary.levels().entrySet()) {
            String word =
                    entry.getKey() == Level.NONE ? "without" : entry.getKey().word();
            parts.add(word + " " + Counts.grouped(entry.getValue()));
        }
        return parts.isEmpty() ? "-" : String.join(", ", parts);
    }

    private String health(Health health) {
        Style style = health.score() >= HEALTHY ? Style.GREEN : health.score() < ILL ? Style.RED : Style.YELLOW;
        return screen.paint(style, Integer.toString(health.score())) + "  = 100 - " + health.forErrors() + " ("
                + health.errorPatterns() + " error patterns) - " + health.forAnomalies() + " (" + health.anomalies()
                + " anomalies) - " + health.forRestarts() + " (" + health.restarts() + " restarts)";
    }

    private void incidents(List<Incident> incidents) {
        for (Incident incident : incidents.subList(0, Math.min(INCIDENTS, incidents.size()))) {
            boolean critical = incident.anomaly().grade() == Anomaly.Grade.CRITICAL;
            row(
                    "anomaly",
                    screen.paint(
                                    critical ? Style.RED : Style.YELLOW,
                                    incident.anomaly().grade().word()) + "  " + sentence(incident));
        }
        if (incidents.size() > INCIDENTS) {
            row("", incidents.size() - INCIDENTS + " more; --json has them all");
        }
    }

    private String sentence(Incident incident) {
        Anomaly anomaly = incident.anomaly();
        Moments moments = new Moments(zone);
        String span = moments.next(anomaly.start()) + " to " + moments.next(anomaly.end());
        String unit = anomaly.series().equals("error share") ? "%" : " a minute";
        String peak = ", peak " + Counts.decimal(anomaly.peak()) + unit + ", usual " + Counts.decimal(anomaly.usual());
        String mostly =
                incident.mostly().map(it -> ": " + Plain.of(it.text(), WIDEST)).orElse("");
        return seriesWord(incident) + " " + span + peak + mostly;
    }

    /** Of a template its id is no help to a person. */
    static String seriesWord(Incident incident) {
        String series = incident.anomaly().series();
        return incident.mostly().map(Template::id).filter(series::equals).isPresent() ? "pattern" : series;
    }

    private static Fields fields(Summary summary) {
        Fields.Builder fields = Fields.builder().put("lines", summary.lines()).put("events", summary.events());
        PatternRows.putTime(fields, "from_ms", summary.from());
        PatternRows.putTime(fields, "to_ms", summary.to());
        Fields.Builder levels = Fields.builder();
        summary.levels().forEach((level, count) -> levels.put(level.word(), count));
        fields.put("levels", levels.build()).putTexts("header", summary.header());
        fields.put("health", fields(summary.health()))
                .putList(
                        "anomalies",
                        summary.incidents().stream().map(SummarySheet::fields).toList())
                .put("pattern_count", summary.patterns().size())
                .putList(
                        "patterns",
                        summary.patterns().stream()
                                .limit(PATTERNS)
                                .map(PatternRows::fields)
                                .toList());
        summary.lastError().ifPresent(last -> {
            Fields.Builder error = Fields.builder();
            PatternRows.putTime(error, "time_ms", last.time());
            fields.put(
                    "last_error",
                    error.put("id", last.templateId()).put("text", last.text()).build());
        });
        return fields.build();
    }

    private static Fields fields(Health health) {
        return Fields.builder()
                .put("score", health.score())
                .put("error_patterns", health.errorPatterns())
                .put("for_errors", health.forErrors())
                .put("anomalies", health.anomalies())
                .put("for_anomalies", health.forAnomalies())
                .put("restarts", health.restarts())
                .put("for_restarts", health.forRestarts())
                .build();
    }

    private static Fields fields(Incident incident) {
        Anomaly anomaly = incident.anomaly();
        Fields.Builder fields = Fields.builder()
                .put("series", anomaly.series())
                .put("grade", anomaly.grade().word())
                .put("start_ms", anomaly.start().toEpochMilli())
                .put("end_ms", anomaly.end().toEpochMilli())
                .put("peak_ms", anomaly.peakAt().toEpochMilli())
                .put("peak", anomaly.peak())
                .put("usual", anomaly.usual())
                .put("sigmas", Math.round(anomaly.sigmas() * 10) / 10.0);
        incident.mostly().ifPresent(it -> fields.put("id", it.id()).put("template", it.text()));
        return fields.build();
    }
}
