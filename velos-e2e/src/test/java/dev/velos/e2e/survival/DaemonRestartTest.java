package dev.velos.e2e.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.NumberedWriter;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code velos daemon restart}: an upgrade while everything runs. */
class DaemonRestartTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void underLoad_costsNoProcessAndNoLine() {
        for (NumberedWriter writer : NumberedWriter.values()) {
            writer.start(velos);
        }
        List<Long> before = pids();
        long daemon = velos.daemonPid();
        for (int i = 0; i < 3; i++) {
            velos.velos("daemon", "restart").succeeds().says("kept its processes");
            assertThat(pids()).isEqualTo(before);
            long size = NumberedWriter.NODE.log(velos).size();
            velos.until(
                    "lines come in again", () -> NumberedWriter.NODE.log(velos).size() > size);
        }
        assertThat(velos.daemonPid()).as("the daemon becomes the new one").isEqualTo(daemon);
        for (NumberedWriter writer : NumberedWriter.values()) {
            writer.stopAndCheckLog(velos);
        }
    }

    private List<Long> pids() {
        return velos.list().stream().map(process -> process.pid().orElseThrow()).toList();
    }

    @Test
    void exitCodeAfterARestart_isKnown() {
        velos.write("job.sh", "until [ -e go ]; do sleep 0.02; done; exit 42\n");
        velos.velos("start", "job.sh", "--restart", "never").succeeds();
        velos.velos("daemon", "restart").succeeds();
        velos.write("go", "");
        velos.until("it has ended", () -> !velos.process("job").status().isAlive());
        ProcessSnapshot job = velos.process("job");
        assertThat(job.status()).isEqualTo(ProcessStatus.ERRORED);
        assertThat(job.reason()).isEqualTo("exit 42");
    }

    @Test
    void follower_goesOnAcrossRestartAndDeath() {
        NumberedWriter.NODE.start(velos);
        RunningCommand follow = velos.command(
                        "logs", NumberedWriter.NODE.processName(), "--follow", "--lines", "100000")
                .start();
        velos.until("it follows", () -> !follow.out().isEmpty());
        velos.velos("daemon", "restart").succeeds();
        velos.killDaemon();
        NumberedWriter.NODE.stopAndCheckLog(velos);
        long last = NumberedWriter.NODE.log(velos).last();
        velos.until(follow + " shows line " + last, () -> follow.out().endsWith(" " + last + "\n"));
        List<Long> shown = follow.out()
                .lines()
                .map(line -> Long.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
        for (int i = 0; i < shown.size(); i++) {
            assertThat(shown.get(i)).isEqualTo(shown.getFirst() + i);
        }
    }

    /** A client that finds none takes it that the daemon was stopped for good. */
    @Test
    void pidFile_isThereAllThroughARestart() {
        velos.velos("daemon", "start").succeeds();
        RunningCommand restart = velos.command("daemon", "restart").start();
        while (restart.isAlive()) {
            assertThat(Files.exists(velos.home().pidFile())).isTrue();
        }
        restart.result().succeeds();
    }

    @Test
    void restartWithoutADaemon_startsOne() {
        velos.velos("daemon", "restart").succeeds();
        velos.velos("ping").succeeds();
    }
}
