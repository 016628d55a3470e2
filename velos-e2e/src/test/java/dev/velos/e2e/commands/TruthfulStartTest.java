package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.protocol.Fields;
import dev.velos.e2e.fixture.Result;
import dev.velos.e2e.fixture.VelosFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code velos start} returns when the program is up, or says why it is not. */
class TruthfulStartTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private Result start(String file, String content, String... options) {
        String script = velos.write(file, content).toString();
        return velos.velos(
                java.util.stream.Stream.concat(java.util.stream.Stream.of("start", script), List.of(options).stream())
                        .toArray(String[]::new));
    }

    @Test
    void syntaxErrorInNode_failsWithItsLastLines() {
        start("broken.js", "const x = ;\n")
                .exits(1)
                .complains("\"broken\" is not up", "exit 1", "SyntaxError: Unexpected token ';'", "velos logs broken");
        velos.until("it is tried again", () -> velos.process("broken").restarts() > 0);
    }

    @Test
    void exceptionInPython_failsWithItsLastLines() {
        start("boom.py", "import json\nraise ValueError('no such luck')\n")
                .exits(1)
                .complains("\"boom\" is not up", "exit 1", "boom.py\", line 2", "ValueError: no such luck");
    }

    @Test
    void exitCode_isTheReason() {
        start("three.sh", "echo on stdout; echo its complaint >&2; exit 3\n", "--restart", "never")
                .exits(1)
                .complains("\"three\" is not up", "exit 3", "its complaint");
        ProcessSnapshot three = velos.process("three");
        assertThat(three.status()).isEqualTo(ProcessStatus.ERRORED);
        assertThat(three.reason()).isEqualTo("exit 3");
        assertThat(three.pid()).isEmpty();
    }

    @Test
    void programThatWroteNothingToStderr_showsItsStdout() {
        start("plain.sh", "echo only on stdout; exit 1\n").exits(1).complains("only on stdout");
    }

    @Test
    void exitWithoutError_isNoStartOfAServer() {
        start("quick.sh", "exit 0\n").exits(1).complains("\"quick\" is not up", "exit 0", "--restart on-failure");
    }

    @Test
    void exitWithoutError_completesAJob() {
        start("job.sh", "echo done\n", "--restart", "on-failure").succeeds().says("job completed");
        assertThat(velos.process("job").status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(velos.log("job").text()).isEqualTo("done\n");
    }

    @Test
    void failingChildOfAWrapper_failsTheStart() {
        velos.write("inner.js", "throw new Error('inner trouble')\n");
        start("wrapper.sh", "node inner.js\necho 'wrapper goes' >&2\nexit 7\n", "--cwd", ".")
                .exits(1)
                .complains("\"wrapper\" is not up", "exit 7", "inner trouble", "wrapper goes");
    }

    @Test
    void signal_isTheReason() {
        start("suicide.sh", "kill -SEGV $$\n").exits(1).complains("\"suicide\" is not up", "SIGSEGV");
    }

    @Test
    void failedStart_isTriedAgainAndCanBeDeleted() {
        start(
                        "later.sh",
                        "test -f go && exec sleep 1000; exit 1\n",
                        "--cwd",
                        velos.work().toString())
                .exits(1);
        velos.write("go", "");
        velos.until("it is online", () -> velos.process("later").status() == ProcessStatus.ONLINE);
        assertThat(velos.process("later").restarts()).isPositive();
        velos.velos("delete", "later").succeeds();
    }

    @Test
    void unstableRestarts_endAsErroredWithTheReason() {
        velos.write("velos.toml", """
                [process.hopeless]
                script = "/bin/false"
                max_restarts = 3
                """);
        velos.velos("start", "--config", "velos.toml").exits(1);
        velos.until("it is given up", () -> velos.process("hopeless").status() == ProcessStatus.ERRORED);
        assertThat(velos.process("hopeless").reason()).contains("exit 1", "given up after 3");
        assertThat(velos.process("hopeless").restarts()).isEqualTo(3);
    }

    @Test
    void noWait_returnsBeforeTheProgramIsUp() {
        start("broken.js", "const x = ;\n", "--no-wait").succeeds();
        velos.until("it has failed", () -> velos.process("broken").reason().equals("exit 1"));
    }

    @ParameterizedTest
    @CsvSource({"never, errored", "on-failure, waiting", "always, waiting"})
    void failedStart_saysWhyAndWhatFollows(String policy, String status) {
        Result text = start("bad.sh", "sleep 1000 & exit 3\n", "--restart", policy);
        text.exits(1).complains("\"bad\" is not up", "exit 3");
        assertThat(text.err().contains("goes on trying")).isEqualTo(!policy.equals("never"));
        velos.velos("delete", "bad").succeeds();
        Fields snapshot = start("bad.sh", "sleep 1000 & exit 3\n", "--restart", policy, "--json")
                .exits(1)
                .jsonArray()
                .getFirst()
                .fields("snapshot");
        assertThat(snapshot.text("status")).isEqualTo(status);
        assertThat(snapshot.text("reason")).isEqualTo("exit 3");
    }

    @Test
    void jsonOfAFailedStart_hasReasonAndLastLines() {
        Result result =
                start("three.sh", "echo complaint >&2; exit 3\n", "--json").exits(1);
        Fields only = result.jsonArray().getFirst();
        assertThat(only.text("process")).isEqualTo("three");
        assertThat(only.fields("failure").text("code")).isEqualTo("spawn-failed");
        assertThat(only.fields("failure").text("message")).contains("exit 3");
        assertThat(only.fields("failure").text("remedy")).isNotEmpty();
        assertThat(only.texts("last_lines")).containsExactly("complaint");
    }
}
