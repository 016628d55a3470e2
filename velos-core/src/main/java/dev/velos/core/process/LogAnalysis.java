package dev.velos.core.process;

import dev.velos.core.protocol.Fields;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the logs of a process are looked at, by whoever asks for more than their lines. What stands in the logs does not
 * depend on it.
 *
 * @param off the stages that are left out
 * @param levels patterns, and the level of a line that one matches and that does not tell it itself; the first counts
 * @param masks names, and patterns of words that stand for {@code <name>} in a template; at most {@link #MAX_MASKS}
 * @param maxTemplates how many templates are kept, {@link #MIN_TEMPLATES} to {@link #MAX_TEMPLATES}
 * @param watchErrors whether error patterns that are new are told as events; empty for what the home's settings say
 * @param dedupeWindow within which events of one pattern are told as one, {@link #MIN_WINDOW} to {@link #MAX_WINDOW};
 *     empty for the whole period that is looked at
 */
public record LogAnalysis(
        Set<Stage> off,
        Map<String, String> levels,
        Map<String, String> masks,
        int maxTemplates,
        AnomalyLimits anomalies,
        Optional<Boolean> watchErrors,
        Optional<Duration> dedupeWindow) {
    /** A step that can be left out. */
    public enum Stage {
        /** Lines that belong to one event are one. */
        FOLD,
        /** What lines begin with is told from the message. */
        HEADERS,
        /** What varies in messages is masked, and alike ones are one pattern. */
        TEMPLATES,
        /** Whether a pattern rises or declines. */
        TRENDS,
        /** What is out of the ordinary. */
        ANOMALIES;

        /** The name in velos.toml and on the wire. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final int MIN_TEMPLATES = 100;
    public static final int MAX_TEMPLATES = 100_000;
    public static final int MAX_MASKS = 12;

    public static final Duration MIN_WINDOW = Duration.ofSeconds(1);
    public static final Duration MAX_WINDOW = Duration.ofDays(1);

    /** The most level rules, each of which is tried on each distinct message. */
    public static final int MAX_LEVEL_RULES = 200;

    public static final LogAnalysis DEFAULT = new LogAnalysis(
            Set.of(), Map.of(), Map.of(), 10_000, AnomalyLimits.DEFAULT, Optional.empty(), Optional.empty());

    public LogAnalysis {
        off = Set.copyOf(off);
        levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
        masks = Collections.unmodifiableMap(new LinkedHashMap<>(masks));
        require(maxTemplates >= MIN_TEMPLATES && maxTemplates <= MAX_TEMPLATES, "max_templates " + maxTemplates);
        require(
                dedupeWindow.isEmpty()
                        || dedupeWindow.get().compareTo(MIN_WINDOW) >= 0
                                && dedupeWindow.get().compareTo(MAX_WINDOW) <= 0,
                "dedupe_window " + dedupeWindow);
        require(levels.size() <= MAX_LEVEL_RULES && masks.size() <= MAX_MASKS, "too many levels or masks");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    public boolean has(Stage stage) {
        return !off.contains(stage);
    }

    /** With that stage, or without it. */
    public LogAnalysis with(Stage stage, boolean on) {
        Set<Stage> others = EnumSet.noneOf(Stage.class);
        others.addAll(off);
        if (on) {
            others.remove(stage);
        } else {
            others.add(stage);
        }
        return new LogAnalysis(others, levels, masks, maxTemplates, anomalies, watchErrors, dedupeWindow);
    }

    public LogAnalysis withLevels(Map<String, String> other) {
        return new LogAnalysis(off, other, masks, maxTemplates, anomalies, watchErrors, dedupeWindow);
    }

    public LogAnalysis withMasks(Map<String, String> other) {
        return new LogAnalysis(off, levels, other, maxTemplates, anomalies, watchErrors, dedupeWindow);
    }

    public LogAnalysis withMaxTemplates(int other) {
        return new LogAnalysis(off, levels, masks, other, anomalies, watchErrors, dedupeWindow);
    }

    public LogAnalysis withAnomalies(AnomalyLimits other) {
        return new LogAnalysis(off, levels, masks, maxTemplates, other, watchErrors, dedupeWindow);
    }

    public LogAnalysis withWatchErrors(boolean on) {
        return new LogAnalysis(off, levels, masks, maxTemplates, anomalies, Optional.of(on), dedupeWindow);
    }

    public LogAnalysis withDedupeWindow(Duration window) {
        return new LogAnalysis(off, levels, masks, maxTemplates, anomalies, watchErrors, Optional.of(window));
    }

    /** As {@code velos info} has it under {@code spec.logs}. */
    public Fields toFields() {
        Fields.Builder fields = Fields.builder();
        watchErrors.ifPresent(on -> fields.put("watch_errors", on));
        dedupeWindow.ifPresent(window -> fields.put("dedupe_window_ms", window.toMillis()));
        return fields.putTexts("off", off.stream().sorted().map(Stage::wire).toList())
                .put("levels", Fields.ofTexts(levels))
                .put("masks", Fields.ofTexts(masks))
                .put("max_templates", maxTemplates)
                .put("anomalies", anomalies.toFields())
                .build();
    }

    /** What {@link #toFields} wrote; what is missing is as by default. */
    public static LogAnalysis of(Fields fields) {
        Set<Stage> off = EnumSet.noneOf(Stage.class);
        fields.texts("off").forEach(word -> off.add(Stage.valueOf(word.toUpperCase(Locale.ROOT))));
        return new LogAnalysis(
                off,
                fields.textMap("levels"),
                fields.textMap("masks"),
                fields.smallInteger("max_templates", DEFAULT.maxTemplates),
                fields.optionalFields("anomalies").map(AnomalyLimits::of).orElse(AnomalyLimits.DEFAULT),
                fields.has("watch_errors") ? Optional.of(fields.flag("watch_errors", false)) : Optional.empty(),
                fields.has("dedupe_window_ms")
                        ? Optional.of(Duration.ofMillis(fields.integer("dedupe_window_ms")))
                        : Optional.empty());
    }
}
