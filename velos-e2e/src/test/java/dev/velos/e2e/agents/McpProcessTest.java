package dev.velos.e2e.agents;

import static dev.velos.e2e.fixture.McpClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessStatus;
import dev.velos.core.protocol.Fields;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.McpClient;
import dev.velos.e2e.fixture.VelosFixture;
import dev.velos.mcp.tool.Tokens;
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
    void crashLoop_isDiagnosedWithItsCauseInFewTokens() {
        velos.write("app.js", "console.log('INFO up'); require('no-such-module')");
        velos.write("velos.toml", "[process.app]\nscript = \"app.js\"\nmax_restarts = 3\n");
        velos.velos("start", "--no-wait").succeeds();
        velos.until("it is given up", () -> velos.process("app").status() == ProcessStatus.ERRORED);
        McpClient agent = McpClient.open(velos);
        Fields info = agent.call("process_info", "{\"name\":\"app\"}");
        assertThat(text(info))
                .contains("why: It needs no-such-module", "npm ci", "gave it up", "last error", "Require stack");
        assertThat(info.fields("structuredContent")
                        .list("processes")
                        .getFirst()
                        .fields("diagnosis")
                        .list("findings")
                        .getFirst()
                        .text("rule"))
                .isEqualTo("module-missing");
        int tokens = Tokens.of(text(info)) + Tokens.of(text(agent.call("log_summary", "{\"name\":\"app\"}")));
        assertThat(tokens).isLessThanOrEqualTo(700);
    }

    @Test
    void whatIsWell_isNotDiagnosed_andWhoRestartedItIsToldWhereItWas() {
        velos.write("app.sh", "echo 'ERROR of no matter' >&2; exec sleep 600");
        velos.velos("start", "app.sh").succeeds();
        McpClient agent = McpClient.open(velos);
        assertThat(text(agent.call("process_info", "{\"name\":\"app\"}"))).doesNotContain("why:", "last error");
        agent.call("process_restart", "{\"name\":\"app\"}");
        velos.until("it runs again", () -> velos.process("app").status() == ProcessStatus.ONLINE);
        Machine.kill(velos.pid("app"));
        velos.until("it was restarted", () -> velos.process("app").restarts() > 0);
        assertThat(text(agent.call("process_info", "{\"name\":\"app\"}")))
                .contains("SIGKILL", "last error", "of no matter", "done ", "restart, by tester-s");
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
    void waitThatIsCancelled_hasToldItsProgressAndGetsNoAnswer() {
        velos.write("ok.sh", "exec sleep 600");
        McpClient agent = McpClient.open(velos);
        agent.call("process_start", "{\"name\":\"ok\",\"script\":\"ok.sh\"}");
        int waiting = agent.send(
                "tools/call",
                "{\"name\":\"process_wait\",\"arguments\":{\"name\":\"ok\",\"until\":\"exit\",\"timeout_s\":600},"
                        + "\"_meta\":{\"progressToken\":\"here\"}}");
        velos.until("progress", () -> agent.server().out().contains("\"progressToken\":\"here\""));
        agent.server()
                .write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
                        + waiting + "}}");
        Machine.kill(velos.pid("ok"));
        velos.until("it was restarted", () -> velos.process("ok").restarts() > 0);
        assertThat(text(agent.call("process_list", "{}"))).contains("SIGKILL");
        assertThat(agent.server().out())
                .contains("\"total\":600", "ok is online")
                .doesNotContain("\"id\":" + waiting + ",");
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
    void whatAnAgentDoes_isRecordedAndWhatItStartsIsItsOwn() {
        velos.write("ok.sh", "exec sleep 600");
        velos.velos("start", "ok.sh", "--name", "mine").succeeds();
        McpClient agent = McpClient.open(velos);
        agent.call("process_start", "{\"name\":\"its\",\"script\":\"ok.sh\"}");
        agent.call("process_stop", "{\"name\":\"mine\"}");
        velos.velos("events", "its").succeeds().says("requested", "start, by tester-s");
        velos.velos("events", "mine").succeeds().says("stop, by tester-s");
        velos.killDaemon();
        assertThat(velos.velos("list", "--owner", "tester-*", "--json")
                        .succeeds()
                        .jsonArray())
                .singleElement()
                .satisfies(it -> assertThat(it.text("name")).isEqualTo("its"));
        velos.velos("cleanup", "--owner", "nobody").succeeds();
        velos.velos("cleanup").exits(2).complains("--owner");
        velos.velos("cleanup", "--owner", "tester-*").succeeds().says("its deleted");
        assertThat(velos.list())
                .singleElement()
                .satisfies(it -> assertThat(it.name()).isEqualTo("mine"));
    }

    @Test
    void logs_areSummedUpReadAndSearchedWithinBounds() {
        velos.write(
                "noisy.sh",
                "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo \"INFO request $i took 5 ms token=abc$i\"; done\n"
                        + "echo 'ERROR connection to 10.0.0.1 refused' >&2; exec sleep 600");
        McpClient agent = McpClient.open(velos);
        agent.call("process_start", "{\"name\":\"noisy\",\"script\":\"noisy.sh\"}");
        agent.call("process_wait", "{\"name\":\"noisy\",\"until\":\"log\",\"pattern\":\"refused\"}");
        assertThat(text(agent.call("log_summary", "{\"name\":\"noisy\"}")))
                .contains("3001 events", "info 3000", "error 1", "connection to");
        assertThat(text(agent.call("log_patterns", "{\"name\":\"noisy\"}"))).contains("3000x", "request");
        Fields read = agent.call("log_read", "{\"name\":\"noisy\",\"last\":2000,\"max_tokens\":300}");
        assertThat(text(read)).contains("left out").doesNotContain("abc").hasSizeLessThan(1_500);
        Fields found = agent.call(
                "log_search", "{\"name\":\"noisy\",\"pattern\":\"request\",\"since\":\"1h\",\"max_tokens\":300}");
        assertThat(text(found)).contains("request 1 took");
        String cursor = found.fields("structuredContent").text("cursor");
        int shown = found.fields("structuredContent").list("events").size();
        Fields next = agent.call(
                "log_search",
                "{\"name\":\"noisy\",\"pattern\":\"request\",\"since\":\"1h\",\"max_tokens\":300,\"cursor\":\"" + cursor
                        + "\"}");
        assertThat(text(next)).contains("request " + (shown + 1) + " took");
        assertThat(agent.fails("log_search", "{\"name\":\"noisy\",\"pattern\":\"[\"}"))
                .contains("regular expression");
        assertThat(agent.fails("log_read", "{\"name\":\"noisy\",\"since\":\"whenever\"}"))
                .contains("whenever");
    }

    @Test
    void cursorsOfYesterday_areAnsweredWithWhatIsLeft_orRefusedWithTheWayOut() {
        velos.write("noisy.sh", "i=0; while [ $i -lt 500 ]; do i=$((i+1)); echo \"request $i\"; done; exec sleep 600");
        McpClient agent = McpClient.open(velos);
        agent.call("process_start", "{\"name\":\"noisy\",\"script\":\"noisy.sh\"}");
        agent.call("process_wait", "{\"name\":\"noisy\",\"until\":\"log\",\"pattern\":\"request 500\"}");
        String search = "{\"name\":\"noisy\",\"pattern\":\"request\",\"since\":\"1h\",\"max_tokens\":200";
        String cursor = agent.call("log_search", search + "}")
                .fields("structuredContent")
                .text("cursor");
        velos.velos("flush", "noisy").succeeds();
        String rest = text(agent.call("log_search", search + ",\"cursor\":\"" + cursor + "\"}"));
        assertThat(rest).contains("nothing found").doesNotContain("request 1 ");
        assertThat(agent.fails("log_search", search.replace("request", "other") + ",\"cursor\":\"" + cursor + "\"}"))
                .contains("other arguments", "Leave it out");
        assertThat(agent.fails("log_read", "{\"name\":\"noisy\",\"cursor\":\"" + cursor + "\"}"))
                .contains("none of log_read");
        agent.call("process_delete", "{\"name\":\"noisy\"}");
        assertThat(agent.fails("log_search", search + ",\"cursor\":\"" + cursor + "\"}"))
                .contains("no process \"noisy\"");
    }

    @Test
    void daemonThatDiesOverAChange_isToldHowFarItGot_andTheChangeIsNotMadeTwice() {
        velos.write("slow.sh", "trap '' TERM; echo up; while :; do sleep 0.1; done");
        McpClient agent = McpClient.open(velos);
        agent.call("process_start", "{\"name\":\"slow\",\"script\":\"slow.sh\"}");
        agent.call("process_wait", "{\"name\":\"slow\",\"until\":\"log\",\"pattern\":\"up\"}");
        int stopping = agent.send("tools/call", "{\"name\":\"process_stop\",\"arguments\":{\"name\":\"slow\"}}");
        velos.until("it is told to end", () -> velos.process("slow").status() == ProcessStatus.STOPPING);
        velos.killDaemon();
        Fields answer = agent.answer(stopping);
        assertThat(text(answer)).contains("slow").doesNotContain("\tat ");
        velos.until("it is down", () -> velos.process("slow").status() == ProcessStatus.STOPPED);
        assertThat(text(agent.call("process_list", "{}"))).contains("slow stopped");
    }

    @Test
    void configuration_isShownChangedAndBackedUp() {
        velos.write("ok.sh", "exec sleep 600");
        String toml =
                "# kept\n[process.app]\nscript = \"ok.sh\"\nmax_restarts = 3\n[process.app.env]\nAPI_KEY = \"s3cret\"\n";
        java.nio.file.Path file = velos.write("velos.toml", toml);
        velos.velos("start").succeeds();
        McpClient agent = McpClient.open(velos);
        assertThat(text(agent.call("config_get", "{\"name\":\"app\"}")))
                .contains("max_restarts = 3", "API_KEY = \"***\"");
        String change = "{\"name\":\"app\",\"key\":\"max_restarts\",\"value\":\"7\"";
        assertThat(text(agent.call("config_set", change + "}")))
                .contains("- max_restarts = 3\n+ max_restarts = 7", "dry");
        assertThat(velos.read(file)).isEqualTo(toml);
        agent.call("config_set", change + ",\"apply\":true}");
        assertThat(velos.read(file)).isEqualTo(toml.replace("= 3", "= 7"));
        assertThat(velos.read(velos.work().resolve("velos.toml.bak"))).isEqualTo(toml);
        velos.velos("start", "--dry-run").succeeds().says("unchanged");
        assertThat(agent.fails(
                        "config_set", "{\"name\":\"app\",\"key\":\"max_restart\",\"value\":\"7\",\"apply\":true}"))
                .contains("Nothing was changed", "max_restarts");
        agent.call("config_set", "{\"name\":\"app\",\"key\":\"env.PORT\",\"value\":\"\\\"80\\\"\",\"apply\":true}");
        assertThat(velos.read(file)).contains("PORT = \"80\"");
    }

    @Test
    void configurationOfAProcessThatIsCalledByAPattern_isFoundAndChangedInItsTable() {
        velos.write("ok.sh", "exec sleep 600");
        String table = "[process.%s]\nname = \"{folder}-{name}\"\nscript = \"ok.sh\"\nmax_restarts = 3\n";
        java.nio.file.Path file = velos.write("velos.toml", table.formatted("api") + table.formatted("web"));
        velos.velos("start").succeeds();
        String name = velos.work().getFileName() + "-web";
        McpClient agent = McpClient.open(velos);
        assertThat(text(agent.call("config_get", "{\"name\":\"" + name + "\"}")))
                .contains("[process.web]")
                .doesNotContain("[process.api]");
        agent.call("config_set", "{\"name\":\"" + name + "\",\"key\":\"max_restarts\",\"value\":\"7\",\"apply\":true}");
        assertThat(velos.read(file))
                .isEqualTo(table.formatted("api") + table.formatted("web").replace("= 3", "= 7"));
        velos.velos("start", "--dry-run").succeeds().says("unchanged");
    }

    @Test
    void resourcesAndPrompts_areThere() {
        velos.write("ok.sh", "exec sleep 600");
        velos.velos("start", "ok.sh").succeeds();
        McpClient agent = McpClient.open(velos);
        assertThat(agent.request("resources/read", "{\"uri\":\"velos://processes\"}")
                        .toString())
                .contains("online");
        assertThat(agent.request("resources/read", "{\"uri\":\"velos://process/ok\"}")
                        .toString())
                .contains("ok.sh");
        assertThat(agent.request("resources/read", "{\"uri\":\"velos://process/no\"}")
                        .integer("code"))
                .isEqualTo(-32002);
        assertThat(agent.request("prompts/get", "{\"name\":\"diagnose\",\"arguments\":{\"process\":\"ok\"}}")
                        .toString())
                .contains("log_summary");
        assertThat(agent.request("prompts/get", "{\"name\":\"diagnose\"}").integer("code"))
                .isEqualTo(-32602);
    }

    @Test
    void configurationOfClients_isPrintedWithTheOptions() {
        Fields printed = velos.velos("mcp-server", "--print-config", "claude", "--allow", "web-*")
                .succeeds()
                .jsonObject();
        assertThat(printed.fields("mcpServers").fields("velos").texts("args"))
                .containsExactly("mcp-server", "--allow", "web-*");
        velos.velos("mcp-server", "--print-config", "codex").succeeds().says("[mcp_servers.velos]");
        velos.velos("mcp-server", "--print-config", "kursor").exits(2).complains("cursor");
    }

    @Test
    void wrongOptions_areRefusedBeforeAnythingIsServed() {
        velos.velos("mcp-server", "--max-tokens", "5").exits(2).complains("--max-tokens 5");
        velos.velos("mcp-server", "--allow", ",").exits(2).complains("names nothing");
        velos.velos("mcp-server", "api").exits(2).complains("api");
        velos.velos("mcp-server", "--reed-only").exits(2).complains("--read-only");
    }
}
