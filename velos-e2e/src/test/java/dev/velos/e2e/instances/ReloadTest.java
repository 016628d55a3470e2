package dev.velos.e2e.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.e2e.fixture.FreePort;
import dev.velos.e2e.fixture.VelosFixture;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reloads while somebody asks all the time. */
class ReloadTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private final int port = FreePort.choose();

    private List<Long> pids() {
        return velos.list().stream().map(it -> it.pid().orElseThrow()).toList();
    }

    private void start(String instances) {
        velos.write("api.py", Answers.PROGRAM);
        velos.velos("start", "api.py", "--listen", "127.0.0.1:" + port, "-i", instances)
                .succeeds();
    }

    /** Asks without end while an action runs; every question has to be answered. */
    private int askedDuring(Runnable action) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        Thread client = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                try {
                    (Answers.ask(port).isEmpty() ? failed : answered).incrementAndGet();
                } catch (RuntimeException e) {
                    failed.incrementAndGet();
                }
            }
        });
        try {
            action.run();
        } finally {
            over.set(true);
            client.join();
        }
        assertThat(failed.get())
                .as("questions without an answer, of %s", answered)
                .isZero();
        return answered.get();
    }

    @Test
    void reloadsOfSeveral_failNoRequest() throws InterruptedException {
        velos.write("api.py", Answers.DRAINING);
        velos.velos("start", "api.py", "--listen", "127.0.0.1:" + port, "-i", "2")
                .succeeds();
        List<Long> before = pids();
        int answered = askedDuring(() -> {
            velos.velos("reload", "api").succeeds().says("api:0 online", "api:1 online");
            velos.velos("reload", "api", "--parallel", "2").succeeds();
        });
        assertThat(answered).isPositive();
        assertThat(pids()).doesNotContainAnyElementsOf(before);
    }

    @Test
    void reloadOfTheOnlyOne_failsNoRequest() throws InterruptedException {
        velos.write("api.py", Answers.DRAINING);
        velos.velos("start", "api.py", "--listen", "127.0.0.1:" + port).succeeds();
        long before = pids().getFirst();
        askedDuring(() -> velos.velos("reload", "api").succeeds());
        assertThat(pids()).doesNotContain(before);
    }

    @Test
    void changedToml_isReloaded_andOneThatDoesNotStartLeavesTheOldOnes() {
        velos.write("api.py", Answers.PROGRAM);
        velos.write("velos.toml", toml(""));
        velos.velos("start").succeeds();
        List<Long> before = pids();
        velos.write("velos.toml", toml("args = [\"1\"]"));
        velos.velos("start").succeeds().says("reloaded, changed: args");
        assertThat(pids()).doesNotContainAnyElementsOf(before);
        List<Long> good = pids();
        velos.write("velos.toml", toml("interpreter_args = [\"-c\", \"import sys; sys.exit(4)\"]"));
        velos.velos("start").exits(1).complains("is not reloaded: exit 4", "The old one runs on.");
        assertThat(pids()).isEqualTo(good);
        assertThat(Answers.ask(port)).isNotEmpty();
    }

    private String toml(String more) {
        return "[process.api]\nscript = \"./api.py\"\ninstances = 2\nlisten = \"127.0.0.1:" + port + "\"\n" + more
                + "\n";
    }

    @Test
    void programThatOpensItsPortItself_saysWhatToDo() {
        velos.write("own.py", """
                import http.server, sys
                http.server.HTTPServer(("127.0.0.1", %d), http.server.BaseHTTPRequestHandler).serve_forever()
                """.formatted(port));
        velos.write("velos.toml", "[process.own]\nscript = \"./own.py\"\n[process.own.reload]\nmax_surge = 1\n");
        velos.velos("start").succeeds();
        long pid = velos.pid("own");
        velos.velos("reload", "own").exits(1).complains("It opens its port itself", "max_surge = 0");
        assertThat(velos.pid("own")).isEqualTo(pid);
        velos.write("velos.toml", "[process.own]\nscript = \"./own.py\"\n");
        velos.velos("start").succeeds();
        velos.velos("reload", "own").succeeds();
        assertThat(velos.pid("own")).isNotEqualTo(pid);
    }

    @Test
    void badWords_sayWhatIsWrong() {
        start("1");
        velos.velos("reload").exits(2).complains("needs to know which process");
        velos.velos("reload", "api", "--parallel", "0").exits(2).complains("\"0\" is no number of instances");
        velos.velos("reload", "nobody").exits(3).complains("There is no process \"nobody\".");
    }
}
