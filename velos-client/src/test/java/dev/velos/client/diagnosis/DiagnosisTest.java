package dev.velos.client.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Error: listen EADDRINUSE: address already in use :::3000|port-taken",
                "OSError: [Errno 98] Address already in use|port-taken",
                "Error: Cannot find module 'express'|module-missing",
                "ModuleNotFoundError: No module named 'flask'|module-missing",
                "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory|out-of-heap",
                "java.lang.OutOfMemoryError: Java heap space|out-of-heap",
                "Error: EACCES: permission denied, open '/etc/shadow'|permission",
                "sh: ./run: Permission denied|permission",
                "KeyError: 'DATABASE_URL'|environment",
                "Error: DATABASE_URL is not set|environment",
                "missing environment variable API_KEY|environment",
                "Error: connect ECONNREFUSED 127.0.0.1:5432|refused",
                "OSError: [Errno 28] No space left on device|disk-full",
                "Error: EMFILE: too many open files, watch|too-many-files",
                "Error: ENOENT: no such file or directory, open 'config.json'|file-missing",
                "SyntaxError: Unexpected token '}'|syntax",
            })
    void textOfTheLastError_isUnderstood(String error, String rule) {
        assertThat(rules(evidence("errored", error, life("exit 1", new ExitStatus.Code(1), 200))))
                .startsWith(rule);
    }

    @Test
    void whatTheErrorNames_isInTheSentence() {
        Finding finding = Diagnosis.of(evidence(
                        "errored", "Error: Cannot find module 'express'", life("exit 1", new ExitStatus.Code(1), 200)))
                .getFirst();

        assertThat(finding.what()).contains("express");
        assertThat(finding.advice()).contains("npm ci");
    }

    @ParameterizedTest
    @CsvSource({
        "code:126, exit 126, not-executable",
        "code:127, exit 127, command-not-found",
        "code:137, exit 137, killed",
        "code:143, exit 143, terminated",
        "code:3, exit 3, exit",
        "signal:9, SIGKILL, killed",
        "signal:15, SIGTERM, terminated",
        "signal:11, SIGSEGV, crash",
        "signal:15, memory: 512M of 300M, max-memory",
        "signal:15, not ready: waited 30s for tcp:3000, ready-timeout",
        "signal:15, unhealthy: http 500, health-check",
        "signal:15, watchdog: 10s, watchdog",
    })
    void howItEnded_isUnderstood(String exit, String reason, String rule) {
        Life life = life(reason, ExitStatus.ofWire(exit).orElseThrow(), 60_000);
        assertThat(rules(evidence("waiting", "", life))).containsExactly(rule);
    }

    @Test
    void programThatCouldNotBeStarted_isToldInTheWordsOfTheDaemon() {
        Life life = life("nope is not on PATH", new ExitStatus.NotStarted("nope is not on PATH"), 0);
        assertThat(Diagnosis.of(evidence("errored", "", life)).getFirst().what())
                .contains("nope is not on PATH");
    }

    @Test
    void severalShortLives_areACrashLoop() {
        Life life = life("exit 1", new ExitStatus.Code(1), 300);
        assertThat(rules(evidence("errored", "", life, life, life))).containsExactly("exit", "crash-loop");
        assertThat(rules(evidence("errored", "", life, life))).containsExactly("exit");
    }

    @Test
    void oldErrorOfAProcessThatWasStopped_explainsNothing() {
        Life life = life("stopped", new ExitStatus.Signal(15), 60_000);
        assertThat(rules(evidence("stopped", "Error: EADDRINUSE", life))).containsExactly("stopped");
        assertThat(rules(evidence("online", "Error: EADDRINUSE"))).containsExactly("fine");
    }

    @Test
    void unmetDependency_andFailingHealthCheck_areNamed() {
        assertThat(rules(withField("waiting", "awaits", "db to be healthy"))).containsExactly("dependency");
        assertThat(rules(withField("launching", "awaits", "tcp:3000"))).containsExactly("not-ready-yet");
    }

    private static List<String> rules(Evidence evidence) {
        return Diagnosis.of(evidence).stream().map(Finding::rule).toList();
    }

    private static Life life(String reason, ExitStatus exit, long millis) {
        return new Life(1, 1000, 1000 + millis, exit, reason, 0);
    }

    private static Evidence evidence(String status, String error, Life... lives) {
        return new Evidence(snapshot(status, "", ""), List.of(lives), error);
    }

    private static Evidence withField(String status, String field, String value) {
        return new Evidence(snapshot(status, field, value), new ArrayList<>(), "");
    }

    private static ProcessSnapshot snapshot(String status, String field, String value) {
        Fields.Builder fields = Fields.builder()
                .put("id", 1)
                .put("name", "api")
                .put("status", status)
                .put("script", "/srv/api.js")
                .putTexts("args", List.of())
                .put("cwd", "/srv")
                .put("out_log", "/o")
                .put("err_log", "/e");
        return ProcessSnapshot.of(
                field.isEmpty() ? fields.build() : fields.put(field, value).build());
    }
}
