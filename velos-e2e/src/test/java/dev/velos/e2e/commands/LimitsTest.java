package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.e2e.fixture.VelosFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits of real programs. */
class LimitsTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void familyThatTakesTooMuch_isRestartedWithTheReason() {
        velos.write("hungry.sh", "python3 -c 'import time; x = b\"x\" * 60_000_000; time.sleep(1000)'\n");
        velos.velos("start", "hungry.sh", "--max-memory", "40M").succeeds();
        velos.until("it lives again", () -> velos.process("hungry").restarts() > 0);

        assertThat(velos.process("hungry").reason()).startsWith("memory: ").endsWith("M of 40M");
        velos.velos("events", "hungry").succeeds().says("restarting", "of 40M");
    }

    @Test
    void limitsAndUsers_holdFromTheFirstInstruction_orAreExplained() {
        velos.write("velos.toml", """
                [process.few]
                script = "sh"
                args = ["-c", "ulimit -n; exec sleep 1000"]
                rlimits = { nofile = 123 }
                [process.nobody]
                script = "sleep"
                args = ["1000"]
                user = "no.such.user"
                """);
        velos.velos("start").exits(1).complains("the user \"no.such.user\" does not exist on this machine");
        velos.until(
                "it has said how many",
                () -> velos.read(velos.home().log("few", 0, 1, "out")).equals("123\n"));
        velos.velos("events").succeeds().says("applied    few, nobody");
    }
}
