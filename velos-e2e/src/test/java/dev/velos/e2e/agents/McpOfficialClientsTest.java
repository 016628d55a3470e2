package dev.velos.e2e.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.e2e.fixture.McpHttpServer;
import dev.velos.e2e.fixture.OfficialClients;
import dev.velos.e2e.fixture.VelosFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server with clients that nobody here wrote. */
class McpOfficialClientsTest {
    private static final String SERVER =
            VelosFixture.sources().resolve("build/dist/bin/velos").toString();

    /** Each with arguments that it can be called with while "app" runs, in an order that works. */
    private static final List<String> CALLS = List.of(
            "process_list",
            "process_start name=other script=app.js",
            "process_info name=app",
            "process_wait name=app until=ready",
            "process_restart name=other",
            "process_stop name=other",
            "process_delete name=other",
            "health_check",
            "metrics_snapshot",
            "log_read name=app",
            "log_search name=app pattern=ready",
            "log_summary name=app",
            "log_patterns name=app",
            "config_get name=app",
            "config_set name=app key=stop_signal value=SIGINT",
            "process_scale name=app instances=2");

    /** Those that need no tools, prompts or resources of the tests' own. */
    private static final String CONFORMANCE =
            "server-initialize,server-session-lifecycle,logging-set-level,ping,tools-list,"
                    + "server-sse-polling,server-sse-multiple-streams,resources-list,prompts-list,dns-rebinding-protection";

    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @ParameterizedTest
    @ValueSource(strings = {"stdio", "http"})
    void typeScriptClient_mendsAProgramThatCrashes(String transport) {
        OfficialClients clients = OfficialClients.fetch(velos);
        velos.write(
                "app.js",
                "if (!process.env.DATABASE) { console.error('ERROR DATABASE is not set'); process.exit(3); }\n"
                        + "setInterval(() => {}, 1000)");
        velos.write("velos.toml", "[process.app]\nscript = \"app.js\"\n");
        velos.velos("start").exits(1);
        String[] target = transport.equals("stdio")
                ? new String[] {"stdio", SERVER, "mcp-server"}
                : new String[] {McpHttpServer.open(velos).url()};
        assertThat(clients.session(target).succeeds().text()).contains("done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stdio", "http"})
    void inspector_listsAndCallsEveryTool(String transport) {
        OfficialClients clients = OfficialClients.fetch(velos);
        velos.write("app.js", "console.log('ready'); setInterval(() => {}, 1000)");
        velos.write("velos.toml", "[process.app]\nscript = \"app.js\"\n");
        velos.velos("start").succeeds();
        List<String> target = transport.equals("stdio")
                ? List.of("-e", "VELOS_HOME=" + velos.home().directory(), SERVER, "mcp-server")
                : List.of(McpHttpServer.open(velos).url());
        String listed = inspector(clients, target, "tools/list", List.of());
        for (String call : CALLS) {
            List<String> words = List.of(call.split(" "));
            assertThat(listed).contains("\"" + words.getFirst() + "\"");
            assertThat(inspector(clients, target, "tools/call", words)).contains("structuredContent");
        }
    }

    private static String inspector(OfficialClients clients, List<String> target, String method, List<String> call) {
        List<String> words = new ArrayList<>(target);
        words.addAll(List.of("--method", method));
        if (!call.isEmpty()) {
            words.addAll(List.of("--tool-name", call.getFirst()));
            call.stream().skip(1).forEach(it -> words.addAll(List.of("--tool-arg", it)));
        }
        return clients.inspector(words.toArray(new String[0])).succeeds().text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2025-11-25;" + CONFORMANCE,
                "2026-07-28;tools-list,resources-list,prompts-list,dns-rebinding-protection,caching,http-header-validation,sep-2164-resource-not-found"
            })
    void conformanceTests_pass(String revision, String scenarios) {
        OfficialClients clients = OfficialClients.fetch(velos);
        McpHttpServer server = McpHttpServer.open(velos);
        for (String scenario : scenarios.split(",")) {
            clients.conformance("--url", server.url(), "--spec-version", revision, "--scenario", scenario)
                    .succeeds();
        }
    }
}
