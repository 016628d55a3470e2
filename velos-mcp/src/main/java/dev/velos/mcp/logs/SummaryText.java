package dev.velos.mcp.logs;

import dev.velos.core.process.SecretText;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.summary.Incident;
import dev.velos.logs.summary.Pattern;
import dev.velos.logs.summary.Summary;
import dev.velos.mcp.tool.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A summary in few words: what is worst, and no more of it than a glance takes in. */
record SummaryText(Summary summary, Instant since, long nowMillis) {
    private static final int ERRORS = 3;
    private static final int ANOMALIES = 3;
    private static final int LONGEST_TEMPLATE = 110;
    private static final int LONGEST_ERROR = 200;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("health " + summary.health().score() + "/100 since " + Words.when(since.toEpochMilli(), nowMillis)
                + ": " + summary.events() + " events, ended " + summary.health().restarts() + "x");
        List<String> levels = new ArrayList<>();
        summary.levels().forEach((level, count) -> levels.add(level.word() + " " + count));
        lines.add(summary.events() == 0 ? "nothing logged" : String.join(", ", levels));
        List<Pattern> errors = errors();
        errors.stream().limit(ERRORS).map(SummaryText::line).forEach(lines::add);
        if (errors.size() > ERRORS) {
            lines.add("+" + (errors.size() - ERRORS) + " error patterns (log_patterns level=error)");
        }
        anomalies().forEach(it -> lines.add(line(it)));
        summary.lastError()
                .ifPresent(it -> lines.add("last error"
                        + it.time().map(time -> " " + CLOCK.format(time)).orElse("") + ": "
                        + shortened(it.text(), LONGEST_ERROR)));
        return String.join("\n", lines);
    }

    Fields fields() {
        Fields.Builder levels = Fields.builder();
        summary.levels().forEach((level, count) -> levels.put(level.word(), count));
        Fields.Builder fields = Fields.builder()
                .put("since", since.toString())
                .put("score", summary.health().score())
                .put("events", summary.events())
                .put("ended", summary.health().restarts())
                .put("levels", levels.build())
                .putList(
                        "errors",
                        errors().stream().limit(ERRORS).map(SummaryText::fields).toList())
                .put("error_patterns", summary.health().errorPatterns())
                .putList(
                        "anomalies",
                        anomalies().stream().map(SummaryText::fields).toList());
        summary.lastError().ifPresent(it -> fields.put("last_error", shortened(it.text(), LONGEST_ERROR)));
        return fields.build();
    }

    private List<Pattern> errors() {
        return summary.patterns().stream().filter(Pattern::isError).toList();
    }

    /** The latest ones. */
    private List<Incident> anomalies() {
        List<Incident> all = summary.incidents();
        return all.subList(Math.max(0, all.size() - ANOMALIES), all.size());
    }

    /** {@code 120x rising error connect ECONNREFUSED <ip> (last 15:39:58)}. */
    static String line(Pattern pattern) {
        return pattern.count() + "x " + pattern.trend().word() + " "
                + pattern.level().word() + " " + shortened(pattern.template().text(), LONGEST_TEMPLATE) + last(pattern);
    }

    private static String last(Pattern pattern) {
        return pattern.last().map(it -> " (last " + CLOCK.format(it) + ")").orElse("");
    }

    static Fields fields(Pattern pattern) {
        return Fields.builder()
                .put("count", pattern.count())
                .put("trend", pattern.trend().word())
                .put("level", pattern.level().word())
                .put("template", shortened(pattern.template().text(), LONGEST_TEMPLATE))
                .putOptional("last", pattern.last().map(CLOCK::format))
                .build();
    }

    private static String line(Incident incident) {
        return "anomaly " + CLOCK.format(incident.anomaly().start()) + " "
                + incident.anomaly().grade().word() + " "
                + incident.anomaly().series() + " "
                + Math.round(incident.anomaly().peak()) + "/min, usually "
                + Math.round(incident.anomaly().usual())
                + mostly(incident).map(it -> ": " + it).orElse("");
    }

    private static Fields fields(Incident incident) {
        return Fields.builder()
                .put("from", CLOCK.format(incident.anomaly().start()))
                .put("to", CLOCK.format(incident.anomaly().end()))
                .put("grade", incident.anomaly().grade().word())
                .put("series", incident.anomaly().series())
                .put("peak", Math.round(incident.anomaly().peak()))
                .put("usual", Math.round(incident.anomaly().usual()))
                .putOptional("mostly", mostly(incident))
                .build();
    }

    private static Optional<String> mostly(Incident incident) {
        return incident.mostly().map(it -> shortened(it.text(), LONGEST_TEMPLATE));
    }

    private static String shortened(String text, int most) {
        String plain = SecretText.masked(text);
        return plain.length() <= most ? plain : plain.substring(0, most) + "...";
    }
}
