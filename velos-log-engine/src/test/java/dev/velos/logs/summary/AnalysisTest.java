package dev.velos.logs.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.AnomalyLimits;
import dev.velos.core.process.LogAnalysis;
import dev.velos.core.process.LogAnalysis.Stage;
import dev.velos.logs.event.Analyses;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What users set changes what a log tells. */
class AnalysisTest {
    private static final LogSource SOURCE = new LogSource("api", "out", Path.of("api-out.log"));

    @Test
    void levelRules_countWhereALineTellsNone_theFirstThatMatchesDecides() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("took [0-9]{4,}ms", "warn");
        rules.put("^took", "debug");
        LogAnalysis analysis = LogAnalysis.DEFAULT.withLevels(rules);

        Summary summary =
                summary(analysis, List.of("took 12ms", "took 4321ms", "ERROR took 5555ms", "error: took all"));

        assertThat(summary.levels()).isEqualTo(Map.of(Level.WARN, 1L, Level.DEBUG, 1L, Level.ERROR, 2L));
    }

    @Test
    void ownMasks_standForWholeWords() {
        LogAnalysis analysis = LogAnalysis.DEFAULT.withMasks(Map.of("order", "ORD-[A-Z]+", "word", "x+"));

        assertThat(texts(summary(
                        analysis,
                        List.of(
                                "order ORD-ABC: paid by xxx.",
                                "order ORD-XYZ: paid by xx.",
                                "id=ORD-A,ORD-B prORD-C"))))
                .containsExactlyInAnyOrder("order <order>: paid by <word>.", "id=<order>,<order> prORD-C");
    }

    @Test
    void withoutTemplates_onlyEqualMessagesAreOne() {
        LogAnalysis analysis = LogAnalysis.DEFAULT.with(Stage.TEMPLATES, false).withMaxTemplates(100);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            lines.add("took " + i % 20 + " ms");
        }

        assertThat(texts(summary(analysis, lines))).hasSize(20).contains("took 7 ms");
        assertThat(texts(summary(LogAnalysis.DEFAULT, lines))).containsExactly("took <duration>");
    }

    @Test
    void withoutHeaders_linesAreMessages() {
        List<String> lines = List.of("2024-01-01 10:00:00 ERROR boom", "2024-01-01 10:00:01 ERROR boom");

        Summary summary = summary(LogAnalysis.DEFAULT.with(Stage.HEADERS, false), lines);

        assertThat(summary.from()).isEmpty();
        assertThat(texts(summary)).containsExactly("<time> ERROR boom");
    }

    @Test
    void anomalies_areLookedForByTheLimits_orNotAtAll() {
        List<String> lines = new ArrayList<>();
        for (int minute = 0; minute < 59; minute++) {
            for (int i = 0; i < (minute == 40 ? 100 : 20); i++) {
                lines.add("2024-01-01 10:%02d:%02d INFO served".formatted(minute, i % 60));
            }
        }

        assertThat(summary(LogAnalysis.DEFAULT, lines).incidents()).hasSize(1);
        assertThat(summary(LogAnalysis.DEFAULT.with(Stage.ANOMALIES, false), lines)
                        .incidents())
                .isEmpty();
        assertThat(summary(LogAnalysis.DEFAULT.withAnomalies(AnomalyLimits.DEFAULT.withMinCount(1000)), lines)
                        .incidents())
                .isEmpty();
    }

    @Test
    void withoutTrends_everythingIsStable() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lines.add(i < 50 ? "all is well today" : "nothing works any more");
        }

        assertThat(summary(LogAnalysis.DEFAULT.with(Stage.TRENDS, false), lines).patterns())
                .extracting(one -> one.trend().word())
                .containsOnly("stable");
    }

    private static List<String> texts(Summary summary) {
        return summary.patterns().stream().map(one -> one.template().text()).toList();
    }

    private static Summary summary(LogAnalysis analysis, List<String> lines) {
        Digest digest = new Digest(ZoneOffset.UTC, LocalDate.of(2024, 12, 31), Analyses.of(analysis), Optional.empty());
        try (MiningThread thread = new MiningThread(digest)) {
            lines.forEach(line -> thread.accept(event(line)));
            thread.end();
        }
        return Summary.of(digest);
    }

    private static LogEvent event(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new LogEvent(SOURCE).line(bytes, 0, bytes.length, 0);
    }
}
