package dev.velos.e2e.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.Condition.Health;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.FreePort;
import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What real programs say and are asked, on every backend. */
abstract class ReadinessAndHealth {
    /** Says that it is ready when there is a file named "go"; ends by the message. */
    private static final String NODE = """
            const fs = require('fs');
            const work = setInterval(() => {
              if (process.send && !process.said && fs.existsSync('go')) {
                process.said = true;
                process.send('ready');
              }
            }, 20);
            process.on('disconnect', () => console.log('disconnected'));
            process.on('message', (message) => {
              console.log('heard ' + message);
              if (message === 'shutdown') process.exit(0);
            });
            """;

    /** A server whose health page answers with the number in the file "status". */
    private static final String SERVER = """
            const fs = require('fs');
            require('http').createServer((request, response) => {
              response.statusCode = Number(fs.readFileSync('status', 'utf8'));
              response.end();
            }).listen(Number(process.env.PORT), '127.0.0.1');
            """;

    /** Its child says that it is ready, when there is a file named "go"; then it barks until there is one named "quiet". */
    private static final String NOTIFIER = """
            import os, socket, subprocess, sys, time
            def notify(text):
                try:
                    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
                        s.sendto(text.encode(), os.environ["NOTIFY_SOCKET"])
                except OSError:
                    pass
            if len(sys.argv) > 1:
                notify("READY=1\\nSTATUS=three jobs")
                sys.exit()
            while not os.path.exists("go"):
                time.sleep(0.02)
            subprocess.run([sys.executable, __file__, "say"])
            while True:
                if not os.path.exists("quiet"):
                    notify("WATCHDOG=1")
                time.sleep(0.02)
            """;

    @RegisterExtension
    final VelosFixture velos;

    private final Platform platform;

    ReadinessAndHealth(Platform platform) {
        this.platform = platform;
        velos = new VelosFixture(platform);
    }

    private void config(String lines) {
        velos.write("velos.toml", "[process.app]\n" + lines + "\n");
    }

    private void until(ProcessStatus status) {
        velos.until(
                "app is " + status,
                () -> velos.find("app")
                        .filter(process -> process.status() == status)
                        .isPresent());
    }

    @Test
    void nodeProgram_isOnlineWhenItSaysSo() {
        velos.write("app.js", NODE);
        RunningCommand start = velos.command("start", "app.js", "--wait-ready").start();
        velos.until(
                "it is launching",
                () -> velos.find("app")
                        .filter(process -> process.condition().awaits().equals("process.send('ready')"))
                        .isPresent());
        assertThat(velos.process("app").status()).isEqualTo(ProcessStatus.LAUNCHING);
        velos.write("go", "");
        start.result().succeeds().says("app online");
    }

    @Test
    void nodeProgram_neitherBreaksNorHearsADisconnectWhenTheDaemonDies() {
        velos.write("app.js", NODE);
        velos.write("go", "");
        velos.velos("start", "app.js", "--wait-ready", "--shutdown-message").succeeds();
        long pid = velos.pid("app");
        velos.killDaemon();
        assertThat(velos.pid("app")).isEqualTo(pid);
        velos.velos("stop", "app").succeeds();
        assertThat(velos.log("app").text()).doesNotContain("disconnected");
        if (platform == Platform.NATIVE) {
            assertThat(velos.log("app").text()).contains("heard shutdown");
        }
        assertThat(velos.process("app").status()).isEqualTo(ProcessStatus.STOPPED);
    }

    @Test
    void nodeProgramThatIsLaunchingWhenTheDaemonDies_isHeardByTheNext() {
        Assumptions.assumeTrue(platform == Platform.NATIVE, "only Linux's own backend takes a channel back");
        velos.write("app.js", NODE);
        velos.velos("start", "app.js", "--wait-ready", "--no-wait").succeeds();
        long pid = velos.pid("app");
        velos.killDaemon();
        assertThat(velos.process("app").status()).isEqualTo(ProcessStatus.LAUNCHING);
        velos.write("go", "");
        until(ProcessStatus.ONLINE);
        assertThat(velos.pid("app")).isEqualTo(pid);
    }

