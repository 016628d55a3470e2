package dev.velos.e2e.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.Carried;
import dev.velos.core.process.Condition;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.e2e.fixture.FreePort;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.VelosFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs that open a port of their own, behind the balancer. On every backend. */
abstract class Balanced {
    private static final Path EXAMPLES = VelosFixture.sources().resolve("examples/balancer");

    @RegisterExtension
    final VelosFixture velos;

    private final int port = FreePort.choose();

    private final int handed;

    /** @param handed how many of three connections a Node program takes over itself */
    Balanced(Platform platform, int handed) {
        velos = new VelosFixture(platform);
        this.handed = handed;
    }

    private void start(String script, String... more) {
        List<String> words =
                new ArrayList<>(List.of("start", EXAMPLES.resolve(script).toString(), "-n", "api"));
        words.addAll(List.of("--listen", "127.0.0.1:" + port, "--balance", "round-robin"));
        words.addAll(List.of(more));
        velos.velos(words.toArray(String[]::new)).succeeds();
    }

    private List<Long> pids() {
        return velos.list().stream().map(it -> it.pid().orElseThrow()).toList();
    }

    private static List<String> answers(List<ProcessSnapshot> processes) {
        return processes.stream()
                .map(it -> it.instance() + " " + it.pid().orElseThrow())
                .toList();
    }

    @Test
    void instances_getConnectionsInTurn_andTheirCountsAreShown() {
        start("server.js", "-i", "3");
        List<String> answers = answers(velos.list());
        for (int i = 0; i < 9; i++) {
            assertThat(Http.get(port)).isEqualTo(answers.get(i % 3));
        }
        assertThat(velos.carried()).extracting(Carried::total).containsExactly(3L, 3L, 3L);
        assertThat(velos.carried())
                .extracting(Carried::port)
                .doesNotHaveDuplicates()
                .doesNotContain(port);
        assertThat(velos.carried()).allMatch(it -> it.handed() == handed);
        assertThat(velos.carried())
                .allMatch(it -> it.bytesIn() > 0 == (handed == 0) && it.bytesOut() > 0 == (handed == 0));
        velos.velos("info", "api:1").succeeds().says("3 in all", "round-robin at tcp:127.0.0.1:" + port);
        velos.velos("stop", "api:0").succeeds();
        for (int i = 0; i < 4; i++) {
            assertThat(Http.get(port)).isNotEqualTo(answers.getFirst());
        }
        velos.velos("stop", "api").succeeds();
        assertThat(Answers.isRefused(port)).isTrue();
    }

    @Test
    void reloadsAndScaling_failNoRequest_keptOrNot() throws InterruptedException {
        start("server.js", "-i", "2");
        List<Long> before = pids();
        Http.Load load = Http.during(port, () -> {
            velos.velos("reload", "api").succeeds();
            velos.velos("scale", "api", "3").succeeds();
            velos.velos("scale", "api", "1").succeeds();
            velos.velos("reload", "api").succeeds();
            velos.velos("restart", "api").succeeds();
        });
        assertThat(load.failures()).as("of %s answers", load.answered()).isEmpty();
        assertThat(load.answered()).isPositive();
        assertThat(pids()).doesNotContainAnyElementsOf(before);
    }

    @Test
    void programThatDiesOfItsSignalAtOnce_losesNoRequestEither() throws InterruptedException {
        start("server.py", "-i", "2");
        Http.Load load = Http.during(port, () -> velos.velos("reload", "api").succeeds());
        assertThat(load.failures()).as("of %s answers", load.answered()).isEmpty();
    }

    @Test
    void fixedPorts_areBridgedByTheQueue() throws InterruptedException {
        int base = FreePort.choose();
        velos.write("velos.toml", """
                [process.api]
                script = "%s"
                listen = "127.0.0.1:%d"
                balance = "least-connections"
                port = %d
                """.formatted(EXAMPLES.resolve("server.js"), port, base));
        velos.velos("start").succeeds();
        assertThat(velos.carried()).extracting(Carried::port).containsExactly(base);
        Http.Load load = Http.during(port, () -> velos.velos("reload", "api").succeeds());
        assertThat(load.failures()).as("of %s answers", load.answered()).isEmpty();
    }

