package dev.velos.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.cli.Harness.Outcome;
import dev.velos.cli.command.ExitCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFilesTest extends InHarness {
    private static final String TEXT = """
            2026-02-12T10:00:00Z INFO start
            2026-02-12T10:00:05Z ERROR cannot go on
            java.lang.IllegalStateException: no
            \tat com.example.Main.run(Main.java:3)
            2026-02-12T10:01:00Z WARN slow
            2026-02-12T10:02:00Z INFO done
            """;
    private static final String ERROR = """
            2026-02-12T10:00:05Z ERROR cannot go on
            java.lang.IllegalStateException: no
            \tat com.example.Main.run(Main.java:3)
            """;

    private Path log;

    @BeforeEach
    void writeLog() throws IOException {
        log = folder.resolve("app.log");
        Files.writeString(log, TEXT);
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
    void noConditions_showsTheLastLines() {
        assertThat(logs("--lines", "2").out())
                .isEqualTo("2026-02-12T10:01:00Z WARN slow\n2026-02-12T10:02:00Z INFO done\n");
    }

    @Test
    void conditions_combine() {
        assertThat(logs("--level", "error").out()).isEqualTo(ERROR);
        assertThat(logs("--grep", "main", "-i", "--level", "warn").out()).isEqualTo(ERROR);
        assertThat(logs("--grep", "INFO|ERROR", "--invert").out()).isEqualTo("2026-02-12T10:01:00Z WARN slow\n");
        assertThat(logs("--since", "2026-02-12T10:00:30Z", "--until", "2026-02-12T10:01:30Z")
                        .out())
                .isEqualTo("2026-02-12T10:01:00Z WARN slow\n");
        assertThat(logs("--level", "info", "--lines", "1").out()).isEqualTo("2026-02-12T10:02:00Z INFO done\n");
    }

    @Test
    void around_showsErrorsFirst() {
        assertThat(logs("--around", "2026-02-12T10:00:30Z", "--window", "40s").out())
                .isEqualTo(ERROR + "2026-02-12T10:00:00Z INFO start\n2026-02-12T10:01:00Z WARN slow\n");
    }

    @Test
    void context_marksGaps() {
        assertThat(logs("--grep", "start|done", "--context", "1").out())
                .isEqualTo("2026-02-12T10:00:00Z INFO start\n" + ERROR
                        + "2026-02-12T10:01:00Z WARN slow\n2026-02-12T10:02:00Z INFO done\n");
    }

    @Test
    void json_isOneObjectAnEvent() {
        assertThat(logs("--level", "error", "--json").out())
                .isEqualTo("{\"file\":\"" + log + "\",\"time_ms\":1770890405000,\"level\":\"error\",\"text\":\""
                        + ERROR.stripTrailing().replace("\n", "\\n").replace("\t", "\\t") + "\"}\n");
    }

    @Test
    void ai_isBoundedAndGoesOnAtItsCursor() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            text.append("2026-02-12T10:00:")
                    .append(i < 250 ? "00" : "01")
                    .append("Z INFO line ")
                    .append(i)
                    .append('\n');
        }
        Files.writeString(log, text);
        String seen = "";
        String cursor = "";
        int answers = 0;
        do {
            Outcome outcome = cursor.isEmpty()
                    ? logs("--ai", "--max-tokens", "400", "--level", "info")
                    : logs("--ai", "--max-tokens", "400", "--level", "info", "--cursor", cursor);
            assertThat(outcome.out().length()).isLessThan(400 * 4);
            seen += outcome.out();
            int at = outcome.out().indexOf("\"cur\":\"");
            cursor = at < 0 ? "" : outcome.out().substring(at + 7, outcome.out().indexOf('"', at + 7));
            answers++;
        } while (!cursor.isEmpty());
        assertThat(answers).isGreaterThan(3);
        for (int i = 0; i < 500; i++) {
            assertThat(seen.split("line " + i + "\"", -1)).as("line %d", i).hasSize(2);
        }
    }

    @Test
    void ai_countsEqualNeighbours() throws IOException {
        Files.writeString(log, "same\n".repeat(1000));
        assertThat(logs("--ai", "--lines", "1000").out()).isEqualTo("{\"ev\":[{\"m\":\"same\",\"x\":1000}]}\n");
    }

    @Test
    void compressedFile_isReadAsTheOthers_alsoAmongRotatedOnes() throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("app.log.1.gz")))) {
            out.write("older\n".getBytes(UTF_8));
        }
        assertThat(velos.run("logs", "--file", "app.log.1.gz").out()).isEqualTo("older\n");
        assertThat(logs("--rotated", "--grep", "older|start").out())
                .isEqualTo("older\n2026-02-12T10:00:00Z INFO start\n");
    }

    @Test
    void raw_givesTheBytesAsTheyWere() throws IOException {
        Files.write(log, new byte[] {'a', 'b', '\t', 0x1b, '[', '1', 'm', '\n'});
        assertThat(logs("--raw").out()).isEqualTo("ab\t\u001b[1m\n");
    }

    @Test
    void noMatch_isExitCodeOneWithAHint() {
        Outcome outcome = logs("--grep", "nothing like this");
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("Nothing matches").contains("--ignore-case");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --grep|a(b|at character 2
                    --grep|(?=a)|look-around
                    --level|loud|fatal, error, warn
                    --since|25:00|is no time
                    --around|noon|is no time
                    --last|0s|is no length of time
                    --cursor|xyz|is none
                    --lines|-1|no number of lines
                    --context|x|no number of lines
                    --window|10s|without --around
                    """)
    void whatIsWrong_isAUsageErrorThatTellsWhatIsRight(String option, String value, String expected) {
        Outcome outcome = logs(option, value);
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains(expected);
    }

    @Test
    void reversedPeriod_isAUsageError() {
        Outcome outcome = logs("--since", "2026-02-12", "--until", "2026-02-11");
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("before it begins");
    }

    @Test
    void missingFileAndFolder_areToldApart() {
        assertThat(velos.run("logs", "--file", "nope.log").err()).contains("is not there");
        assertThat(velos.run("logs", "--file", ".").err()).contains("is a folder");
    }

    @Test
    void binaryFile_isReadAndSaid() throws IOException {
        Files.write(log, new byte[] {1, 0, 2, '\n', 'x', '\n'});
        Outcome outcome = logs("--grep", "x");
        assertThat(outcome.out()).isEqualTo("x\n");
        assertThat(outcome.err()).contains("no text");
    }

    @Test
    void badUtf8_isKept() throws IOException {
        Files.write(log, new byte[] {'x', (byte) 0xff, '\n'});
        assertThat(logs("--grep", "x").out()).isEqualTo("x\ufffd\n"); // the harness decodes what was one byte
    }

    @Test
    void lineOfTwoGigabytes_isCutAndSaid() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(file.length());
            file.write("a long line ".getBytes(UTF_8));
            file.seek(2L << 30); // the hole between is of zeros
            file.write("\nafter\n".getBytes(UTF_8));
        }
        assertThat(logs("--lines", "1").out()).isEqualTo("after\n");
        assertThat(logs("--grep", "after").out()).isEqualTo("after\n");
        assertThat(logs("--grep", "long line").out()).contains("... [cut: 2146434");
    }
}
