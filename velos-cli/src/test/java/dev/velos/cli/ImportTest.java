package dev.velos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.cli.Harness.Outcome;
import dev.velos.cli.command.ExitCode;
import dev.velos.config.ConfigLoader;
import dev.velos.config.ConfigResult;
import dev.velos.core.process.ListenSocket;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.process.Watching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code import} and {@code init}: what they write is valid, and they overwrite nothing. */
class ImportTest extends InHarness {
    private static final String APPS = """
            { "apps": [
              { "name": "api", "script": "./src/api.js", "args": "--port 3000 'a b'", "node_args": ["--inspect"],
                "instances": 4, "exec_mode": "cluster", "autorestart": false, "max_restarts": 5, "min_uptime": "10s",
                "restart_delay": 4000, "kill_timeout": 3000, "exp_backoff_restart_delay": 100, "stop_exit_codes": [0, 3],
                "max_memory_restart": "300M", "uid": "www", "out_file": "x.log", "watch": ["src", "gone"], "ignore_watch": ["./src/gen", "*.md"], "watch_delay": 1000, "cron_restart": "0 3 * * *", "vizion": false, "namespace": "web",
                "env": { "NODE_ENV": "production", "PORT": 3000 }, "env_staging": { "PORT": 4000 } },
              { "name": "my worker", "script": "worker.py", "cwd": "sub", "interpreter": "/usr/bin/python3", "watch": false }
            ] }
            """;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<ProcessSpec> specs(Optional<String> profile) {
        ConfigResult result = ConfigLoader.load(folder.resolve("velos.toml"), Map.of(), profile);
        assertThat(result).isInstanceOf(ConfigResult.Loaded.class);
        return ((ConfigResult.Loaded) result).specs();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecosystem.json", "ecosystem.config.js", "ecosystem.config.cjs", "ecosystem.config.mjs"})
    void ecosystem_becomesAVelosTomlOfTheSameProcesses(String name) throws IOException {
        String module = name.endsWith(".mjs") ? "export default " : "console.log('loading'); module.exports = ";
        Files.createDirectories(folder.resolve("src"));
        write(name, name.endsWith(".json") ? APPS : module + APPS);
        Outcome outcome = velos.run("import", name);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.out().lines().map(String::strip))
                .contains("Without a counterpart:", "api: out_file: no counterpart in this version")
                .noneMatch(line -> line.contains("vizion") || line.contains("watch"));
        ProcessSpec api = specs(Optional.of("staging")).getFirst();
        assertThat(api.program().script())
                .isEqualTo(folder.resolve("src/api.js").toString());
        assertThat(api.schedule().cronRestart()).map(Object::toString).contains("0 3 * * *");
        assertThat(api.watching())
                .isEqualTo(new Watching(
                        true,
                        List.of(folder.resolve("src").toString()),
                        List.of("/src/gen", "*.md"),
                        Duration.ofSeconds(1)));
        assertThat(api.program().args()).containsExactly("--port", "3000", "a b");
        assertThat(api.program().interpreterArgs()).containsExactly("--inspect");
        assertThat(api.environment().own()).isEqualTo(Map.of("NODE_ENV", "production", "PORT", "4000"));
        assertThat(api.instances()).isEqualTo(4);
        assertThat(api.listening().sockets()).containsExactly(ListenSocket.parse("3000"));
        assertThat(api.stop().killTimeout()).hasSeconds(3);
        assertThat(api.memory().maxBytes()).hasValue(300 << 20);
        assertThat(api.confinement().user()).hasValue("www");
        assertThat(api.restart())
                .isEqualTo(RestartPolicy.DEFAULT
                        .withMode(RestartPolicy.Mode.NEVER)
                        .withMaxRestarts(5)
                        .withMinUptime(Duration.ofSeconds(10))
                        .withDelay(Duration.ofSeconds(4))
                        .withBackoff(RestartPolicy.DEFAULT.backoff().withInitial(Duration.ofMillis(100)))
                        .withStopExitCodes(List.of(0, 3)));
        ProcessSpec worker = specs(Optional.empty()).getLast();
        assertThat(worker.name().value()).isEqualTo("my-worker");
        assertThat(worker.program().cwd()).isEqualTo(folder.resolve("sub").toString());
        assertThat(worker.program().interpreter()).isEmpty();
    }

    @Test
    void yaml_isReadToo() throws IOException {
        write(
                "ecosystem.yml",
                "apps:\n  - script: ./api.js\n    name: api\n    env:\n      PORT: 80\n      ON: true\n");
        assertThat(velos.run("import", "ecosystem.yml").code()).isEqualTo(ExitCode.DONE);
        assertThat(specs(Optional.empty()).getFirst().environment().own())
                .isEqualTo(Map.of("PORT", "80", "ON", "true"));
    }

