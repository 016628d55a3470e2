package dev.velos.e2e.agents;

import static dev.velos.e2e.fixture.McpHttpServer.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.McpHttpServer;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What agents do over HTTP. */
class McpHttpTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void session_isOpenedUsedAndEnded() {
        velos.write("ok.sh", "exec sleep 600");
        McpHttpServer server = McpHttpServer.open(velos);
        String session = server.session("tester");
        assertThat(server.post(
                                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                                "Mcp-Session-Id",
                                session)
                        .statusCode())
                .isEqualTo(202);
        assertThat(server.call(session, 1, "process_start", "{\"name\":\"ok\",\"script\":\"ok.sh\"}"))
                .contains("online");
        velos.velos("events", "ok").succeeds().says("start, by tester-s");
        assertThat(server.send(server.request("Mcp-Session-Id", session).DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.post(message(2, "ping", "{}"), "Mcp-Session-Id", session)
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.post(message(3, "ping", "{}")).body()).contains("Mcp-Session-Id", "initialize");
        server.server().terminate();
        server.server().result();
        assertThat(Machine.isAlive(velos.pid("ok"))).isTrue();
    }

    @Test
    void requestOfTheNewRevision_needsNoSession() {
        velos.write("ok.sh", "exec sleep 600");
        velos.velos("start", "ok.sh").succeeds();
        McpHttpServer server = McpHttpServer.open(velos);
        HttpResponse<String> listed = modern(server, "tools/call", "\"name\":\"process_list\",", "process_list");
        assertThat(listed.statusCode()).isEqualTo(200);
        assertThat(listed.body()).contains("ok online", "\"resultType\":\"complete\"");
        assertThat(modern(server, "server/discover", "", "").body()).contains("2026-07-28", "2025-11-25");
        HttpResponse<String> contradicting = modern(server, "tools/call", "\"name\":\"process_list\",", "process_stop");
        assertThat(contradicting.statusCode()).isEqualTo(400);
        assertThat(contradicting.body()).contains("-32020", "remedy");
        assertThat(modern(server, "nonsense", "", "").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> modern(McpHttpServer server, String method, String params, String name) {
        return server.post(
                message(1, method, "{" + params + META + "}"),
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                method,
                "Mcp-Name",
                name);
    }

    @Test
    void whoIsNoFriend_isKeptOut() throws IOException {
        McpHttpServer server = McpHttpServer.open(velos);
        String ping = message(1, "ping", "{}");
        assertThat(server.post(ping, "Origin", "http://evil.example").statusCode())
                .isEqualTo(403);
        URI uri = URI.create(server.url());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            socket.getOutputStream()
                    .write(("POST /mcp HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\n"
                                    + "Connection: close\r\nContent-Length: 2\r\n\r\n{}")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 403").contains("evil.example", "--hosts");
        }
        assertThat(server.send(server.request().PUT(java.net.http.HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void token_isAskedForWhereItIsGiven() throws IOException {
        Path file = velos.write("token", "0123456789abcdef-token\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        velos.velos("mcp-server", "--port", "0", "--token-file", "token")
                .exits(1)
                .complains("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        McpHttpServer server = McpHttpServer.open(velos, "--host", "0.0.0.0", "--token-file", "token");
        McpHttpServer reached = server;
        assertThat(reached.post(message(1, "ping", "{}")).statusCode()).isEqualTo(401);
        HttpResponse<String> known =
                reached.post(message(1, "ping", "{}"), "Authorization", "Bearer 0123456789abcdef-token");
        assertThat(known.body()).contains("Mcp-Session-Id");
        velos.velos("mcp-server", "--port", "0", "--host", "0.0.0.0").exits(2).complains("--token-file");
        velos.velos("mcp-server", "--host", "0.0.0.0").exits(2).complains("--port");
        velos.velos("mcp-server", "--port", "99999").exits(2).complains("--port 99999");
    }

    @Test
    void twentyAgentsAtOnce_getTheirOwnAnswersAndWaitForNobody() throws ExecutionException, InterruptedException {
        velos.write("ok.sh", "exec sleep 600");
        for (int agent = 0; agent < 20; agent++) {
            velos.velos("start", "ok.sh", "--name", "p" + agent, "--no-wait").succeeds();
        }
        McpHttpServer server = McpHttpServer.open(velos);
        try (ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> visits = new ArrayList<>();
            for (int agent = 0; agent < 20; agent++) {
                int number = agent;
                visits.add(agents.submit(() -> visit(server, number)));
            }
            for (Future<Void> visit : visits) {
                visit.get();
            }
        }
    }

    private static Void visit(McpHttpServer server, int number) throws InterruptedException {
        String session = server.session("agent" + number);
        Thread waiting = Thread.ofVirtual()
                .start(() -> server.call(
                        session, 1, "process_wait", "{\"name\":\"p0\",\"until\":\"exit\",\"timeout_s\":600}"));
        for (int id = 100; id < 120; id++) {
            assertThat(server.call(session, id, "process_info", "{\"name\":\"p" + number + "\"}"))
                    .contains("\"id\":" + id + ",", "p" + number + " ");
        }
        server.send(server.request("Mcp-Session-Id", session).DELETE());
        waiting.join();
        return null;
    }

    @Test
    void longCall_tellsItsProgressOnItsOwnStream_andEndsWhenThatIsClosed() throws IOException, InterruptedException {
        velos.write("ok.sh", "exec sleep 600");
        velos.velos("start", "ok.sh").succeeds();
        McpHttpServer server = McpHttpServer.open(velos);
        String wait = "\"name\":\"process_wait\",\"arguments\":{\"name\":\"ok\",\"until\":\"exit\",\"timeout_s\":600},";
        String meta = META.replace("\"_meta\":{", "\"_meta\":{\"progressToken\":77,");
        long before = daemonConnections(server);
        try (BufferedReader stream = server.stream(
                message(1, "tools/call", "{" + wait + meta + "}"),
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "tools/call",
                "Mcp-Name",
                "process_wait")) {
            awaitLine(stream, "notifications/progress", "\"progressToken\":77", "\"total\":600", "ok is online");
            assertThat(daemonConnections(server)).isGreaterThan(before);
        }
        velos.until("the call is given up", () -> daemonConnections(server) == before);
    }

    /** A call that waits has a connection to the daemon. */
    private static long daemonConnections(McpHttpServer server) {
        return Machine.sockets(server.server().pid());
    }

    @Test
    void callOfASession_isCancelledByANotification() throws InterruptedException, ExecutionException {
        velos.write("ok.sh", "exec sleep 600");
        velos.velos("start", "ok.sh").succeeds();
        McpHttpServer server = McpHttpServer.open(velos);
        String session = server.session("tester");
        try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            long before = daemonConnections(server);
            Future<String> waiting = other.submit(() ->
                    server.call(session, 5, "process_wait", "{\"name\":\"ok\",\"until\":\"exit\",\"timeout_s\":600}"));
            velos.until("it waits", () -> daemonConnections(server) > before);
            assertThat(server.post(
                                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}",
                                    "Mcp-Session-Id",
                                    session)
                            .statusCode())
                    .isEqualTo(202);
            assertThat(waiting.get()).doesNotContain("\"result\"");
        }
        assertThat(server.call(session, 6, "process_list", "{}")).contains("ok online");
    }

    @Test
    void changesAndCrashes_areToldToWhoListens() throws IOException, InterruptedException {
        velos.write("ok.sh", "echo up; read line; echo got $line; exec sleep 600");
        velos.write("bad.sh", "exit 7");
        velos.velos("start", "ok.sh", "--name", "ok").succeeds();
        McpHttpServer server = McpHttpServer.open(velos);
        String session = server.session("tester");
        try (BufferedReader stream =
                new BufferedReader(new InputStreamReader(server.listen(session), StandardCharsets.UTF_8))) {
            server.post(
                    message(1, "resources/subscribe", "{\"uri\":\"velos://process/ok\"}"), "Mcp-Session-Id", session);
            server.post(message(2, "logging/setLevel", "{\"level\":\"error\"}"), "Mcp-Session-Id", session);
            velos.velos("restart", "ok").succeeds();
            awaitLine(stream, "notifications/resources/updated", "velos://process/ok");
            velos.velos("start", "bad.sh", "--name", "bad", "--no-wait").succeeds();
            awaitLine(stream, "notifications/resources/list_changed");
            awaitLine(stream, "notifications/message", "\"level\":\"error\"", "bad", "exit 7");
            velos.killDaemon();
            velos.velos("restart", "ok").succeeds();
            awaitLine(stream, "notifications/resources/updated", "velos://process/ok");
        }
    }

    @Test
    void subscriptionOfTheNewRevision_isAcknowledgedAndTellsWhatWasAskedFor() throws IOException, InterruptedException {
        velos.write("talk.sh", "while read line; do echo got $line; done");
        velos.velos("start", "talk.sh", "--name", "talk").succeeds();
        McpHttpServer server = McpHttpServer.open(velos);
        String wanted =
                "{\"notifications\":{\"resourceSubscriptions\":[\"velos://logs/talk\",\"http://other\"]}," + META + "}";
        try (BufferedReader stream = server.stream(
                message(5, "subscriptions/listen", wanted),
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "subscriptions/listen")) {
            awaitLine(stream, "subscriptions/acknowledged", "velos://logs/talk", "subscriptionId\":5");
            velos.velos("send", "talk", "hello").succeeds();
            awaitLine(stream, "notifications/resources/updated", "velos://logs/talk", "subscriptionId\":5");
        }
    }

    @Test
    void requestOfTheNewRevision_isToldWhatHappensMeanwhile_whereItAsks() {
        velos.write("bad.sh", "exit 7");
        McpHttpServer server = McpHttpServer.open(velos);
        String start =
                "\"name\":\"process_start\",\"arguments\":{\"name\":\"bad\",\"script\":\"bad.sh\",\"restart\":\"never\"},";
        String level = META.replace("\"_meta\":{", "\"_meta\":{\"io.modelcontextprotocol/logLevel\":\"error\",");
        assertThat(modern(server, start, level))
                .contains("event: message", "notifications/message", "\"level\":\"error\"", "exit 7")
                .contains("\"id\":1,\"result\"")
                .doesNotContain("\"level\":\"info\"");
        assertThat(modern(server, start, META)).doesNotContain("notifications/message");
        assertThat(modern(server, start, level.replace("error", "dire"))).contains("-32602", "dire", "warning");
    }

    private static String modern(McpHttpServer server, String params, String meta) {
        return server.post(
                        message(1, "tools/call", "{" + params + meta + "}"),
                        "MCP-Protocol-Version",
                        "2026-07-28",
                        "Mcp-Method",
                        "tools/call",
                        "Mcp-Name",
                        "process_start")
                .body();
    }

    @Test
    void errorUnlikeThoseBefore_isToldToWhoListens() throws IOException, InterruptedException {
        velos.velos("config", "set", "logs.watch_errors", "true").succeeds();
        velos.write("talk.sh", "while read line; do echo \"ERROR $line\"; done");
        velos.velos("start", "talk.sh", "--name", "talk").succeeds();
        McpHttpServer server = McpHttpServer.open(velos);
        String session = server.session("tester");
        try (BufferedReader stream =
                new BufferedReader(new InputStreamReader(server.listen(session), StandardCharsets.UTF_8))) {
            server.post(message(1, "logging/setLevel", "{\"level\":\"error\"}"), "Mcp-Session-Id", session);
            velos.velos("send", "talk", "the database is gone").succeeds();
            awaitLine(stream, "notifications/message", "\"level\":\"error\"", "new-error", "the database is gone");
        }
    }

    private static void awaitLine(BufferedReader stream, String... texts) throws IOException {
        String line = stream.readLine();
        while (line != null && !containsAll(line, texts)) {
            line = stream.readLine();
        }
        assertThat(line).as("a line with %s", List.of(texts)).isNotNull();
    }

    private static boolean containsAll(String line, String... texts) {
        return List.of(texts).stream().allMatch(line::contains);
    }

    @Test
    void settingsOfTheHome_bindWhateverTheOptionsSay() {
        velos.write("ok.sh", "exec sleep 600");
        velos.velos("start", "ok.sh", "--name", "web").succeeds();
        velos.velos("start", "ok.sh", "--name", "db").succeeds();
        velos.velos("config", "set", "mcp.allow", "web").succeeds();
        velos.velos("config", "set", "mcp.read_only", "true").succeeds();
        McpHttpServer server = McpHttpServer.open(velos, "--allow", "web,db");
        String session = server.session("tester");
        assertThat(server.call(session, 1, "process_list", "{}"))
                .contains("web")
                .doesNotContain("db online");
        assertThat(server.call(session, 2, "process_stop", "{\"name\":\"web\"}"))
                .contains("isError", "--read-only", "config.toml");
        assertThat(server.call(session, 3, "process_info", "{\"name\":\"db\"}")).contains("isError", "--allow");
        velos.velos("config", "set", "mcp.max_tokens", "7").exits(1).complains("100");
    }

    @Test
    void whatIsNoCall_isToldByAnErrorWithARemedy() {
        McpHttpServer server = McpHttpServer.open(velos);
        for (String body :
                List.of("", "{", "[]", "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}", "[".repeat(9_999))) {
            HttpResponse<String> answer = server.post(body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("error", "remedy").doesNotContain("\tat ");
        }
        assertThat(server.post("{\"a\":\"" + "x".repeat(2 << 20) + "\"}").statusCode())
                .isEqualTo(400);
        assertThat(server.server().isAlive()).isTrue();
    }
}