    @Test
    void message_comesBeforeTheSignal() {
        velos.write("app.js", NODE);
        velos.velos("start", "app.js", "--shutdown-message").succeeds();
        velos.velos("stop", "app").succeeds();
        assertThat(velos.log("app").text()).isEqualTo("heard shutdown\n");
    }

    @Test
    void programThatNotifies_isHeardThroughItsChild_alsoByTheNextDaemon() {
        velos.write("app.py", NOTIFIER);
        config("script = \"app.py\"\nready.notify = true\nwatchdog = \"1s\"");
        velos.velos("start", "--no-wait").succeeds();
        long pid = velos.pid("app");
        velos.killDaemon();
        assertThat(velos.process("app").status()).isEqualTo(ProcessStatus.LAUNCHING);
        velos.write("go", "");
        until(ProcessStatus.ONLINE);
        assertThat(velos.process("app").condition().says()).isEqualTo("three jobs");
        assertThat(velos.pid("app")).isEqualTo(pid);
        velos.write("quiet", "");
        velos.until("it is started again", () -> velos.process("app").restarts() > 0);
        assertThat(velos.process("app").reason()).isEqualTo("watchdog: no WATCHDOG=1 for 1s");
    }

    @Test
    void programThatIsNotReadyInTime_isToldAsNotUp_withWhatWasAwaited() {
        int port = FreePort.choose();
        config("script = \"sleep\"\nargs = [\"1000\"]\nready.tcp = \"127.0.0.1:" + port
                + "\"\nready_timeout = \"300ms\"\nrestart = \"never\"");
        String awaited = "tcp 127.0.0.1:" + port;
        velos.velos("start")
                .exits(1)
                .complains(
                        "app: waiting for " + awaited + ", at most 300ms",
                        "\"app\" is not up: not ready: waited 300ms for " + awaited + ": Connection refused");
        assertThat(velos.process("app").status()).isEqualTo(ProcessStatus.ERRORED);
    }

    @Test
    void line_isTheSignOfReadiness() {
        velos.write(
                "app.sh", "while [ ! -e go ]; do sleep 0.02; done; echo now listening on port 3000; exec sleep 1000");
        config("script = \"./app.sh\"\ninterpreter = \"sh\"\nready.log = \"listening on * 3000\"");
        RunningCommand start = velos.command("start").start();
        until(ProcessStatus.LAUNCHING);
        velos.write("go", "");
        start.result().succeeds().says("app online");
    }

    @Test
    void unhealthyProgram_isMarkedAndRecovers() {
        server("health.action = \"mark\"");
        velos.write("status", "503");
        velos.until("it is unhealthy", () -> velos.process("app").condition().isUnhealthy());
        ProcessSnapshot app = velos.process("app");
        assertThat(app.status()).isEqualTo(ProcessStatus.ONLINE);
        assertThat(app.condition().problem()).endsWith("/health: status 503");
        velos.velos("list").succeeds().says("unhealthy", "status 503");
        velos.velos("info", "app").succeeds().says("unhealthy: http");
        velos.write("status", "200");
        velos.until(
                "it is healthy",
                () -> velos.process("app")
                        .condition()
                        .health()
                        .filter(Health.HEALTHY::equals)
                        .isPresent());
        assertThat(velos.process("app").restarts())
                .as(velos.process("app").reason())
                .isZero();
    }

    @Test
    void unhealthyProgram_isStartedAnew_alsoByADaemonThatTookItOver() {
        server("");
        velos.killDaemon();
        assertThat(velos.process("app").restarts()).isZero();
        velos.write("status", "500");
        velos.until("it is started again", () -> velos.process("app").restarts() > 0);
        assertThat(velos.process("app").reason())
                .startsWith("unhealthy: http 127.0.0.1:")
                .endsWith("status 500");
    }

    /** Starts it, and waits until it is healthy. */
    private void server(String line) {
        int port = FreePort.choose();
        velos.write("status", "200");
        velos.write("app.js", SERVER);
        config("script = \"app.js\"\nenv.PORT = \"" + port + "\"\nhealth.http = \"127.0.0.1:" + port
                + "/health\"\nhealth.interval = \"100ms\"\n" + line);
        velos.velos("start").succeeds();
        velos.until(
                "it is healthy",
                () -> velos.process("app")
                        .condition()
                        .health()
                        .filter(Health.HEALTHY::equals)
                        .isPresent());
    }
}
