package dev.velos.e2e.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.e2e.fixture.FreePort;
import dev.velos.e2e.fixture.VelosFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More and fewer instances: what each is told, which go, and what becomes of their requests. */
class ScalingTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private void startTelling(String more) {
        velos.write(
                "tell.sh",
                "env | grep -E '^(VELOS_|NODE_APP|PORT|MINE|ME)' | sort > told-$VELOS_INSTANCE_ID; exec sleep 1000\n");
        velos.write("velos.toml", "[process.api]\nscript = \"./tell.sh\"\n" + more);
        velos.velos("start").succeeds();
    }

    private List<String> told(int instance) {
        return velos.read(velos.work().resolve("told-" + instance)).lines().toList();
    }

    private List<Long> ids() {
        return velos.list().stream().map(ProcessSnapshot::id).toList();
    }

    @Test
    void eachInstance_isToldItsNumberPortAndVariable() {
        startTelling(
                "instances = 3\nport = 4000\nincrement_var = \"MINE\"\ninstance_var = \"ME\"\nenv = { MINE = \"70\" }\n");
        for (int instance = 0; instance < 3; instance++) {
            assertThat(told(instance))
                    .contains(
                            "VELOS_INSTANCE_ID=" + instance,
                            "VELOS_NAME=api",
                            "VELOS_ID=" + ids().get(instance),
                            "PORT=" + (4000 + instance),
                            "MINE=" + (70 + instance),
                            "ME=" + instance);
        }
        velos.velos("scale", "api", "+1").succeeds();
        assertThat(told(3)).contains("VELOS_INSTANCE_ID=3", "PORT=4003", "MINE=73", "ME=3");
    }

    @Test
    void idsOfThoseThatStay_areKept_andNumbersHaveNoGaps() {
        startTelling("instances = 2\n");
        List<Long> two = ids();
        velos.velos("scale", "api", "4").succeeds();
        List<Long> four = ids();
        assertThat(four).startsWith(two.toArray(Long[]::new)).doesNotHaveDuplicates();
        velos.velos("stop", "api:1").succeeds();
        velos.velos("scale", "api", "3").succeeds().says("api:3");
        assertThat(velos.list()).extracting(ProcessSnapshot::displayName).containsExactly("api:0", "api:1", "api:2");
        assertThat(ids()).isEqualTo(four.subList(0, 3));
        velos.killDaemon();
        assertThat(ids()).isEqualTo(four.subList(0, 3));
        velos.velos("scale", "api", "+1").succeeds();
        assertThat(ids())
                .startsWith(four.subList(0, 3).toArray(Long[]::new))
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBe_isRefused_andChangesNothing() {
        startTelling("instances = 2\n");
        for (String to : List.of("0", "-2", "-5")) {
            velos.velos("scale", "api", to).exits(1).complains("would leave none", "velos stop");
        }
        velos.velos("scale", "api", "100000").exits(1).complains("are too many", "Use at most ");
        for (String to : List.of("two", "1.5", "99999999999")) {
            velos.velos("scale", "api", to).exits(1).complains("is no number of instances");
        }
        velos.velos("scale", "api", "2").succeeds();
        velos.velos("scale", "api", "+0").succeeds();
        assertThat(velos.list()).hasSize(2);
    }

    @Test
    void stoppedProcess_isScaledWithoutBeingStarted() {
        startTelling("instances = 2\n");
        velos.velos("stop", "api").succeeds();
        velos.velos("scale", "api", "3").succeeds();
        assertThat(velos.list()).hasSize(3).allMatch(it -> it.pid().isEmpty());
        velos.velos("start", "api").succeeds();
        assertThat(velos.list()).hasSize(3).allMatch(it -> it.pid().isPresent());
    }

    @Test
    void scalingDown_letsRequestsInFlightFinish() throws InterruptedException {
        int port = FreePort.choose();
        velos.write("slow.py", """
                import os, signal, socket
                signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
                server = socket.socket(fileno=3)
                client, _ = server.accept()
                open("taken", "a").write("x")
                signal.sigwait([signal.SIGTERM])
                client.sendall(b"after the signal")
                """);
        velos.write(
                "velos.toml",
                "[process.api]\nscript = \"./slow.py\"\ninstances = 2\nlisten = \"127.0.0.1:" + port
                        + "\"\nkill_timeout = \"60s\"\n");
        velos.velos("start").succeeds();
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        List<Thread> clients = IntStream.range(0, 2)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> answers.add(Answers.ask(port))))
                .toList();
        velos.until(
                "both are asked",
                () -> velos.read(velos.work().resolve("taken")).equals("xx"));
        velos.velos("scale", "api", "1").succeeds();
        velos.until("one has answered", () -> answers.equals(List.of("after the signal")));
        velos.velos("stop", "api").succeeds();
        for (Thread client : clients) {
            client.join();
        }
        assertThat(answers).containsOnly("after the signal").hasSize(2);
    }
}
