package dev.velos.e2e.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.e2e.fixture.VelosFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Node programs say by their channel, in the words of PM2. */
class NodeMessagesTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @BeforeEach
    void needsNode() {
        Nodes.assumeAny();
    }

    private void start(String script) {
        velos.write("app.js", script + "\nsetInterval(() => {}, 1e6);");
        velos.write("velos.toml", "[process.app]\nscript = \"./app.js\"\nnode_channel = true\n");
        velos.velos("start").succeeds();
    }

    private Map<String, String> metrics() {
        return velos.process("app").metrics();
    }

    @Test
    void metrics_areShown() {
        start(
                "process.send({ type: 'axm:monitor', data: { Users: { value: 3, unit: 'people' }, 'In\\u001b[31m': { value: 1 } } });");
        velos.until("they are known", () -> metrics().getOrDefault("Users", "").equals("3 people"));
        assertThat(velos.velos("info", "app").succeeds().says("Users 3 people").out())
                .doesNotContain("\u001b[31m");
        assertThat(velos.velos("list", "--json")
                        .succeeds()
                        .jsonArray()
                        .getFirst()
                        .toString())
                .contains("3 people");
        velos.velos("restart", "app").succeeds();
        velos.until("those of the new life", () -> metrics().containsKey("Users"));
    }

    @Test
    void metricsOfPm2Io_areShown() {
        Path module = Nodes.module("@pm2/io");
        assumeTrue(Files.isDirectory(module), "scripts/nodes.sh has not fetched @pm2/io");
        start("const io = require('" + module
                + "'); io.init(); io.metric({ name: 'Realtime users', value: () => 12 });");
        velos.until(
                "they are known",
                () -> metrics().getOrDefault("Realtime users", "").startsWith("12"));
    }

    @Test
    void processMessage_isAnEvent() {
        start("process.send({ type: 'process:msg', data: { order: 17 } });");
        velos.until("it is told", () -> velos.velos("events", "--json").out().contains("\"event\":\"message\""));
        velos.velos("events").succeeds().says("message", "order");
    }

    @Test
    void programThatTalksWithoutEnd_neitherFillsTheDaemonNorItsEvents() {
        start("""
                const many = {};
                for (let i = 0; i < 800; i++) many['metric ' + i] = { value: 'v'.repeat(50) };
                let left = 300;
                const talk = () => {
                  if (--left < 0) return console.log('done');
                  process.send({ type: 'axm:monitor', data: many });
                  process.send('x'.repeat(1 << 20));
                  process.send({ type: 'process:msg', data: 'y'.repeat(10000) }, talk);
                };
                talk();
                """);
        velos.until(
                "it has said all",
                () -> velos.read(velos.home().log("app", 0, 1, "out")).equals("done\n"));
        velos.until("the last of it is heard", () -> metrics().size() == 50);
        long events = velos.velos("events", "--json")
                .out()
                .lines()
                .filter(line -> line.contains("\"message\""))
                .count();
        assertThat(events).isBetween(1L, 60L);
        assertThat(velos.velos("list").succeeds().out()).contains("app");
    }
}
