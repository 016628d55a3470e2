package dev.velos.e2e.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.core.process.Carried;
import dev.velos.e2e.fixture.FreePort;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Node programs behind the balancer take over the connections that it has accepted. */
class HandoverTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private final int port = FreePort.choose();

    @BeforeEach
    void needsNode() {
        Nodes.assumeAny();
    }

    private static String server(String answer) {
        return "require('http').createServer((request, response) => " + answer + ").listen(process.env.PORT);\n";
    }

    private void start(String script, String... more) {
        List<String> words = new ArrayList<>(List.of("start", script, "-n", "web", "--listen", "127.0.0.1:" + port));
        words.addAll(List.of("--balance", "round-robin"));
        words.addAll(List.of(more));
        velos.velos(words.toArray(String[]::new)).succeeds();
    }

    private void everyConnectionIsHandedOver(long count) {
        velos.until("they are counted", () -> velos.carried().getFirst().total() == count);
        assertThat(velos.carried().getFirst().handed()).isEqualTo(count);
        velos.until("all are over", () -> velos.carried().getFirst().open() == 0);
        assertThat(velos.carried().getFirst().refused()).isZero();
    }

    private String out() {
        return velos.read(velos.home().log("web", 0, 1, "out"));
    }

    @ParameterizedTest
    @MethodSource("dev.velos.e2e.instances.Nodes#supported")
    void everyVersionOfNode_takesThemOver_andSeesNothingOfIt(Path node) throws IOException {
        velos.write(
                "web.js",
                server("response.end([typeof process.send, process.listenerCount('message'),"
                        + " Object.keys(process.env).filter((name) => /HANDOVER|BALANCED/.test(name)).length,"
                        + " request.socket.server._connections, request.socket.localPort].join(' '))"));
        start("web.js", "--interpreter", node.toString());
        assertThat(Http.get(port)).isEqualTo("undefined 0 0 1 " + port);
        KeptConnection kept = new KeptConnection(port);
        assertThat(kept.ask(true)).endsWith(" 1 " + port);
        assertThat(kept.ask(true)).endsWith(" 1 " + port);
        assertThat(velos.carried().getFirst().open()).isEqualTo(1);
        kept.close();
        everyConnectionIsHandedOver(2);
        velos.velos("info", "web").succeeds().says("2 of them handed over");
    }

    @Test
    void programWithAChannelOfNode_hasBothWays() {
        velos.write(
                "web.js",
                "process.send({ type: 'axm:monitor', data: { users: { value: 7 } } });"
                        + server("response.end(typeof process.send)"));
        start("web.js", "--set", "node_channel=true");
        assertThat(Http.get(port)).isEqualTo("function");
        everyConnectionIsHandedOver(1);
        assertThat(velos.process("web").metrics()).containsEntry("users", "7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"express", "fastify"})
    void frameworks_takeThemOver(String name) {
        Path module = Nodes.module(name);
        assumeTrue(Files.isDirectory(module), "scripts/nodes.sh has not fetched " + name);
        velos.write(
                "express.js",
                "const app = require('" + module + "')(); app.get('/', (_, response) => response.send('express'));"
                        + " app.listen(process.env.PORT);");
        velos.write(
                "fastify.js",
                "const app = require('" + module + "')(); app.get('/', async () => 'fastify');"
                        + " app.listen({ port: process.env.PORT });");
        start(name + ".js");
        assertThat(Http.get(port)).isEqualTo(name);
        everyConnectionIsHandedOver(1);
    }

    @Test
    void http2_isHandedOver_andEndsInOrder() {
        velos.write("http2.js", """
                const http2 = require('http2');
                http2.createServer().on('stream', (stream) => { stream.respond(); stream.end('two'); }).listen(process.env.PORT);
                setTimeout(() => {
                  const client = http2.connect('http://127.0.0.1:%d');
                  client.request().setEncoding('utf8').on('data', console.log).end();
                }, 100);
                """.formatted(port));
        start("http2.js");
        velos.until("an answer by HTTP/2", () -> out().equals("two\n"));
        velos.until("it is counted", () -> velos.carried().getFirst().handed() == 1);
        velos.velos("stop", "web").succeeds();
        assertThat(velos.velos("events", "--json").out()).doesNotContain("killing");
    }

    @Test
    void npmStart_passesTheWayOnToTheServer() {
        velos.write("package.json", "{\"scripts\": {\"start\": \"node server.js\"}}");
        velos.write("server.js", server("response.end('by npm')"));
        velos.velos(
                        "start",
                        "npm",
                        "-n",
                        "web",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--balance",
                        "round-robin",
                        "--",
                        "start")
                .succeeds();
        assertThat(Http.get(port)).isEqualTo("by npm");
        everyConnectionIsHandedOver(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node_preload = false;const server = require('http').createServer((_, r) => r.end('carried'))",
                "node_preload = true;const server = require('net').createServer((c) => c.once('data', () =>"
                        + " c.end('HTTP/1.1 200 OK\\r\\nContent-Length: 7\\r\\n\\r\\ncarried')))",
            })
    void otherPrograms_areCarriedTo(String keyAndProgram) {
        String[] parts = keyAndProgram.split(";", 2);
        velos.write("web.js", parts[1] + ";\nserver.listen(Number(process.env.PORT));");
        velos.write(
                "velos.toml",
                "[process.web]\nscript = \"./web.js\"\nlisten = " + port + "\nbalance = \"round-robin\"\n" + parts[0]);
        velos.velos("start").succeeds();
        assertThat(Http.get(port)).isEqualTo("carried");
        velos.until("it is counted", () -> velos.carried().getFirst().total() == 1);
        assertThat(velos.carried().getFirst().handed()).isZero();
        assertThat(velos.carried().getFirst().bytesIn()).isPositive();
    }

    /** Though the program knows of no graceful end, and ends at the signal. */
    @Test
    void reloads_failNoRequest_whateverTheProgramDoesAtItsSignal() throws InterruptedException {
        velos.write(
                "web.js",
                server("setTimeout(() => response.end('x'), 5)") + "process.on('SIGTERM', () => process.exit(0));");
        start("web.js", "-i", "2");
        Http.Load load = Http.during(port, () -> {
            velos.velos("reload", "web").succeeds();
            velos.velos("scale", "web", "1").succeeds();
            velos.velos("restart", "web").succeeds();
        });
        assertThat(load.failures()).as("of %s answers", load.answered()).isEmpty();
        assertThat(load.answered()).isPositive();
        velos.until("they are counted", () -> velos.carried().getFirst().handed() > 0);
    }

    @Test
    void stop_waitsForRequests_andNotForWebSockets() throws Exception {
        velos.write(
                "web.js",
                "const server = "
                        + server("(console.log('begun'), setTimeout(() => response.end('whole'), 1500))")
                        + "server.on('upgrade', (_, socket) => socket.write('HTTP/1.1 101 Switching\\r\\n\\r\\n'));");
        start("web.js", "--kill-timeout", "600s");
        try (Upgraded upgraded = new Upgraded(port)) {
            List<String> answers = new ArrayList<>();
            Thread client = Thread.ofPlatform().start(() -> answers.add(Http.get(port)));
            velos.until("it is asked", () -> out().equals("begun\n"));
            velos.velos("stop", "web").succeeds();
            client.join();
            assertThat(answers).containsExactly("whole");
            assertThat(upgraded.isAtEnd()).isTrue();
        }
        assertThat(velos.velos("events", "--json").out()).doesNotContain("killing");
    }

    @Test
    void daemonKilled_connectionsLiveOn_andTheNextOneHandsOverAgain() throws Exception {
        velos.write(
                "web.js",
                server("request.url === '/slow' ? (console.log('begun'), setTimeout(() => response.end('slow'), 1000))"
                        + " : response.end('fast')"));
        start("web.js");
        KeptConnection kept = new KeptConnection(port);
        assertThat(kept.ask(true)).isEqualTo("fast");
        List<String> answers = new ArrayList<>();
        Thread client = Thread.ofPlatform().start(() -> answers.add(Http.get(port, "/slow")));
        velos.until("it is asked", () -> out().equals("begun\n"));
        velos.killDaemon();
        client.join();
        assertThat(answers).containsExactly("slow");
        assertThat(kept.ask(true)).isEqualTo("fast");
        assertThat(velos.list()).hasSize(1);
        velos.until("what it has is known", () -> velos.carried().getFirst().open() == 1);
        velos.until("the next ones are handed over", () -> {
            Http.get(port);
            return velos.carried().getFirst().handed() > 0;
        });
        kept.close();
        velos.until("all are over", () -> velos.carried().getFirst().open() == 0);
        velos.velos("reload", "web").succeeds();
        assertThat(Http.get(port)).isEqualTo("fast");
    }

    /** What a program that does not look has not taken is given to another when it dies. */
    @Test
    void instanceThatIsKilled_losesNoConnectionThatItHasNotTaken() throws Exception {
        velos.write("web.js", server("response.end(process.env.VELOS_INSTANCE_ID)"));
        start("web.js", "-i", "2", "--restart", "never");
        long stuck = velos.list().getFirst().pid().orElseThrow();
        velos.command("kill", "-STOP", Long.toString(stuck)).runProgram().succeeds();
        List<String> answers = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(Thread.ofPlatform().start(() -> answers.add(Http.get(port))));
        }
        velos.until("the other one has answered", () -> answers.size() == 4);
        Machine.kill(stuck);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(answers).hasSize(8).containsOnly("1");
    }

    @Test
    void programWithoutAFreeDescriptor_takesConnectionsOverAgainWhenItHasOne() throws IOException {
        velos.write("web.js", """
                const { openSync, closeSync, existsSync } = require('fs');
                const held = [];
                const fill = () => { try { for (;;) held.push(openSync('/dev/null')); } catch { console.log('full'); } };
                setInterval(() => { if (existsSync('free')) held.splice(0).forEach(closeSync); }, 20);
                require('http').createServer((_, response) => response.end('x'))
                  .listen(process.env.PORT, () => process.on('SIGUSR2', fill));
                """);
        start("web.js", "--set", "rlimits.nofile=100");
        assertThat(Http.get(port)).isEqualTo("x");
        long pid = velos.list().getFirst().pid().orElseThrow();
        velos.command("kill", "-USR2", Long.toString(pid)).runProgram().succeeds();
        velos.until("it has no descriptor free", () -> out().equals("full\n"));
        try (Socket waiting = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            velos.until("it is carried", () -> velos.carried().getFirst().total() > 1);
            assertThat(velos.carried().getFirst().handed()).isEqualTo(1);
            velos.write("free", "");
            velos.until("the next ones are handed over", () -> {
                assertThat(Http.get(port)).isEqualTo("x");
                return velos.carried().getFirst().handed() > 1;
            });
            assertThat(waiting.isConnected()).isTrue();
        }
    }

    @Test
    void serverThatListensNoMore_andAgain() {
        velos.write("web.js", """
                const server = require('http').createServer((request, response) => {
                  response.setHeader('Connection', 'close');
                  response.end(process.env.VELOS_INSTANCE_ID);
                  if (request.url === '/again') server.close(() => server.listen(process.env.PORT));
                });
                server.listen(process.env.PORT);
                """);
        start("web.js", "-i", "2");
        String other = Http.get(port, "/again").equals("0") ? "1" : "0";
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 10; i++) {
            seen.add(Http.get(port));
        }
        assertThat(seen).contains(other);
        velos.until("both take them over", () -> {
            seen.add(Http.get(port));
            return seen.size() == 2;
        });
        assertThat(velos.carried()).allMatch(it -> it.handed() > 0);
    }

    @Test
    void leastConnections_countsThoseThatWereHandedOver() throws IOException {
        velos.write("web.js", server("response.end(process.env.VELOS_INSTANCE_ID)"));
        velos.write(
                "velos.toml",
                "[process.web]\nscript = \"./web.js\"\ninstances = 2\nlisten = " + port
                        + "\nbalance = \"least-connections\"\n");
        velos.velos("start").succeeds();
        KeptConnection kept = new KeptConnection(port);
        String busy = kept.ask(true);
        for (int i = 0; i < 3; i++) {
            velos.until(
                    "only that is open",
                    () -> velos.carried().stream().mapToLong(Carried::open).sum() == 1);
            assertThat(Http.get(port)).isNotEqualTo(busy);
        }
        assertThat(velos.carried()).allMatch(it -> it.handed() > 0);
        kept.close();
    }
}