    @Test
    void dump_keepsWhatWasSetAndNotWhatWasInherited() throws IOException {
        write(".pm2/dump.pm2", """
                [{"name":"api","pm_exec_path":"/srv/api.js","pm_cwd":"/srv","exec_interpreter":"node","exec_mode":"fork_mode",
                  "instances":1,"args":["-v"],"pm_id":0,"status":"online","axm_options":{},"PATH":"/bin",
                  "env":{"PATH":"/bin","PORT":"80","PM2_HOME":"/x","unique_id":"y","name":"api","axm":{}}},
                 {"name":"api","pm_exec_path":"/srv/api.js","pm_cwd":"/srv"}]
                """);
        Outcome outcome = velos.run("import", ".pm2/dump.pm2");
        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.out()).contains("api: another instance");
        ProcessSpec api = specs(Optional.empty()).getFirst();
        assertThat(api.program().script()).isEqualTo("/srv/api.js");
        assertThat(api.program().cwd()).isEqualTo("/srv");
        assertThat(api.environment().own()).isEqualTo(Map.of("PORT", "80"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bad.json | { \"apps\": [ | is not JSON",
                "bad.yml | a: [b | is not YAML",
                "bad.config.js | throw new Error(\"boom\") | Error: boom",
                "exit.config.js | process.exit(0) | it exports nothing",
                "empty.json | {} | describes no process",
                "gone.json | | there is no such file"
            })
    void fileThatCannotBeRead_isToldAndNothingIsWritten(String name, String text, String words) throws IOException {
        if (text != null) {
            write(name, text);
        }
        Outcome outcome = velos.run("import", name);
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err()).contains(words).doesNotContain("\tat ");
        assertThat(folder.resolve("velos.toml")).doesNotExist();
    }

    @Test
    void existingFile_isNeverOverwritten() throws IOException {
        write("velos.toml", "# mine\n");
        write("ecosystem.json", APPS);
        for (String[] words : new String[][] {{"init"}, {"import", "ecosystem.json"}}) {
            Outcome outcome = velos.run(words);
            assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.err()).contains("exists already");
        }
        assertThat(folder.resolve("velos.toml")).hasContent("# mine");
        assertThat(velos.run("import", "ecosystem.json", "--output", "other.toml")
                        .code())
                .isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("other.toml")).exists();
    }

    @Test
    void init_readsPackageJson() throws IOException {
        write("package.json", "{ \"name\": \"@me/shop\", \"scripts\": { \"start\": \"node server.js --port 80\" } }");
        assertThat(velos.run("init").code()).isEqualTo(ExitCode.DONE);
        ProcessSpec shop = specs(Optional.empty()).getFirst();
        assertThat(shop.name().value()).isEqualTo("shop");
        assertThat(shop.program().script())
                .isEqualTo(folder.resolve("server.js").toString());
        assertThat(shop.program().args()).containsExactly("--port", "80");
    }

    @Test
    void init_leavesOtherStartScriptsToNpm() throws IOException {
        write("package.json", "{ \"scripts\": { \"start\": \"NODE_ENV=x next start && true\" } }");
        velos.run("init");
        assertThat(specs(Optional.empty()).getFirst().program().script()).isEqualTo("npm");
    }

    @Test
    void init_readsMainOfPackageJson() throws IOException {
        write("package.json", "{ \"name\": \"x\", \"main\": \"lib/index.js\" }");
        velos.run("init");
        assertThat(specs(Optional.empty()).getFirst().program().script())
                .isEqualTo(folder.resolve("lib/index.js").toString());
    }

    @Test
    void init_readsAProcfile() throws IOException {
        write(
                "Procfile",
                "# comment\nweb: gunicorn app:app --bind :80\nworker: celery -A app > /tmp/x\nrelease: migrate\n");
        velos.run("init");
        List<ProcessSpec> specs = specs(Optional.empty());
        assertThat(specs).extracting(spec -> spec.name().value()).containsExactly("web", "worker");
        assertThat(specs.getFirst().program().script()).isEqualTo("gunicorn");
        assertThat(specs.getLast().program().args()).containsExactly("-c", "exec celery -A app > /tmp/x");
    }

    @Test
    void init_readsAPythonProject() throws IOException {
        write("pyproject.toml", "[project]\nname = \"x\"\n");
        write("main.py", "");
        write(".venv/bin/python", "");
        folder.resolve(".venv/bin/python").toFile().setExecutable(true);
        velos.run("init");
        assertThat(specs(Optional.empty()).getFirst().program().interpreter())
                .contains(folder.resolve(".venv/bin/python").toString());
    }

    @Test
    void init_readsAnEcosystemFileFirst() throws IOException {
        write("package.json", "{ \"main\": \"x.js\" }");
        write("ecosystem.config.js", "module.exports = " + APPS);
        velos.run("init");
        assertThat(specs(Optional.empty())).hasSize(2);
    }

    @Test
    void init_inAnEmptyFolder_writesAnExampleThatIsValid() {
        Outcome outcome = velos.run("init");
        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.out()).contains("velos.toml is written: app");
        assertThat(velos.run("validate").code()).isEqualTo(ExitCode.DONE);
    }
}