    @Test
    void daemonKilled_nextOneServesTheClientsThatWait_withTheSamePrograms() {
        start("server.js", "-i", "2");
        List<Long> before = pids();
        List<Carried> ports = velos.carried();
        velos.killDaemon();
        assertThat(pids()).isEqualTo(before);
        List<String> answers = answers(velos.list());
        assertThat(List.of(Http.get(port), Http.get(port))).containsExactlyInAnyOrderElementsOf(answers);
        assertThat(velos.carried())
                .extracting(Carried::port)
                .isEqualTo(ports.stream().map(Carried::port).toList());
        velos.velos("reload", "api").succeeds();
        assertThat(Http.get(port)).isNotEmpty();
        velos.velos("stop", "api").succeeds();
        assertThat(Answers.isRefused(port)).isTrue();
    }

    @Test
    void instanceThatIsKilled_costsNoLaterRequest() {
        start("server.js", "-i", "2");
        Machine.kill(pids().getFirst());
        for (int i = 0; i < 20; i++) {
            assertThat(Http.get(port)).isNotEmpty();
        }
    }

    @Test
    void probesWithoutAnAddress_askEachInstanceAtItsOwnPort() {
        velos.write("velos.toml", """
                [process.api]
                script = "%s"
                instances = 2
                listen = "127.0.0.1:%d"
                balance = "round-robin"
                ready.http = "/ready"
                health.http = "/health"

                [process.alone]
                script = "%s"
                env.PORT = "%d"
                ready.http = "/ready"
                """.formatted(
                        EXAMPLES.resolve("server.js"), port, EXAMPLES.resolve("server.js"), FreePort.choose()));
        velos.velos("start").succeeds().says("api:0 online", "api:1 online", "alone online");
        velos.until(
                "both were asked",
                () -> velos.list().stream()
                                .filter(it -> it.condition().health().equals(Optional.of(Condition.Health.HEALTHY)))
                                .count()
                        == 2);
        velos.write("nowhere.js", "setInterval(() => {}, 1000);");
        velos.write("other.toml", """
                [process.nowhere]
                script = "./nowhere.js"
                ready.http = "/ready"
                """);
        velos.velos("start", "--config", "other.toml")
                .exits(1)
                .complains("http /ready at its own port cannot be asked: nothing gives it a port", "PORT");
    }

    @Test
    void programThatListensElsewhere_isToldWhatIsAwaited() {
        velos.write("elsewhere.sh", "#!/bin/sh\nexec sleep 1000\n");
        velos.velos(
                        "start",
                        "elsewhere.sh",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--balance",
                        "round-robin",
                        "--ready-timeout",
                        "300ms",
                        "--restart",
                        "never")
                .exits(1)
                .complains("waited 300ms for tcp localhost:", "Connection refused");
    }

    @Test
    void whatCannotBe_saysWhy() {
        velos.write("a.sh", "sleep 1000\n");
        velos.velos("start", "a.sh", "--balance", "round-robin")
                .exits(2)
                .complains("nothing to accept connections at", "listen = 3000");
        velos.velos("start", "a.sh", "--listen", "3000", "--balance", "round-robbin")
                .exits(2)
                .complains("balance = \"round-robbin\" is not known", "Did you mean \"round-robin\"?");
        velos.velos("start", "a.sh", "--listen", "3000,name=web", "--balance", "round-robin")
                .exits(2)
                .complains("the name \"web\"");
        velos.write("velos.toml", """
                [process.a]
                script = "./a.sh"
                listen = 3001
                balance = "least-conections"

                [process.b]
                script = "./a.sh"
                proxy_protocol = true

                [process.c]
                script = "./a.sh"
                instances = 3
                listen = 3001
                port = 3000
                balance = "round-robin"
                """);
        velos.velos("validate").exits(1).complains("Did you mean \"least-connections\"?");
        velos.write("velos.toml", velos.read(velos.work().resolve("velos.toml")).replace("least-con", "least-conn"));
        velos.velos("validate")
                .exits(1)
                .complains("proxy_protocol without balance", "tcp:3001 is the port of an instance");
    }
}
