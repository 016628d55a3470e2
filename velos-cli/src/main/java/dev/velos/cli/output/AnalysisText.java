package dev.velos.cli.output;

import dev.velos.core.process.AnomalyLimits;
import dev.velos.core.process.LogAnalysis;
import dev.velos.core.quantity.Durations;
import java.util.ArrayList;
import java.util.List;

/** How logs are looked at, in the words of velos.toml, as far as that is not as by default. */
final class AnalysisText {
    private final List<String> parts = new ArrayList<>();

    private AnalysisText() {}

    /** On one line; empty where all is as by default. */
    static String of(LogAnalysis analysis) {
        AnalysisText text = new AnalysisText();
        for (LogAnalysis.Stage stage : LogAnalysis.Stage.values()) {
            text.add(stage.wire(), analysis.has(stage), true);
        }
        text.add("max_templates", analysis.maxTemplates(), LogAnalysis.DEFAULT.maxTemplates());
        analysis.watchErrors().ifPresent(on -> text.parts.add("watch_errors " + on));
        analysis.dedupeWindow().ifPresent(window -> text.parts.add("dedupe_window " + Durations.text(window)));
        text.anomalies(analysis.anomalies());
        text.tables(analysis);
        return DisplayWidth.oneLine(String.join(", ", text.parts));
    }

    private void anomalies(AnomalyLimits limits) {
        AnomalyLimits usual = AnomalyLimits.DEFAULT;
        add("anomaly_warning", limits.warning(), usual.warning());
        add("anomaly_critical", limits.critical(), usual.critical());
        add("anomaly_min_count", limits.minCount(), usual.minCount());
        add("anomaly_after", Durations.text(limits.after()), Durations.text(usual.after()));
        add("anomaly_cooldown", Durations.text(limits.cooldown()), Durations.text(usual.cooldown()));
    }

    private void tables(LogAnalysis analysis) {
        if (!analysis.levels().isEmpty()) {
            int rules = analysis.levels().size();
            parts.add(rules + (rules == 1 ? " level rule" : " level rules"));
        }
        if (!analysis.masks().isEmpty()) {
            parts.add("masks " + String.join(" ", analysis.masks().keySet()));
        }
    }

    private void add(String key, Object value, Object usual) {
        if (!value.equals(usual)) {
            parts.add(key + " " + value);
        }
    }
}
