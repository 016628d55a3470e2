package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    Path folder;

    private SettingsFile file;

    @BeforeEach
    void file() {
        file = new SettingsFile(folder.resolve("config.toml"));
    }

    private void write(String text) throws IOException {
        Files.writeString(file.path(), text);
    }

    private String text() throws IOException {
        return Files.readString(file.path());
    }

    private List<String> problems(String text) throws IOException {
        write(text);
        SettingsResult result = file.read();
        assertThat(result).isInstanceOf(SettingsResult.Invalid.class);
        return ((SettingsResult.Invalid) result)
                .problems().stream()
                        .map(problem -> problem.text().replace(file.path().toString(), "config.toml"))
                        .toList();
    }

    private void set(String name, String word) {
        file.set(SettingsFile.require(name), word);
    }

    @Test
    void missingFile_setsNothing() {
        assertThat(file.require().value(SettingKeys.AUTOSAVE)).isFalse();
        assertThat(file.require().secretNames().isSecret("MY_KEY")).isTrue();
    }

    @Test
    void settings_areRead() throws IOException {
        write("""
                autosave = true
                secrets = ["*_PIN"]
                [defaults]
                kill_timeout = "20s"
                [defaults.log]
                max_files = 3
                """);
        Settings settings = file.require();
        assertThat(settings.value(SettingKeys.AUTOSAVE)).isTrue();
        assertThat(settings.secretNames().isSecret("card_pin")).isTrue();
        assertThat(settings.secretNames().isSecret("MY_KEY")).isFalse();
        ProcessSpec spec = settings.withDefaults(ProcessSpec.of(new ProcessName("api"), "a", "/"));
        assertThat(spec.stop().killTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(spec.log().maxFiles()).isEqualTo(3);
    }

    @Test
    void defaults_giveWayToWhatAProcessSays() throws IOException {
        write("[defaults]\nkill_timeout = \"20s\"\nmax_restarts = 3\n");
        Path toml =
                Files.writeString(folder.resolve("velos.toml"), "[process.api]\nscript = \"a\"\nmax_restarts = 5\n");
        ConfigResult result = ConfigLoader.load(toml, Map.of(), Optional.empty(), file.require());
        ProcessSpec spec = ((ConfigResult.Loaded) result).specs().getFirst();
        assertThat(spec.stop().killTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(spec.restart().maxRestarts()).isEqualTo(5);
    }

    @Test
    void everyProblem_isToldWithItsPlaceAndTheNearestKey() throws IOException {
        assertThat(problems("""
                autosafe = true
                secrets = "x"
                [defaults]
                kill_timeout = "10"
                max_restarts = -1
                [defaults.log]
                max_fils = 3
                [default]
                a = 1
                """))
                .containsExactly(
                        "config.toml:1:1: autosafe is not a key of config.toml. Did you mean \"autosave\"?",
                        "config.toml:2:1: secrets has to be a list of texts, not a text. Write it as [\"...\", \"...\"].",
                        "config.toml:4:1: defaults.kill_timeout: \"10\" is not a duration. Write a number with a unit, such"
                                + " as 500ms, 10s, 5m, 1h30m or 7d.",
                        "config.toml:5:1: defaults.max_restarts = -1 is out of range. Write a number from 0 to 1000000.",
                        "config.toml:7:1: defaults.log.max_fils is not a key of config.toml. Did you mean \"max_files\"?",
                        "config.toml:8:1: default is not a key of config.toml. Did you mean \"defaults\"?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "autosave = 1 | autosave has to be true or false, not a whole number.",
                "defaults = 3 | defaults has to be a table, not a whole number.",
                "secrets = [\"\"] | secrets: \"\" fits no variable.",
                "secrets = [\"A=B\"] | secrets: \"A=B\" fits no variable.",
                "secrets = [1] | secrets[0] has to be a text, not a whole number.",
                "defaults.log.max_size = \"9T\" | defaults.log.max_size = \"9T\" is out of range.",
                "defaults.restart = \"maybe\" | defaults.restart = \"maybe\" is not known.",
                "defaults.script = \"x\" | defaults.script is not a key of config.toml.",
                "autosave = | This is not TOML",
            })
    void wrongValue_isRefused(String line, String message) throws IOException {
        assertThat(problems(line + "\n")).singleElement().asString().contains(message);
    }

    @Test
    void set_makesTheFileForItsOwnerOnly() throws IOException {
        set("autosave", "true");
        assertThat(text()).isEqualTo("autosave = true\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void set_keepsEverythingElseAsItWasWritten() throws IOException {
        write("""
                # Settings of the build machine

                autosave   =  false   # for now
                secrets = [
                    "*_KEY", # keys
                    "*_PIN",
                ] # and no more

                [defaults] # for all
                # a long one
                kill_timeout = "5s"

                [defaults.log]
                "max_files" = 4
                """);
        set("autosave", "true");
        set("secrets", "A_*, B");
        set("defaults.log.max_files", "7");
        set("defaults.max_restarts", "2");
        set("defaults.log.max_size", "1M");
        assertThat(text()).isEqualTo("""
                # Settings of the build machine

                autosave   = true   # for now
                secrets = ["A_*", "B"] # and no more

                [defaults] # for all
                # a long one
                kill_timeout = "5s"
                max_restarts = 2

                [defaults.log]
                "max_files" = 7
                max_size = "1M"
                """);
    }

    @Test
    void set_goesBehindTheCommentsOfAFileThatHasOnlyTables() throws IOException {
        write("# mine\n\n[defaults]\nnice = 1\n");
        set("autosave", "true");
        assertThat(text()).isEqualTo("# mine\nautosave = true\n\n[defaults]\nnice = 1\n");
    }

    @Test
    void set_keepsLineEndsOfWindows() throws IOException {
        write("autosave = false\r\n# end\r\n");
        set("autosave", "true");
        assertThat(text()).isEqualTo("autosave = true\r\n# end\r\n");
    }

    @Test
    void set_takesADottedKeyForWhatItIs() throws IOException {
        write("defaults.kill_timeout = \"5s\" # five\n");
        set("defaults.kill_timeout", "7s");
        assertThat(text()).isEqualTo("defaults.kill_timeout = \"7s\" # five\n");
    }

    @Test
    void set_keepsASymbolicLinkAndThePermissions() throws IOException {
        Path real = Files.writeString(folder.resolve("real.toml"), "autosave = false\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createSymbolicLink(file.path(), real);
        set("autosave", "true");
        assertThat(file.path()).isSymbolicLink();
        assertThat(real).hasContent("autosave = true");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void setInAnInlineTable_isLeftToPeople() throws IOException {
        write("defaults = { kill_timeout = \"5s\", nice = 1 }\n");
        assertThatThrownBy(() -> set("defaults.kill_timeout", "7s"))
                .isInstanceOf(VelosException.class)
                .hasMessageContaining("cannot be made in " + file.path());
        assertThat(text()).isEqualTo("defaults = { kill_timeout = \"5s\", nice = 1 }\n");
    }

    @Test
    void setInAFileThatIsWrong_tellsWhatIsWrongAndChangesNothing() throws IOException {
        write("autosafe = true\n");
        assertThatThrownBy(() -> set("autosave", "true")).hasMessageContaining("config.toml:1:1: autosafe");
        assertThat(text()).isEqualTo("autosafe = true\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "autosave | maybe | autosave has to be true or false, not a text.",
                "autosave | 1 | autosave has to be true or false, not a whole number.",
                "defaults.kill_timeout | 10 | defaults.kill_timeout: \"10\" is not a duration.",
                "defaults.max_restarts | 1x | defaults.max_restarts has to be a whole number, not a text.",
                "defaults.max_restarts | 1 2 | defaults.max_restarts has to be a whole number, not a text.",
                "defaults.umask | 999 | defaults.umask = \"999\" is no mask.",
                "secrets | a=b | secrets: \"a=b\" fits no variable.",
            })
    void setOfAWrongValue_isRefusedAndChangesNothing(String key, String word, String message) {
        assertThatThrownBy(() -> set(key, word))
                .isInstanceOf(VelosException.class)
                .hasMessageContaining(message);
        assertThat(file.path()).doesNotExist();
    }

    @Test
    void valueThatWouldBeMoreThanAValue_isRefused() {
        assertThatThrownBy(() -> set("autosave", "true\nnice = 3")).isInstanceOf(VelosException.class);
        assertThatThrownBy(() -> set("autosave", "true # x")).isInstanceOf(VelosException.class);
        assertThat(file.path()).doesNotExist();
    }

    @Test
    void settingThatIsUnknown_namesTheNearest() {
        assertThatThrownBy(() -> set("autosav", "true")).hasMessageContaining("There is no setting \"autosav\"");
        assertThatThrownBy(() -> SettingsFile.require("defaults.kil_timeout"))
                .satisfies(
                        thrown -> assertThat(((VelosException) thrown).failure().remedy())
                                .isEqualTo("Did you mean \"defaults.kill_timeout\"?"));
    }

    @Test
    void unset_removesTheWholeAssignment() throws IOException {
        write("secrets = [\n  \"A\",\n]\nautosave = true\n[defaults]\nnice = 1\n");
        file.unset(SettingKeys.SECRETS);
        assertThat(text()).isEqualTo("autosave = true\n[defaults]\nnice = 1\n");
        assertThat(file.require().value(SettingKeys.SECRETS)).contains("*_KEY");
    }

    @Test
    void unsetOfWhatIsNotSet_changesNothing() throws IOException {
        write("# mine\n");
        file.unset(SettingKeys.SECRETS);
        assertThat(text()).isEqualTo("# mine\n");
    }
}
