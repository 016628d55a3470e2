package dev.velos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigCommandTest extends InHarness {
    private void succeeds(String out, String... words) {
        Harness.Outcome outcome = velos.run(words);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains(out);
        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void settings_areSetReadAndUnset() throws IOException {
        succeeds("autosave = true\n  The daemon works by it when it starts.", "config", "set", "autosave", "true");
        succeeds("true\n", "config", "get", "autosave");
        succeeds("counts for what \"velos start\" starts", "config", "set", "defaults.kill_timeout", "20s");
        succeeds("20s\n", "config", "get", "defaults.kill_timeout");
        succeeds("from the next command on", "config", "set", "secrets", "*_PIN,A");
        succeeds("secrets                  = [\"*_PIN\", \"A\"]\n", "config", "list");
        succeeds(
                "\"setting\":\"secrets\",\"value\":\"[\\\"*_PIN\\\", \\\"A\\\"]\",\"set\":true",
                "config",
                "list",
                "--json");
        succeeds("autosave = false", "config", "unset", "autosave");
        assertThat(Files.readString(velos.home().config()))
                .isEqualTo("secrets = [\"*_PIN\", \"A\"]\n\n[defaults]\nkill_timeout = \"20s\"\n");
    }

    @Test
    void fileChangedByHand_isCheckedAndGivenToTheDaemon() throws IOException {
        Files.createDirectories(velos.home().directory());
        Files.writeString(velos.home().config(), "autosave = true\n");
        succeeds("is right; the daemon works by it when it starts", "config", "apply");
        assertThat(velos.home().daemonSettings()).exists();
        Files.writeString(velos.home().config(), "autosafe = true\n");
        for (String action : new String[] {"apply", "list"}) {
            Harness.Outcome outcome = velos.run("config", action);
            assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.err()).contains("config.toml:1:1: autosafe is not a key", "Did you mean \"autosave\"?");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config | takes one of | USAGE",
                "config gett | Did you mean \"get\"? | USAGE",
                "config get | needs the name of a setting | USAGE",
                "config set autosave | needs a value | USAGE",
                "config set autosave true now | does not know what to do with \"now\" | USAGE",
                "config get autosav | Did you mean \"autosave\"? | FAILED",
                "config set autosave perhaps | autosave has to be true or false | FAILED",
                "config set defaults.kill_timeout 10 | \"10\" is not a duration | FAILED",
            })
    void wrongWords_areRefusedWithARemedy(String words, String message, ExitCode code) {
        Harness.Outcome outcome = velos.run(words.split(" "));
        assertThat(outcome.err()).contains(message);
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(velos.home().config()).doesNotExist();
    }
}
