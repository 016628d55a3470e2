package dev.velos.cli.insight;

import dev.velos.cli.output.Json;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.anomaly.Anomaly;
import dev.velos.logs.event.Level;
import dev.velos.logs.summary.Health;
import dev.velos.logs.summary.Incident;
import dev.velos.logs.summary.Pattern;
import dev.velos.logs.summary.Summary;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A summary for a language model. The keys: {@code n} lines, {@code t} from and to, {@code lv} events by the first
 * letter of their level, {@code h} health, {@code hp} what it lost for error patterns, anomalies and restarts, {@code
 * an} anomalies ({@code !} critical), {@code le} the last error, {@code p} patterns (errors first), {@code more}
 * patterns left out. Owned by one answer.
 */
final class BriefSummary {
    private static final int LONGEST = 90;
    private static final int INCIDENTS = 3;
    private static final int ROWS = 8;
    private static final int FRAME_TOKENS = 20;

    private final ZoneId zone;

    BriefSummary(ZoneId zone) {
        this.zone = zone;
    }

    String of(Summary summary, int maxTokens) {
        Fields.Builder fields = Fields.builder().put("n", Counts.brief(summary.lines()));
        Moments moments = new Moments(zone);
        if (summary.from().isPresent()) {
            fields.put("t", moments.next(summary.from()) + " " + moments.next(summary.to()));
        }
        fields.put("lv", levels(summary)).put("h", summary.health().score());
        health(summary.health(), fields);
        List<String> incidents = summary.incidents().stream()
                .sorted((a, b) ->
                        Double.compare(b.anomaly().sigmas(), a.anomaly().sigmas()))
                .limit(INCIDENTS)
                .map(incident -> incident(incident, moments))
                .toList();
        if (!incidents.isEmpty()) {
            fields.putTexts("an", incidents);
        }
        summary.lastError()
                .ifPresent(last -> fields.put("le", moments.next(last.time()) + " " + Plain.of(last.text(), LONGEST)));
        patterns(summary, fields, maxTokens);
        return Json.object(fields.build());
    }

    private static Fields levels(Summary summary) {
        Fields.Builder levels = Fields.builder();
        summary.levels()
                .forEach((level, count) ->
                        levels.put(level == Level.NONE ? "-" : level.word().substring(0, 1), Counts.brief(count)));
        return levels.build();
    }

    private static void health(Health health, Fields.Builder fields) {
        if (health.score() < 100) {
            fields.putIntegers("hp", List.of(health.forErrors(), health.forAnomalies(), health.forRestarts()));
        }
    }

    private static String incident(Incident incident, Moments moments) {
        Anomaly anomaly = incident.anomaly();
        String start = moments.next(anomaly.start());
        String end = moments.next(anomaly.end());
        return (anomaly.grade() == Anomaly.Grade.CRITICAL ? "!" : "") + SummarySheet.seriesWord(incident) + " " + start
                + "-" + end + " peak " + Counts.decimal(anomaly.peak()) + " usual " + Counts.decimal(anomaly.usual())
                + incident.mostly()
                        .map(it -> " " + Plain.of(it.text(), LONGEST / 2))
                        .orElse("");
    }

    /** Errors first, then the others, the most frequent of each first, as many as fit. */
    private static void patterns(Summary summary, Fields.Builder fields, int maxTokens) {
        List<Pattern> ordered = Stream.concat(
                        summary.patterns().stream().filter(Pattern::isError),
                        summary.patterns().stream().filter(pattern -> !pattern.isError()))
                .toList();
        int left = maxTokens - FRAME_TOKENS - TokenBudget.tokens(Json.object(fields.build()));
        List<String> rows = new ArrayList<>();
        for (Pattern pattern : ordered.subList(0, Math.min(ROWS, ordered.size()))) {
            String row = Plain.of(PatternRows.row(pattern), LONGEST);
            left -= TokenBudget.tokens(row) + 2;
            if (left < 0) {
                break;
            }
            rows.add(row);
        }
        fields.putTexts("p", rows);
        if (rows.size() < ordered.size()) {
            fields.put("more", ordered.size() - rows.size());
        }
    }
}
