package dev.velos.e2e.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was, is known after a daemon's death, too. */
class HistoryTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void livesAndEvents_outliveTheDaemon() {
        velos.write("job.sh", "[ -e gone ] && exec sleep 1000; touch gone; exit 7\n");
        velos.velos("start", "job.sh", "--no-wait").succeeds();
        velos.until("it lives again", () -> velos.process("job").restarts() == 1);
        velos.velos("restart", "job").succeeds();
        velos.killDaemon();

        velos.velos("info", "job").succeeds().says("earlier lives", "exit 7", "restarted by user");
        velos.velos("events", "job").succeeds().says("started", "exit 7 after", "restarted by user", "adopted");
        velos.velos("stop", "j*").succeeds();
        velos.velos("events", "job", "--lines", "1").succeeds().says("stopped");
        velos.velos("events", "jod").exits(3).complains("no events of \"jod\"", "Did you mean \"job\"");
    }

    @Test
    void followedEvents_goOnAcrossADeath() {
        velos.write("a.sh", "sleep 1000\n");
        velos.write("b.sh", "sleep 1000\n");
        velos.velos("start", "a.sh").succeeds();
        RunningCommand follow =
                velos.command("events", "--follow", "--json", "a", "b").start();
        velos.until("it follows", () -> follow.out().contains("\"event\":\"online\",\"process\":\"a\""));
        velos.killDaemon();
        velos.velos("start", "b.sh").succeeds();

        velos.until("it goes on", () -> follow.out().contains("\"event\":\"online\",\"process\":\"b\""));
        assertThat(follow.out()).containsOnlyOnce("\"event\":\"adopted\"");
        velos.velos("kill").succeeds();
        velos.until("it has ended", () -> follow.out().contains("\"by\":\"velos kill\""));
    }
}
