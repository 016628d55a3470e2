package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.NumberedWriter;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code velos daemon --no-daemon}, as a service manager or a container runs it. */
class ForegroundDaemonTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private RunningCommand startDaemon() {
        RunningCommand daemon = velos.command("daemon", "--no-daemon").start();
        velos.until("it answers", () -> velos.velos("ping").exitCode() == 0);
        return daemon;
    }

    @Test
    void sigterm_stopsChildrenGracefullyAndClearsUp() {
        RunningCommand daemon = startDaemon();
        assertThat(velos.daemonPid()).isEqualTo(daemon.pid());
        NumberedWriter.NODE.start(velos);
        NumberedWriter.SHELL.start(velos);
        long pid = velos.pid(NumberedWriter.NODE.processName());
        daemon.terminate();
        daemon.result().exits(0);
        assertThat(Machine.isAlive(pid)).isFalse();
        NumberedWriter.NODE.checkLog(velos);
        NumberedWriter.SHELL.checkLog(velos);
        assertThat(Files.exists(velos.home().pidFile())).as("the pid file").isFalse();
        assertThat(Files.exists(velos.home().socket())).as("the socket").isFalse();
    }

    @Test
    void foregroundDaemon_saysWhatItDoesAndServesCommands() {
        RunningCommand daemon = startDaemon();
        velos.velos("start", velos.write("s.sh", "exec sleep 1000\n").toString())
                .succeeds();
        velos.velos("kill").succeeds();
        daemon.result().exits(0).says("runs as pid " + daemon.pid(), "Stopped");
    }

    @Test
    void secondDaemonOfOneHome_saysThatOneRuns() {
        RunningCommand daemon = startDaemon();
        velos.velos("daemon", "--no-daemon")
                .complains("A daemon runs already for " + velos.home().directory());
        assertThat(daemon.isAlive()).isTrue();
        assertThat(velos.daemonPid()).isEqualTo(daemon.pid());
    }

    @Test
    void closedTerminal_stopsAForegroundDaemonWithItsChildren() {
        RunningCommand daemon = startDaemon();
        NumberedWriter.PYTHON.start(velos);
        velos.command("kill", "-HUP", Long.toString(daemon.pid())).runProgram().succeeds();
        daemon.result().exits(0);
        NumberedWriter.PYTHON.checkLog(velos);
    }
}
