package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hooks of real programs, on every backend. */
abstract class Hooks {
    @RegisterExtension
    final VelosFixture velos;

    Hooks(Platform platform) {
        velos = new VelosFixture(platform);
    }

    private void config(String hooks) {
        velos.write("velos.toml", "[process.app]\nscript = \"app.sh\"\n[process.app.hooks]\n" + hooks + "\n");
        velos.write("app.sh", "echo the app; exec sleep 1000\n");
    }

    private void untilLogged(String text) {
        velos.until("it has said " + text, () -> velos.log("app").text().contains(text));
    }

    @Test
    void example_runsItsHooksInTheirOrder() throws IOException {
        Path example = VelosFixture.sources().resolve("examples/hooks");
        for (String file : new String[] {"velos.toml", "app.sh"}) {
            velos.write("example/" + file, Files.readString(example.resolve(file)));
        }
        velos.velos("start", "--config", "example/velos.toml").succeeds();
        untilLogged("the state is prepared");
        untilLogged("up as ");
        untilLogged("[velos] after_start: exit 0");
        velos.velos("stop", "app").succeeds();
        untilLogged("[velos] after_stop: exit 0");
        assertThat(velos.log("app").text())
                .containsSubsequence(
                        "[velos] before_start: mkdir",
                        "[velos] before_start: exit 0",
                        "the state is prepared",
                        "[velos] before_stop: echo draining",
                        "draining",
                        "[velos] after_stop: rm");
        assertThat(velos.work().resolve("example/work")).doesNotExist();
    }

    @Test
    void beforeStartThatFails_startsNothingAndTellsWhatItWrote() {
        config("before_start = \"echo no database; exit 4\"");
        velos.velos("start").exits(1).complains("its before_start hook has failed: exit 4");
        assertThat(velos.log("app").text()).contains("no database").doesNotContain("the app");
    }

    @Test
    void hookThatHangs_isKilledAndSaid() {
        config("before_start = \"sleep 1000\"\ntimeout = \"1s\"");
        velos.velos("start").exits(1).complains("did not end within 1s, and was killed");
    }

    @Test
    void beforeStopThatHangs_delaysTheStopOnly() {
        config("before_stop = \"sleep 1000\"\ntimeout = \"1s\"");
        velos.velos("start").succeeds();
        velos.velos("stop", "app").succeeds();
    }

    @Test
    void daemonThatDiesDuringBeforeStart_isFollowedByOneThatRunsItAgain() {
        config("before_start = \"[ -e second ] || { touch second; exec sleep 1000; }\"\ntimeout = \"1h\"");
        velos.velos("start", "--no-wait").succeeds();
        velos.until("the hook runs", () -> Files.exists(velos.work().resolve("second")));
        velos.killDaemon();
        velos.velos("ping").succeeds();
        untilLogged("the app");
    }
}
