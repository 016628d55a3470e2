package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.e2e.fixture.VelosFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WaitTest {
    private static final String SERVER = """
            import http.server, sys
            server = http.server.HTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)
            print('listening on', server.server_port, flush=True)
            server.serve_forever()
            """;

    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void lineThatWasLogged_endsTheWait_andNamesThePortThatAnswers() {
        velos.write("server.py", SERVER);
        velos.velos("start", "server.py").succeeds();
        String said = velos.velos("wait", "server", "--log", "listening on \\d+")
                .succeeds()
                .out();
        String port = said.replaceAll("(?s).*listening on (\\d+).*", "$1");

        velos.velos("wait", "server", "--port", port).succeeds().says("port " + port + " answers");
        velos.velos("wait", "server").succeeds().says("server is online");
    }

    @Test
    void processThatDiesWhileItIsWaitedFor_isSaidAtOnce() {
        velos.write("die.sh", "sleep 0.2\nexit 7\n");
        velos.velos("start", "die.sh", "--wait-ready", "--no-wait").succeeds();

        velos.velos("wait", "die", "--timeout", "10m").exits(1).complains("die died meanwhile: exit 7 after");
    }

    @Test
    void exit_isWaitedFor_overADaemonsDeath() {
        velos.write("job.sh", "read -r go\nexit 3\n");
        velos.velos("start", "job.sh", "--restart", "never").succeeds();
        var waiting = velos.command("wait", "job", "--exit", "--timeout", "10m").start();
        velos.killDaemon();
        velos.velos("send", "job", "now").succeeds();

        assertThat(waiting.result().succeeds().out()).contains("job ended");
    }

    @Test
    void whatDoesNotComeInTime_isSaid_withHowThingsStand() {
        velos.write("idle.sh", "sleep 1000\n");
        velos.velos("start", "idle.sh", "--wait-ready", "--no-wait").succeeds();

        velos.velos("wait", "idle", "--timeout", "50ms")
                .exits(5)
                .complains("Waited for idle to be ready, for 50ms in vain", "waits for process.send('ready')");
        assertThat(velos.velos("wait", "idle", "--log", "never", "--timeout", "50ms", "--ai")
                        .exits(5)
                        .out())
                .startsWith("{\"error\":{\"code\":\"timeout\",");
        velos.velos("wait", "idel").exits(3).complains("Did you mean \"idle\"?");
        velos.velos("wait", "idle", "--healthy").exits(1).complains("runs without a health check");
        velos.velos("wait", "idle", "--log", "(").exits(1).complains("no \")\"");
    }
}
