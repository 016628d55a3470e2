package dev.velos.e2e.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real programs that wait for each other. */
class DependenciesTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private long startedAt(String name) {
        return velos.process(name).startedAtMillis();
    }

    @Test
    void exampleStartsInOrder_andStopsInReverse() throws IOException {
        Path example = VelosFixture.sources().resolve("examples/dependencies");
        for (String file : List.of("velos.toml", "store.py", "migrate.sh", "shop.js")) {
            velos.write(file, Files.readString(example.resolve(file)));
        }
        velos.velos("start").succeeds();
        assertThat(velos.process("migrate").status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(velos.process("shop").status()).isEqualTo(ProcessStatus.ONLINE);
        assertThat(startedAt("store")).isLessThan(startedAt("migrate"));
        assertThat(startedAt("migrate")).isLessThanOrEqualTo(startedAt("shop"));
        velos.velos("stop", "all").succeeds();
        assertThat(velos.velos("logs", "store", "shop").succeeds().out())
                .containsSubsequence("the shop ends", "the store ends");
    }

    @Test
    void dependencyThatFails_isSaidByStart_andStartedAfterAllWhenItIsMended() {
        velos.write("velos.toml", """
                [process.db]
                script = "db.sh"
                max_restarts = 0
                [process.api]
                script = "sleep"
                args = ["1000"]
                depends_on = { db = "ready" }
                """);
        velos.write("db.sh", "exit 3\n");
        velos.velos("start").exits(1).complains("it waits: db not ready");
        ProcessSnapshot api = velos.process("api");
        assertThat(api.status()).isEqualTo(ProcessStatus.WAITING);
        assertThat(api.reason()).contains("db not ready");
        velos.write("db.sh", "exec sleep 1000\n");
        velos.velos("restart", "db").succeeds();
        velos.until("api is online", () -> velos.process("api").status() == ProcessStatus.ONLINE);
    }

    @Test
    void circle_isRefusedWithItsNames() {
        velos.write("velos.toml", """
                [process.a]
                script = "sleep"
                depends_on = { b = "ready" }
                [process.b]
                script = "sleep"
                depends_on = { a = "started" }
                """);
        velos.velos("start").exits(1).complains("depend on each other in a circle: a -> b -> a");
        assertThat(velos.list()).isEmpty();
    }

    @Test
    void processThatWaits_stillWaitsWhenItsDaemonHasDied() {
        velos.write("velos.toml", """
                [process.db]
                script = "db.sh"
                ready.log = "ready"
                [process.api]
                script = "sleep"
                args = ["1000"]
                depends_on = { db = "ready" }
                """);
        velos.write("db.sh", "while [ ! -e go ]; do sleep 0.02; done\necho ready\nexec sleep 1000\n");
        velos.velos("start", "--no-wait").succeeds();
        long db = velos.pid("db");
        velos.killDaemon();
        assertThat(velos.pid("db")).isEqualTo(db);
        assertThat(velos.process("api").status()).isEqualTo(ProcessStatus.WAITING);
        velos.write("go", "");
        velos.until("api is online", () -> velos.process("api").status() == ProcessStatus.ONLINE);
    }
}
