package dev.velos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.cli.Harness.Outcome;
import dev.velos.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogInsightTest extends InHarness {
    @BeforeEach
    void writeLog() throws IOException {
        StringBuilder log = new StringBuilder();
        for (int minute = 0; minute < 60; minute++) {
            for (int i = 0; i < 10; i++) {
                log.append("2026-02-12T10:%02d:%02dZ INFO [main] a.Web: served /x/%d in %d ms%n"
                        .formatted(minute, i, i, i));
            }
            for (int i = 0; i < (minute >= 40 && minute < 43 ? 30 : 0); i++) {
                log.append("2026-02-12T10:%02d:30Z ERROR [main] a.Db: Connection to 10.0.0.%d refused%n"
                        .formatted(minute, i));
            }
        }
        log.append("2026-02-12T10:59:59Z WARN [main] a.Web: only once\n");
        Files.writeString(folder.resolve("app.log"), log.toString());
        Files.writeString(folder.resolve("empty.log"), "");
    }

    private Outcome logs(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "logs";
        all[1] = "--file";
        all[2] = "app.log";
        System.arraycopy(words, 0, all, 3, words.length);
        return velos.run(all);
    }

    @Test
    void dedupe_showsEachEventOnce() {
        assertThat(logs("--dedupe").out().lines().map(line -> line.replaceAll("\\d\\d:\\d\\d:\\d\\d", "T")))
                .containsExactly(
                        "[INFO] served <path> in <duration> (x600, first: T, last: T)",
                        "[ERROR] Connection to <ip> refused (x90, first: T, last: T)",
                        "2026-02-12TTZ WARN [main] a.Web: only once");
    }

    @Test
    void dedupeWithinAWindow_tellsEachTimeThatItCameAgain() throws IOException {
        Files.writeString(folder.resolve("app.log"), """
                2026-02-12T10:00:00Z ERROR lost 10.0.0.1
                2026-02-12T10:00:20Z ERROR lost 10.0.0.2
                2026-02-12T11:00:00Z ERROR lost 10.0.0.3
                """);

        assertThat(logs("--dedupe", "--window", "30s", "--json").out().lines())
                .extracting(line -> line.replaceAll(".*\"count\":(\\d+).*", "$1"))
                .containsExactly("2", "1");
        assertThat(logs("--dedupe", "--window", "2h").out()).contains("(x3, first: ");
        assertThat(logs("--dedupe", "--window", "30s", "--ai").out())
                .startsWith("{\"r\":[\"2 e 2026-02-12T10:00:00Z ERROR lost 10.0.0.1\",\"1 e ");
        assertThat(logs("--window", "30s").err()).contains("--window says nothing without --around or --dedupe.");
    }

    @Test
    void patterns_haveCountsSharesAndTrends() {
        List<String> lines = logs("--patterns").out().lines().toList();

        assertThat(lines.get(1)).matches(" +600 +86.8% +stable +info +served <path> in <duration>");
        assertThat(lines.get(2)).matches(" +90 +13.0% +new +error +Connection to <ip> refused");
        assertThat(logs("--patterns", "--json").out())
                .contains("\"count\":90", "\"trend\":\"new\"", "\"level\":\"error\"");
        assertThat(logs("--patterns", "--ai").out())
                .isEqualTo("{\"p\":[\"600 i served <path> in <duration>\","
                        + "\"90 e new Connection to <ip> refused\",\"1 w only once\"]}\n");
    }

    @Test
    void settingsOfTheFolder_holdForFiles() throws IOException {
        Files.writeString(folder.resolve("velos.toml"), """
                [logs]
                anomalies = false
                [logs.levels]
                'only once' = "error"
                'served' = "debug"
                [process.other]
                """);
        Files.writeString(folder.resolve("plain.log"), "served one\nonly once\n");

        assertThat(velos.run("logs", "--file", "plain.log", "--level", "error").out())
                .isEqualTo("only once\n");
        assertThat(logs("--summary", "--json").out()).contains("\"anomalies\":[]");
        assertThat(velos.run("logs", "--file", "plain.log", "--patterns", "--ai")
                        .out())
                .isEqualTo("{\"p\":[\"1 d served one\",\"1 e only once\"]}\n");
    }

    @Test
    void settingsThatCannotBe_areToldWithTheirPlace() throws IOException {
        Files.writeString(folder.resolve("other.toml"), "[logs.levels]\n'a(' = \"error\"\n");

        Outcome outcome = logs("--summary", "--config", "other.toml");

        assertThat(outcome.code()).isNotEqualTo(ExitCode.DONE);
        assertThat(outcome.err()).contains("other.toml:2:1: logs.levels.a( is no regular expression");
        assertThat(logs("--summary", "--config", "none.toml").err()).contains("There is no such file.");
    }

    @Test
    void conditions_holdForAWhole() {
        assertThat(logs("--patterns", "--ai", "--level", "error").out())
                .isEqualTo("{\"p\":[\"90 e Connection to <ip> refused\"]}\n");
        assertThat(logs("--patterns", "--ai", "--until", "2026-02-12T10:09:59Z").out())
                .isEqualTo("{\"p\":[\"100 i served <path> in <duration>\"]}\n");
        assertThat(logs("--patterns", "--ai", "--lines", "1").out()).matches("\\{\"p\":\\[\"1 w .*only once\"]}\n");
    }

    @Test
    void summary_hasEveryPartOfItsScore() {
        String json = logs("--summary", "--json").out();

        assertThat(json)
                .contains("\"lines\":691", "\"levels\":{\"error\":90,\"warn\":1,\"info\":600}")
                .contains("\"health\":{\"score\":85,\"error_patterns\":1,\"for_errors\":5,\"anomalies\":1,"
                        + "\"for_anomalies\":10,\"restarts\":0,\"for_restarts\":0}")
                .contains("\"series\":\"errors\",\"grade\":\"critical\"", "\"peak\":30.0", "\"usual\":0.0")
                .contains("\"header\":[\"time\",\"level\",\"thread\",\"logger\"]")
                .contains("\"last_error\":{\"time_ms\":");
        assertThat(logs("--summary").out())
                .contains("85  = 100 - 5 (1 error patterns) - 10 (1 anomalies) - 0 (0 restarts)")
                .contains("peak 30 a minute, usual 0: Connection to <ip> refused");
        assertThat(logs("--summary", "--ai").out())
                .contains("\"n\":\"691\"", "\"h\":85,\"hp\":[5,10,0]")
                .hasSizeLessThan(700);
    }

    @Test
    void templates_areOnePerLine() {
        List<String> lines = logs("--templates", "--json").out().lines().toList();

        assertThat(lines).hasSize(691);
        assertThat(lines.getFirst())
                .matches("\\{\"line\":1,\"id\":\"[0-9a-f]{12}\","
                        + "\"template\":\"served <path> in <duration>\",\"level\":\"info\"}");
        assertThat(lines.getLast()).startsWith("{\"line\":691,").contains("only once", "\"level\":\"warn\"");
    }

    @Test
    void emptyLog_isAnAnswer() {
        Outcome summary = velos.run("logs", "--file", "empty.log", "--summary", "--json");

        assertThat(summary.out()).contains("\"lines\":0", "\"score\":100");
        assertThat(velos.run("logs", "--file", "empty.log", "--patterns", "--json")
                        .out())
                .isEqualTo("[]\n");
        assertThat(velos.run("logs", "--file", "empty.log", "--dedupe").code()).isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @CsvSource({
        "--summary --patterns, --patterns and --summary exclude each other",
        "--dedupe --follow, --dedupe and --follow exclude each other",
        "--templates --raw, --templates and --raw exclude each other",
        "--summary --max-tokens few, --max-tokens few"
    })
    void optionsThatMakeNoSense_areRefused(String options, String message) {
        Outcome outcome = logs((options + " --ai").split(" "));

        assertThat(outcome.code()).isNotEqualTo(ExitCode.DONE);
        assertThat(outcome.out()).contains(message);
    }
}
