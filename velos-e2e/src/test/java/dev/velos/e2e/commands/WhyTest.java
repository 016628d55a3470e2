package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.protocol.Fields;
import dev.velos.e2e.fixture.VelosFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WhyTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void nodeProgramWithoutAModule_isExplainedWithItsTrace() {
        velos.write("app.js", "require('no-such-module')\n");
        velos.velos("start", "app.js", "--restart", "never", "--no-wait").succeeds();
        velos.velos("wait", "app", "--exit").succeeds();

        velos.velos("why", "app")
                .succeeds()
                .says("It needs no-such-module, which is not there.", "exit 1, after", "Last error", "at ")
                .says("npm ci");
        Fields brief = velos.velos("why", "app", "--ai")
                .succeeds()
                .jsonObject()
                .list("ps")
                .getFirst();
        assertThat(brief.list("because").getFirst().text("rule")).isEqualTo("module-missing");
        assertThat(brief.fields("le").text("text")).hasSizeLessThan(600);
    }

    @Test
    void portThatIsTaken_isNamed() {
        velos.write("server.py", """
                import http.server, socket
                taken = socket.socket()
                taken.bind(('127.0.0.1', 0))
                taken.listen()
                http.server.HTTPServer(taken.getsockname(), http.server.SimpleHTTPRequestHandler)
                """);
        velos.velos("start", "server.py", "--restart", "never", "--no-wait").succeeds();
        velos.velos("wait", "server", "--exit").succeeds();

        velos.velos("why", "server").succeeds().says("The port that it opens is taken.");
    }

    @Test
    void crashLoopOfAScriptThatCallsWhatIsNotThere_isSeenThrough() {
        velos.write("velos.toml", """
                [process.job]
                script = "job.sh"
                max_restarts = 3
                """);
        velos.write("job.sh", "no-such-command\n");
        velos.velos("start", "--no-wait").succeeds();
        velos.until("it is given up", () -> velos.process("job").status().wire().equals("errored"));
        velos.write("velos.toml", """
                [process.job]
                script = "job.sh"
                args = ["x"]
                """);

        velos.velos("why", "job")
                .succeeds()
                .says("Exit 127", "gave it up", "velos.toml says otherwise by now of: ")
                .says("velos restart job");
    }

    @Test
    void whatRunsAndWhatWasStopped_areToldAsSuch() {
        velos.write("idle.sh", "sleep 1000\n");
        velos.velos("start", "idle.sh").succeeds();
        velos.velos("why", "idle").succeeds().says("It runs.");
        velos.velos("stop", "idle").succeeds();
        velos.velos("why", "idle").succeeds().says("It was stopped", "velos start idle");
        velos.velos("why", "idel").exits(3).complains("idle");
    }
}
