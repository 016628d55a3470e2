package dev.velos.config;

import dev.velos.core.process.AnomalyLimits;
import dev.velos.core.process.LogAnalysis;
import dev.velos.core.process.LogAnalysis.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The keys of {@code [logs]}, for every process of the file, and of {@code [process.NAME.logs]}. */
final class AnalysisKeys {
    /** The table, and the beginning of the names of its keys. */
    static final String TABLE = "logs";

    static final Key<Double> WARNING = limit(
            "anomaly_warning",
            Kinds.number(0.5, AnomalyLimits.MAX_SIGMAS),
            "From how many standard deviations on a minute is out of the ordinary",
            AnomalyLimits::withWarning,
            AnomalyLimits::warning);

    static final Key<Double> CRITICAL = limit(
            "anomaly_critical",
            Kinds.number(0.5, AnomalyLimits.MAX_SIGMAS),
            "From how many standard deviations on it is critical",
            AnomalyLimits::withCritical,
            AnomalyLimits::critical);

    private static final Kind<Duration> MINUTES = Kinds.duration(AnomalyLimits.MIN_TIME, AnomalyLimits.MAX_TIME);

    static final List<Key<?>> ALL = List.of(
            stage(Stage.FOLD, "Whether the lines of a stack trace are one event"),
            stage(Stage.HEADERS, "Whether time, level and the like are read at the beginning of lines"),
            stage(Stage.TEMPLATES, "Whether messages that differ in values only are one pattern"),
            stage(Stage.TRENDS, "Whether it is told which patterns rise and decline"),
            stage(Stage.ANOMALIES, "Whether what is out of the ordinary is looked for"),
            key(
                    "max_templates",
                    Kinds.wholeNumber(LogAnalysis.MIN_TEMPLATES, LogAnalysis.MAX_TEMPLATES),
                    "How many patterns are kept; the least recently used go",
                    LogAnalysis::withMaxTemplates,
                    LogAnalysis::maxTemplates),
            new Key<>(
                    TABLE + ".dedupe_window",
                    Kinds.duration(LogAnalysis.MIN_WINDOW, LogAnalysis.MAX_WINDOW),
                    "Within which time events of one pattern are told as one; without it the whole period",
                    (spec, window, folder) -> spec.withAnalysis(it -> it.withDedupeWindow(window)),
                    spec -> spec.analysis().dedupeWindow()),
            WARNING,
            CRITICAL,
            limit(
                    "anomaly_min_count",
                    Kinds.wholeNumber(1, AnomalyLimits.MAX_COUNT),
                    "Events that a minute must have to be a burst",
                    AnomalyLimits::withMinCount,
                    AnomalyLimits::minCount),
            limit(
                    "anomaly_after",
                    MINUTES,
                    "How much of a log must be there before anomalies are told",
                    AnomalyLimits::withAfter,
                    AnomalyLimits::after),
            limit(
                    "anomaly_cooldown",
                    MINUTES,
                    "How long it must be quiet before an incident has ended",
                    AnomalyLimits::withCooldown,
                    AnomalyLimits::cooldown),
            new Key<>(
                    TABLE + ".watch_errors",
                    Kinds.flag(),
                    "Whether an error unlike those before is told as an event, \"new-error\"",
                    (spec, on, folder) -> spec.withAnalysis(it -> it.withWatchErrors(on)),
                    spec -> spec.analysis().watchErrors()),
            table("levels", new LevelRulesKind(), LogAnalysis::withLevels, LogAnalysis::levels),
            table("masks", new MasksKind(), LogAnalysis::withMasks, LogAnalysis::masks));

    private AnalysisKeys() {}

    private static Key<Boolean> stage(Stage stage, String description) {
        return key(
                stage.wire(),
                Kinds.flag(),
                description,
                (analysis, on) -> analysis.with(stage, on),
                analysis -> analysis.has(stage));
    }

    private static <T> Key<T> limit(
            String name,
            Kind<T> kind,
            String description,
            BiFunction<AnomalyLimits, T, AnomalyLimits> change,
            Function<AnomalyLimits, T> current) {
        return key(
                name,
                kind,
                description,
                (analysis, value) -> analysis.withAnomalies(change.apply(analysis.anomalies(), value)),
                analysis -> current.apply(analysis.anomalies()));
    }

    /** What a table of the file says comes before what a wider one says. */
    private static Key<Map<String, String>> table(
            String name,
            RegexTableKind kind,
            BiFunction<LogAnalysis, Map<String, String>, LogAnalysis> change,
            Function<LogAnalysis, Map<String, String>> current) {
        return new Key<>(
                TABLE + "." + name,
                kind,
                kind.description(),
                (spec, value, folder) ->
                        spec.withAnalysis(it -> change.apply(it, RegexTableKind.over(value, current.apply(it)))),
                spec -> Optional.of(current.apply(spec.analysis())).filter(it -> !it.isEmpty()));
    }

    private static <T> Key<T> key(
            String name,
            Kind<T> kind,
            String description,
            BiFunction<LogAnalysis, T, LogAnalysis> change,
            Function<LogAnalysis, T> current) {
        return new Key<>(
                TABLE + "." + name,
                kind,
                description,
                (spec, value, folder) -> spec.withAnalysis(it -> change.apply(it, value)),
                spec -> Optional.of(current.apply(spec.analysis())));
    }

    /** What is a warning must not be more than what is critical. */
    static void check(List<Key.Setting<?>> settings, Problems problems) {
        Optional<Double> warning = ProcessEntry.value(settings, WARNING);
        Optional<Double> critical = ProcessEntry.value(settings, CRITICAL);
        if (warning.isPresent() && critical.isPresent() && warning.get() > critical.get()) {
            settings.stream()
                    .filter(it -> it.key().is(CRITICAL))
                    .forEach(it -> problems.add(
                            it.position(),
                            CRITICAL.name() + " is less than " + WARNING.name() + ", " + warning.get() + ".",
                            "Make it at least as much."));
        }
    }
}
