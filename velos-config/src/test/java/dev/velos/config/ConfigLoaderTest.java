package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.LogPolicy;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.RestartPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    @TempDir
    Path folder;

    private TomlFile file(String text) throws IOException {
        return TomlFile.in(folder, text);
    }

    private String inFolder(String path) {
        return folder.resolve(path).toString();
    }

    @Test
    void scriptAlone_givesEveryDefault() throws IOException {
        ProcessSpec expected = ProcessSpec.of(new ProcessName("api"), inFolder("api.js"), folder.toString())
                .inheriting(TomlFile.ENVIRONMENT)
                .withRegistration(it -> it.withOrigin(Optional.of(inFolder("velos.toml"))));
        assertThat(file("[process.api]\nscript = \"./api.js\"\n").onlySpec()).isEqualTo(expected);
    }

    @Test
    void everyKey_reachesTheSpec() throws IOException {
        ProcessSpec spec = file("""
                [process.api]
                script = "bin/../api.js"
                args = ["--port", "3000", ""]
                cwd = "work"
                interpreter = "node"
                interpreter_args = ["--enable-source-maps"]
                instances = 1
                kill_timeout = "1m30s"
                restart = "on-failure"
                max_restarts = 0
                min_uptime = "500ms"
                [process.api.log]
                max_size = "10M"
                max_files = 5
                [process.api.env]
                NODE_ENV = "production"
                EMPTY = ""
                "odd name" = "\u00e9\\n"
                """).onlySpec();
        assertThat(spec.program().script()).isEqualTo(inFolder("api.js"));
        assertThat(spec.program().args()).containsExactly("--port", "3000", "");
        assertThat(spec.program().cwd()).isEqualTo(inFolder("work"));
        assertThat(spec.program().interpreter()).contains("node");
        assertThat(spec.program().interpreterArgs()).containsExactly("--enable-source-maps");
        assertThat(spec.instances()).isEqualTo(1);
        assertThat(spec.stop().killTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(spec.restart())
                .isEqualTo(RestartPolicy.DEFAULT
                        .withMode(RestartPolicy.Mode.ON_FAILURE)
                        .withMaxRestarts(0)
                        .withMinUptime(Duration.ofMillis(500)));
        assertThat(spec.log())
                .isEqualTo(LogPolicy.DEFAULT.withMaxBytes(10 << 20).withMaxFiles(5));
        assertThat(spec.environment().own())
                .isEqualTo(Map.of("NODE_ENV", "production", "EMPTY", "", "odd name", "\u00e9\n"));
    }

    @Test
    void processes_keepTheOrderOfTheFile() throws IOException {
        assertThat(file("""
                [process.web]
                script = "/srv/web.py"
                [process.api]
                script = "/srv/api.py"
                [process."db.main"]
                script = "/srv/db.sh"
                """).specs()).extracting(spec -> spec.name().value()).containsExactly("web", "api", "db.main");
    }

    @Test
    void dottedKeysAndInlineTables_areTheSame() throws IOException {
        ProcessSpec spec = file("""
                process.api.script = "/a"
                process.api.log.max_size = "0"
                process.api.env = { A = "1", staging = { A = "2" } }
                """).onlySpec();
        assertThat(spec.log()).isEqualTo(LogPolicy.DEFAULT.withMaxBytes(0).withMaxFiles(LogPolicy.DEFAULT.maxFiles()));
        assertThat(spec.environment().own()).isEqualTo(Map.of("A", "1"));
    }

    @Test
    void profiles_areAcceptedAndSetNothing() throws IOException {
        ProcessSpec spec = file("""
                [process.api]
                script = "/a"
                [process.api.env]
                NODE_ENV = "production"
                [process.api.env.staging]
                NODE_ENV = "staging"
                """).onlySpec();
        assertThat(spec.environment().own()).isEqualTo(Map.of("NODE_ENV", "production"));
    }

    @Test
    void bareCommand_staysBareUnlessItIsAFileHere() throws IOException {
        TomlFile file = file("[process.api]\nscript = \"serve\"\n");
        assertThat(file.onlySpec().program().script()).isEqualTo("serve");
        Files.createDirectory(folder.resolve("serve"));
        assertThat(file.onlySpec().program().script()).isEqualTo("serve");
        Files.delete(folder.resolve("serve"));
        Files.createFile(folder.resolve("serve"));
        assertThat(file.onlySpec().program().script()).isEqualTo(inFolder("serve"));
    }

    @Test
    void interpreterWithSlash_isTakenFromTheFolder() throws IOException {
        String text = "[process.api]\nscript = \"a.py\"\ninterpreter = \"%s\"\n";
        assertThat(file(text.formatted("venv/bin/python")).onlySpec().program().interpreter())
                .contains(inFolder("venv/bin/python"));
        assertThat(file(text.formatted("none")).onlySpec().program().interpreter())
                .contains("none");
    }

    @Test
    void absolutePaths_stayAsTheyAre() throws IOException {
        ProcessSpec spec =
                file("[process.api]\nscript = \"/opt/a.sh\"\ncwd = \"/var\"\n").onlySpec();
        assertThat(spec.program().script()).isEqualTo("/opt/a.sh");
        assertThat(spec.program().cwd()).isEqualTo("/var");
    }

    @Test
    void byteOrderMarkAndCrLf_areNoMatter() throws IOException {
        assertThat(file("\ufeff[process.api]\r\nscript = \"/a\"\r\n")
                        .onlySpec()
                        .program()
                        .script())
                .isEqualTo("/a");
    }

    @Test
    void hundredProcesses_areLoaded() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append("[process.p")
                    .append(i)
                    .append("]\nscript = \"/bin/p\"\nargs = [\"")
                    .append(i)
                    .append("\"]\n");
        }
        List<ProcessSpec> specs = file(text.toString()).specs();
        assertThat(specs).hasSize(100);
        assertThat(specs.get(42).program().args()).containsExactly("42");
    }

    private static List<String> names(List<ProcessSpec> specs) {
        return specs.stream().map(spec -> spec.name().value()).toList();
    }

    @Test
    void name_isMadeOfTableProfileAndFolder() throws IOException {
        Path checkout = Files.createDirectory(folder.resolve("my shop"));
        TomlFile file = TomlFile.in(checkout, """
                [process.api]
                script = "api.js"
                name = "{folder}.{name}-{profile}"
                depends_on = { db = "ready" }
                [process.api.env.staging]
                A = "1"
                [process.db]
                script = "db.js"
                name = "{name}_{profile}"
                """);
        assertThat(names(file.specs())).containsExactly("my-shop.api", "db");
        ConfigResult.Loaded staged = (ConfigResult.Loaded) file.load(Optional.of("staging"));
        assertThat(names(staged.specs())).containsExactly("my-shop.api-staging", "db_staging");
        assertThat(staged.specs().getFirst().dependencies().on()).containsOnlyKeys(new ProcessName("db_staging"));
    }

    @Test
    void namesThatCannotBe_areProblems() throws IOException {
        assertThat(file("[process.api]\nscript = \"a\"\nname = \"{nme}\"\n").problems())
                .containsExactly("3:1: name: {nme} stands for nothing. Did you mean \"name\"?");
        assertThat(file("[process.api]\nscript = \"a\"\nname = \"a b\"\n").problems())
                .singleElement()
                .asString()
                .startsWith("3:1: name: ")
                .contains("a b");
        assertThat(file("[process.api]\nscript = \"a\"\nname = \"x\"\n[process.x]\nscript = \"a\"\n")
                        .problems())
                .containsExactly("3:1: name: \"x\" and \"api\" would both be called \"x\". Use {name} in it.");
    }
}
