package dev.velos.e2e.agents;

import static dev.velos.e2e.fixture.McpClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessStatus;
import dev.velos.core.protocol.Fields;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.McpClient;
import dev.velos.e2e.fixture.VelosFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an agent does over standard input and output. */
class McpProcessTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void crashingProgram_isStartedFoundOutMendedAndAwaited() {
        velos.write("app.js", "console.error('no database, password=hunter2'); process.exit(3)");
        McpClient agent = McpClient.open(velos);
        assertThat(agent.fails("process_start", "{\"name\":\"app\",\"script\":\"app.js\"}"))
                .contains("exit 3", "no database, password=***");
        assertThat(text(agent.call("health_check", "{}"))).startsWith("bad: 0 of 1 well");
        assertThat(text(agent.call("process_info", "{\"name\":\"app\"}"))).contains("exit 3", "app.js");
        velos.write("app.js", "console.log('ready at last'); setInterval(() => {}, 1000)");
        agent.call("process_restart", "{\"name\":\"app\"}");
        Fields waited = agent.call("process_wait", "{\"name\":\"app\",\"until\":\"ready\"}");
        assertThat(waited.fields("structuredContent").flag("met", false)).isTrue();
        assertThat(text(agent.call(
                        "process_wait", "{\"name\":\"app\",\"until\":\"log\",\"pattern\":\"ready at l.st\"}")))
                .isEqualTo("yes: app: ready at last");
        assertThat(velos.process("app").status()).isEqualTo(ProcessStatus.ONLINE);
        agent.call("process_stop", "{\"name\":\"app\"}");
        assertThat(velos.process("app").status()).isEqualTo(ProcessStatus.STOPPED);
        assertThat(text(agent.call("process_delete", "{\"name\":\"app\"}"))).isEqualTo("app deleted");
        assertThat(velos.list()).isEmpty();
    }

    @Test
    void mistakes_areToldWithARemedy() {
        velos.write("ok.sh", "exec sleep 600");
        McpClient agent = McpClient.open(velos);
        assertThat(agent.fails("process_info", "{\"name\":\"ok\"}")).contains("process_start");
        agent.call("process_start", "{\"name\":\"ok\",\"script\":\"ok.sh\",\"env\":{\"API_KEY\":\"s3cret\"}}");
        assertThat(agent.fails("process_info", "{\"name\":\"ock\"}")).contains("Did you mean \"ok\"?");
        assertThat(agent.fails("process_start", "{\"name\":\"ok\",\"script\":\"ok.sh\"}"))
                .contains("runs already");
        assertThat(agent.fails("process_start", "{\"name\":\"all\",\"script\":\"ok.sh\"}"))
                .contains("stands for every process");
        assertThat(agent.fails("process_start", "{\"name\":\"no\",\"script\":\"none.sh\"}"))
                .contains("none.sh");
        assertThat(agent.fails("process_wait", "{\"name\":\"ok\",\"until\":\"log\",\"pattern\":\"(\"}"))
                .contains("\n(\n^");
        assertThat(agent.fails("process_wait", "{\"name\":\"ok\",\"until\":\"port\"}"))
                .contains("\"port\"");
        assertThat(agent.fails("process_list", "{\"cursor\":\"eWVzdGVyZGF5\"}")).contains("Leave it out");
        Fields info = agent.call("process_info", "{\"name\":\"ok\"}");
        assertThat(info.toString()).contains("API_KEY=***").doesNotContain("s3cret");
    }

    @Test
    void waitThatIsNotMet_endsInItsTimeAndSaysHowThingsStand() {
        velos.write("ok.sh", "exec sleep 600");
        McpClient agent = McpClient.open(velos);
        agent.call("process_start", "{\"name\":\"ok\",\"script\":\"ok.sh\"}");
        for (String until : new String[] {"\"exit\"", "\"log\",\"pattern\":\"never\"", "\"port\",\"port\":1"}) {
            Fields result = agent.call("process_wait", "{\"name\":\"ok\",\"until\":" + until + ",\"timeout_s\":0}");
            assertThat(result.fields("structuredContent").flag("met", true)).isFalse();
            assertThat(text(result)).contains("ok is online");
        }
    }

    @Test
    void daemonThatDiesInTheMiddleOfACall_isReplacedAndTheCallGoesOn() {
        velos.write("ok.sh", "exec sleep 600");
        McpClient agent = McpClient.open(velos);
        agent.call("process_start", "{\"name\":\"ok\",\"script\":\"ok.sh\"}");
        int waiting = agent.send(
                "tools/call",
                "{\"name\":\"process_wait\",\"arguments\":{\"name\":\"ok\",\"until\":\"exit\",\"timeout_s\":60}}");
        assertThat(text(agent.call("process_list", "{}"))).contains("ok online");
        velos.killDaemon();
        assertThat(text(agent.call("process_list", "{}"))).contains("ok online");
        Machine.kill(velos.pid("ok"));
        assertThat(text(agent.answer(waiting))).startsWith("yes: ok ended");
    }

    @Test
    void clientThatClosesItsEnd_leavesNothingButTheProcesses() {
        velos.write("ok.sh", "exec sleep 600");
        McpClient agent = McpClient.open(velos);
        agent.call("process_start", "{\"name\":\"ok\",\"script\":\"ok.sh\"}");
        agent.send(
                "tools/call",
                "{\"name\":\"process_wait\",\"arguments\":{\"name\":\"ok\",\"until\":\"exit\",\"timeout_s\":600}}");
        agent.server().closeInput();
        agent.server().result().exits(0);
        assertThat(Machine.isAlive(velos.pid("ok"))).isTrue();
    }

    @Test
    void readOnly_offersNothingThatChanges() {
        velos.write("ok.sh", "exec sleep 600");
        velos.velos("start", "ok.sh").succeeds();
        McpClient agent = McpClient.open(velos, "--read-only");
        assertThat(agent.request("tools/list", "{}").toString())
                .contains("process_list")
                .doesNotContain("process_stop");
        assertThat(agent.fails("process_stop", "{\"name\":\"ok\"}")).contains("--read-only");
        assertThat(velos.process("ok").status()).isEqualTo(ProcessStatus.ONLINE);
    }

    @Test
    void allow_hidesAndProtectsAllOthers() {
        velos.write("ok.sh", "exec sleep 600");
        velos.velos("start", "ok.sh", "--name", "db").succeeds();
        velos.velos("start", "ok.sh", "--name", "web-1").succeeds();
        McpClient agent = McpClient.open(velos, "--allow", "web-*,api", "--commands", "ok.sh");
        assertThat(text(agent.call("process_list", "{}"))).contains("web-1").doesNotContain("db");
        assertThat(agent.fails("process_stop", "{\"name\":\"db\"}")).contains("--allow");
        agent.call("process_stop", "{\"name\":\"all\"}");
        assertThat(velos.process("db").status()).isEqualTo(ProcessStatus.ONLINE);
        assertThat(velos.process("web-1").status()).isEqualTo(ProcessStatus.STOPPED);
        assertThat(agent.fails("process_start", "{\"name\":\"other\",\"script\":\"ok.sh\"}"))
                .contains("--allow");
        assertThat(agent.fails("process_start", "{\"name\":\"api\",\"script\":\"sleep\",\"args\":[\"9\"]}"))
                .contains("--commands");
        agent.call("process_start", "{\"name\":\"api\",\"script\":\"ok.sh\"}");
    }

    @Test
    void wrongOptions_areRefusedBeforeAnythingIsServed() {
        velos.velos("mcp-server", "--max-tokens", "5").exits(2).complains("--max-tokens 5");
        velos.velos("mcp-server", "--allow", ",").exits(2).complains("names nothing");
        velos.velos("mcp-server", "api").exits(2).complains("api");
        velos.velos("mcp-server", "--reed-only").exits(2).complains("--read-only");
    }
}
