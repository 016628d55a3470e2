package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.LogAnalysis;
import dev.velos.core.process.LogAnalysis.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisKeysTest {
    @TempDir
    Path folder;

    private static final String PROCESS = "[process.api]\nscript = \"/a\"\n";

    @Test
    void whatTheFileSays_holdsForAll_andAProcessMaySayOtherwise() throws IOException {
        List<LogAnalysis> analyses = TomlFile.in(folder, """
                [logs]
                max_templates = 500
                anomaly_warning = 2.5
                anomaly_after = "20m"
                [logs.levels]
                '^E[0-9]+' = "error"
                'slow' = "warn"
                [logs.masks]
                order = 'ORD-\\d+'
                [process.api]
                script = "/a"
                logs.anomalies = false
                logs.max_templates = 700
                logs.levels = { 'slow' = "info", 'late' = "debug" }
                [process.web]
                script = "/b"
                """).specs().stream()
                .map(spec -> spec.analysis())
                .toList();

        LogAnalysis web = analyses.get(1);
        assertThat(web.anomalies().warning()).isEqualTo(2.5);
        assertThat(web.anomalies().after()).isEqualTo(Duration.ofMinutes(20));
        assertThat(web.masks()).isEqualTo(Map.of("order", "ORD-\\d+"));
        assertThat(web.levels().keySet()).containsExactly("^E[0-9]+", "slow");
        LogAnalysis api = analyses.get(0);
        assertThat(api.has(Stage.ANOMALIES)).isFalse();
        assertThat(api.has(Stage.FOLD)).isTrue();
        assertThat(api.maxTemplates()).isEqualTo(700);
        assertThat(api.levels().keySet()).containsExactly("slow", "late", "^E[0-9]+");
        assertThat(api.levels()).containsEntry("slow", "info");
    }

    @Test
    void fileOfLogsAlone_isReadForTheLogsOnly() throws IOException {
        TomlFile file = TomlFile.in(folder, "[logs]\nfold = false\n[process.api]\nscrpt = \"/a\"\n");

        LogsResult result = ConfigLoader.logs(file.path(), Map.of());

        assertThat(result.problems()).isEmpty();
        assertThat(result.analysis().has(Stage.FOLD)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "folds = true | 1:8: logs.folds is not a key of velos.toml. Did you mean \"fold\"?",
                "fold = 1 | 1:8: logs.fold has to be true or false, not a whole number. Write fold = true or false.",
                "max_templates = 3 | 1:8: logs.max_templates = 3 is out of range. Write a number from 100 to 100000.",
                "anomaly_cooldown = \"1s\" | 1:8: logs.anomaly_cooldown = \"1s\" is out of range. Use 1m to 1d.",
                "levels = 1 | 1:8: logs.levels has to be a table, not a whole number."
                        + " Write lines such as '^E[0-9]+' = \"error\" below it.",
                "levels = { 'a(' = \"error\" } | 1:24: logs.levels.a( is no regular expression: there is no \")\" for this \"(\","
                        + " at character 2. Mend it; a text in single quotes needs no second backslash.",
                "levels = { a = \"bad\" } | 1:24: logs.levels.a = \"bad\" is no level."
                        + " Write one of \"fatal\", \"error\", \"warn\", \"info\", \"debug\", \"trace\".",
                "levels = { a = 3 } | 1:24: logs.levels.a has to be a text, not a whole number."
                        + " Write it in quotes: \"...\".",
                "masks = { Bad = \"a\" } | 1:23: logs.masks.Bad cannot name a mask."
                        + " Use 1 to 16 of the characters a-z 0-9 _ -, a letter first.",
                "masks = { a = '(?=x)' } | 1:23: logs.masks.a is no regular expression: look-around and atomic groups cannot be"
                        + " searched in bounded time, at character 1."
                        + " Mend it; a text in single quotes needs no second backslash."
            })
    void whatCannotBe_isAProblemWithItsPlace(String line, String problem) throws IOException {
        assertThat(TomlFile.in(folder, "logs = { " + line + " }\n" + PROCESS).problems())
                .hasSize(1);
        assertThat(TomlFile.in(folder, "       logs." + line + "\n" + PROCESS).problems())
                .containsExactly(problem);
    }

    @Test
    void criticalBelowWarning_isAProblem() throws IOException {
        assertThat(TomlFile.in(folder, "[logs]\nanomaly_warning = 4\nanomaly_critical = 3\n" + PROCESS)
                        .problems())
                .containsExactly(
                        "3:1: logs.anomaly_critical is less than logs.anomaly_warning, 4.0. Make it at least as much.");
    }

    @Test
    void logsThatAreNoTable_areAProblem() throws IOException {
        assertThat(TomlFile.in(folder, "logs = 3\n" + PROCESS).problems())
                .containsExactly("1:1: logs has to be a table, not a whole number. Write [logs].");
    }
}
