package dev.velos.e2e.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.FreePort;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Node programs that know nothing of Velos take its socket, are up when they listen, and end gracefully. */
class NodePreloadTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private final int port = FreePort.choose();

    @BeforeEach
    void needsNode() {
        Nodes.assumeAny();
    }

    private String server(String answer) {
        return "require('http').createServer((request, response) => " + answer + ").listen(" + port + ");\n";
    }

    private void start(String script, String... more) {
        List<String> words = new ArrayList<>(List.of("start", script, "-n", "web", "--listen", "127.0.0.1:" + port));
        words.addAll(List.of(more));
        velos.velos(words.toArray(String[]::new)).succeeds();
    }

    private ProcessSnapshot web() {
        return velos.process("web");
    }

    @ParameterizedTest
    @MethodSource("dev.velos.e2e.instances.Nodes#supported")
    void everyVersionOfNode_takesTheSocket_inBothKindsOfModules(Path node) {
        velos.write("common.js", server("response.end('common ' + process.version)"));
        velos.write("module.mjs", """
                import { createServer } from 'node:http';
                createServer((_, response) => response.end('module')).listen({ port: %d, host: '0.0.0.0' });
                """.formatted(port));
        start("common.js", "--interpreter", node.toString());
        assertThat(Http.get(port)).startsWith("common v");
        velos.velos("delete", "web").succeeds();
        start("module.mjs", "--interpreter", node.toString());
        assertThat(Http.get(port)).isEqualTo("module");
    }

    @ParameterizedTest
    @ValueSource(strings = {"express", "fastify"})
    void frameworks_takeTheSocket(String name) {
        Path module = Nodes.module(name);
        assumeTrue(Files.isDirectory(module), "scripts/nodes.sh has not fetched " + name);
        velos.write("express.js", """
                const app = require('%s')();
                app.get('/', (_, response) => response.send('express'));
                app.listen(%d);
                """.formatted(module, port));
        velos.write("fastify.js", """
                const app = require('%s')();
                app.get('/', async () => 'fastify');
                app.listen({ port: %d });
                """.formatted(module, port));
        start(name + ".js", "-i", "2");
        assertThat(Http.get(port)).isEqualTo(name);
        velos.velos("reload", "web").succeeds();
        assertThat(Http.get(port)).isEqualTo(name);
    }

    @Test
    void serversOfOtherProtocols_takeTheSocket() {
        velos.write("net.js", "require('net').createServer((c) => c.end('plain\\n')).listen(" + port + ");");
        start("net.js");
        assertThat(Answers.ask(port)).isEqualTo("plain");
        velos.velos("delete", "web").succeeds();
        velos.write("http2.js", """
                const http2 = require('http2');
                http2.createServer().on('stream', (stream) => { stream.respond(); stream.end('two'); }).listen(%1$d, () => {
                  const client = http2.connect('http://127.0.0.1:%1$d');
                  client.request().setEncoding('utf8').on('data', console.log).end();
                });
                """.formatted(port));
        start("http2.js");
        velos.until(
                "an answer by HTTP/2",
                () -> velos.read(velos.home().log("web", 0, 1, "out")).equals("two\n"));
        velos.velos("stop", "web").succeeds();
        assertThat(velos.velos("events", "--json").out()).doesNotContain("killing");
    }

    @Test
    void npmStart_passesTheSocketOnToTheServer() {
        velos.write("package.json", "{\"scripts\": {\"start\": \"node server.js\"}}");
        velos.write("server.js", server("response.end('by npm')"));
        velos.velos("start", "npm", "-n", "web", "--listen", "127.0.0.1:" + port, "--", "start")
                .succeeds();
        assertThat(Http.get(port)).isEqualTo("by npm");
    }

    @Test
    void workersOfTheClusterModule_serve() {
        velos.write("cluster.js", """
                const cluster = require('cluster');
                if (cluster.isPrimary) cluster.fork();
                else require('http').createServer((_, r) => r.end('worker ' + cluster.worker.id)).listen(%d);
                """.formatted(port));
        start("cluster.js");
        assertThat(Http.get(port)).isEqualTo("worker 1");
    }

    @Test
    void program_isLaunchingUntilItListens() {
        velos.write(
                "late.js",
                "require('fs').watch('.', (_, name) => { if (name === 'go') listen(); });\n" + "let listen = () => {"
                        + server("response.end('late')") + " listen = () => {}; };");
        RunningCommand start = velos.command("start", "late.js", "-n", "web", "--listen", "127.0.0.1:" + port)
                .start();
        velos.until(
                "it is waited for",
                () -> velos.find("web")
                        .filter(it -> it.condition().awaits().equals("listen() at tcp:127.0.0.1:" + port))
                        .isPresent());
        assertThat(web().status()).isEqualTo(ProcessStatus.LAUNCHING);
        velos.write("go", "");
        start.result().succeeds();
        assertThat(web().status()).isEqualTo(ProcessStatus.ONLINE);
        assertThat(web().condition().awaits()).isEmpty();
    }

    @Test
    void programThatNeverListens_isToldWhatItWasWaitedFor() {
        velos.write("never.js", "setInterval(() => {}, 1e6);");
        velos.velos("start", "never.js", "--listen", Integer.toString(port), "--ready-timeout", "1s")
                .exits(1)
                .complains("not ready: waited 1s for listen() at tcp:" + port, "set node_preload = false");
    }

    @Test
    void readinessOfAnotherKind_isNotOverruled() {
        velos.write("line.js", server("response.end()") + "setTimeout(() => console.log('warm'), 300);");
        velos.write(
                "velos.toml", "[process.web]\nscript = \"./line.js\"\nlisten = " + port + "\nready.log = \"warm\"\n");
        velos.velos("start").succeeds();
        assertThat(velos.read(velos.home().log("web", 0, 1, "out"))).isEqualTo("warm\n");
    }

    @Test
    void stop_letsRequestsInFlightFinish_andClosesIdleConnections() throws IOException, InterruptedException {
        velos.write(
                "slow.js",
                server("request.url === '/slow' ? (console.log('begun'), setTimeout(() => response.end('whole'),"
                        + " 1500)) : response.end('fast')"));
        start("slow.js", "--kill-timeout", "60s");
        KeptConnection idle = new KeptConnection(port);
        assertThat(idle.ask(true)).isEqualTo("fast");
        List<String> answers = new ArrayList<>();
        Thread client = Thread.ofPlatform().start(() -> answers.add(Http.get(port, "/slow")));
        velos.until(
                "it is asked",
                () -> velos.read(velos.home().log("web", 0, 1, "out")).equals("begun\n"));
        velos.velos("stop", "web").succeeds();
        client.join();
        assertThat(answers).containsExactly("whole");
        assertThat(velos.velos("events", "--json").out()).doesNotContain("killing");
        idle.close();
    }

    @Test
    void handlersOfTheProgram_endIt() {
        velos.write(
                "own.js",
                "const server = " + server("response.end('own')")
                        + "process.on('SIGTERM', () => server.close(() => { console.log('closed'); process.exit(7); }));");
        start("own.js");
        assertThat(Http.get(port)).isEqualTo("own");
        velos.velos("stop", "web").succeeds();
        assertThat(velos.read(velos.home().log("web", 0, 1, "out"))).isEqualTo("closed\n");
    }

    @Test
    void metrics_areWrittenWhileSomebodyAsks_andNotInSilence() {
        velos.write("web.js", server("response.end('x')"));
        start("web.js");
        Http.get(port);
        velos.until(
                "requests are counted",
                () -> !web().metrics().getOrDefault("requests_per_second", "0").equals("0"));
        velos.until(
                "silence is told",
                () -> web().metrics().getOrDefault("requests_per_second", "").equals("0"));
        assertThat(velos.read(velos.home().metrics(web().id()))).startsWith("at_ms=0\n");
        velos.killDaemon();
        assertThat(web().metrics()).containsKeys("loop_lag_p50_ms", "loop_lag_p99_ms");
        velos.velos("stop", "web").succeeds();
        assertThat(velos.home().metrics(web().id())).doesNotExist();
    }

    /** Whatever it finds, and whatever the version of Node. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "VELOS_LISTEN=tcp:3000",
                "VELOS_LISTEN=\u0001 VELOS_CHANNEL_FD=99 VELOS_METRICS=/no/where",
                "VELOS_LISTEN=unix: VELOS_PASSED=99:1,2,x VELOS_CHANNEL_FD=x",
                "VELOS_PASSED=3:0",
                "VELOS_BALANCED=3000 VELOS_HANDOVER_FD=99",
                "VELOS_BALANCED=x VELOS_HANDOVER_FD=1:5"
            })
    void preloadThatFindsNothingAsItShouldBe_leavesTheProgramAlone(String variables)
            throws IOException, InterruptedException {
        for (Path node : Nodes.all().toList()) {
            String program =
                    "require('net').createServer().listen(0, function () { console.log('up'); this.close(); })";
            ProcessBuilder builder = new ProcessBuilder(
                    "sh",
                    "-c",
                    "export LISTEN_PID=$$; exec \"$@\"",
                    "sh",
                    node.toString(),
                    "--require",
                    Nodes.preload().toString(),
                    "-e",
                    program);
            Map<String, String> environment = builder.environment();
            for (String variable : variables.isEmpty() ? new String[0] : variables.split(" ")) {
                environment.put(
                        variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
            }
            Process process = builder.redirectErrorStream(true).start();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .as(node.toString())
                    .isEqualTo("up\n");
            assertThat(process.waitFor()).isZero();
        }
    }
}
