package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.protocol.Fields;
import dev.velos.e2e.fixture.McpClient;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What velos.toml says of logs counts wherever they are looked at. */
class LogSettingsTest {
    private static final Path EXAMPLE = VelosFixture.sources().resolve("examples/log-settings");

    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @BeforeEach
    void startTheExample() throws IOException {
        for (String name : new String[] {"shop.py", "velos.toml"}) {
            velos.write(name, Files.readString(EXAMPLE.resolve(name)));
        }
        velos.velos("start").succeeds();
        velos.until(
                "it has written all", () -> velos.velos("logs", "shop").out().contains("all orders are packed"));
    }

    @Test
    void info_showsWhatIsNotAsByDefault() {
        velos.velos("info", "shop")
                .succeeds()
                .says("anomalies false, max_templates 500, watch_errors true, dedupe_window 1m, "
                        + "2 level rules, masks order");
    }

    @Test
    void theCommand_looksAtLogsInThatWay() {
        Fields summary =
                velos.velos("logs", "shop", "--summary", "--json").succeeds().jsonObject();
        assertThat(summary.fields("levels").integer("error")).isEqualTo(40);
        assertThat(summary.fields("levels").integer("warn")).isEqualTo(40);
        velos.velos("logs", "shop", "--patterns")
                .succeeds()
                .says("printer has no paper, kept <order>", "packing <order> took long");
        velos.velos("logs", "shop", "--level", "error", "--lines", "1")
                .succeeds()
                .says("kept ORD-a40");
    }

    @Test
    void repeats_areOneWithinTheWindow_andAllAreOneWhereThatIsAskedFor() {
        String within =
                velos.velos("logs", "shop", "--dedupe", "--json").succeeds().out();
        assertThat(within).contains("\"count\":40").contains("\"example\"").doesNotContain("\"template\"");

        velos.velos("logs", "shop", "--dedupe", "--window", "all", "--json")
                .succeeds()
                .says("\"template\"");
        velos.velos("logs", "shop", "--dedupe", "--window", "ever").exits(2).complains("is no length of time");
    }

    @Test
    void agents_areToldTheSame() {
        McpClient agent = McpClient.open(velos);

        assertThat(McpClient.text(agent.call("log_patterns", "{\"name\":\"shop\",\"level\":\"error\"}")))
                .contains("kept <order>");
        assertThat(McpClient.text(agent.call("log_summary", "{\"name\":\"shop\"}")))
                .contains("error 40");
        assertThat(McpClient.text(agent.call("log_read", "{\"name\":\"shop\",\"level\":\"error\",\"last\":2}")))
                .contains("ORD-a39", "ORD-a40")
                .doesNotContain("packing");
        assertThat(McpClient.text(
                        agent.call("log_search", "{\"name\":\"shop\",\"pattern\":\"ORD-a7\",\"level\":\"error\"}")))
                .contains("E2001")
                .doesNotContain("W1007");
    }

    @Test
    void anErrorByTheRules_isToldWhereItIsNew() {
        velos.velos("send", "shop", "the roof is on fire").succeeds();

        velos.until("it is told", () -> velos.velos("events", "shop").out().contains("the roof is on fire"));
        velos.velos("events", "shop").succeeds().says("printer has no paper, kept <order>");
    }
}
