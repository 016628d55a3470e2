package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real programs by the real clock, on every backend. */
abstract class Schedules {
    @RegisterExtension
    final VelosFixture velos;

    Schedules(Platform platform) {
        velos = new VelosFixture(platform);
    }

    private void untilRuns(int count) {
        velos.until(count + " runs", () -> velos.log("job").text().lines().count() >= count);
    }

    @Test
    void job_runsAgainAndAgain() {
        velos.write("job.sh", "echo run\n");
        velos.velos("start", "job.sh", "--schedule", "* * * * * *").succeeds().says("job waiting");
        untilRuns(2);
        velos.velos("stop", "job").succeeds();
        assertThat(velos.process("job").nextRunMillis()).isEmpty();
    }

    @Test
    void job_runsOnUnderTheNextDaemon() {
        velos.write("job.sh", "echo run\n");
        velos.velos("start", "job.sh", "--schedule", "* * * * * *").succeeds();
        untilRuns(1);
        velos.killDaemon();
        int before = (int) velos.log("job").text().lines().count();
        velos.velos("ping").succeeds();
        untilRuns(before + 2);
    }

    @Test
    void jobBetweenItsRuns_tellsWhenTheNextOneIs() {
        velos.write("job.sh", "echo run; exit 3\n");
        velos.velos("start", "job.sh", "--schedule", "0 0 1 1 *").succeeds();
        assertThat(velos.process("job").status()).isEqualTo(ProcessStatus.WAITING);
        velos.velos("list").succeeds().says("next run ", "-01-01 00:00:00");
        velos.velos("info", "job").succeeds().says("0 0 1 1 *, overlap: skip", "next run");
        assertThat(velos.velos("list", "--json")
                        .succeeds()
                        .jsonArray()
                        .getFirst()
                        .integer("next_run_ms"))
                .isPositive();
        velos.velos("restart", "job");
        untilRuns(1);
        velos.until("it waits again", () -> velos.process("job").reason().equals("exit 3"));
        velos.velos("list").succeeds().says("exit 3; next run ");
    }

    @Test
    void cronRestartAndMaxAge_restartWhatRuns() {
        velos.write("app.sh", "echo up; exec sleep 1000\n");
        velos.velos("start", "app.sh", "--name", "cron", "--cron-restart", "*/2 * * * * *")
                .succeeds();
        velos.velos("start", "app.sh", "--name", "old", "--max-age", "1s").succeeds();
        velos.until(
                "both were restarted",
                () -> velos.process("cron").restarts() > 0
                        && velos.process("old").restarts() > 0);
        assertThat(velos.process("cron").reason()).isEqualTo("schedule");
        assertThat(velos.process("old").reason()).isEqualTo("max_age: 1s");
    }

    @Test
    void whatIsNoSchedule_isRefused() {
        velos.write("job.sh", "echo run\n");
        velos.velos("start", "job.sh", "--schedule", "0 0 30 2 *").exits(2).complains("it never fires");
        velos.velos("start", "job.sh", "--schedule", "@reboot").exits(2).complains("at every boot");
        velos.velos("start", "job.sh", "--timezone", "UTC").exits(2).complains("--timezone has no effect");
        velos.velos("start", "job.sh", "--schedule", "@daily", "--timezone", "Mars/Base")
                .exits(2)
                .complains("is no time zone");
        velos.velos("start", "job.sh", "--schedule", "@daily", "--cron-restart", "@daily")
                .exits(2)
                .complains("do not go together");
    }

    @Test
    void example_runs() throws IOException {
        Path example = VelosFixture.sources().resolve("examples/schedule");
        for (String file : new String[] {"velos.toml", "report.sh", "service.sh"}) {
            velos.write("example/" + file, Files.readString(example.resolve(file)));
        }
        velos.velos("start", "--config", "example/velos.toml").succeeds().says("report waiting", "service online");
        velos.until("there is a report", () -> velos.log("report").text().contains("report of"));
    }
}
