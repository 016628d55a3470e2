package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.VelosFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A velos.toml applied again and again, and what its keys do to real programs, on every backend. */
abstract class ConfigApply {
    @RegisterExtension
    final VelosFixture velos;

    ConfigApply(Platform platform) {
        velos = new VelosFixture(platform);
    }

    private static String sleeper(String name, String lines) {
        return "[process." + name + "]\nscript = \"sleep\"\nargs = [\"1000\"]\n" + lines + "\n";
    }

    private void untilLogged(String name, String text) {
        velos.until(name + " has said " + text, () -> velos.log(name).text().contains(text));
    }

    @Test
    void fileAppliedAgain_changesWhatChanged() {
        velos.write("velos.toml", sleeper("same", "") + sleeper("changed", "") + sleeper("policy", ""));
        velos.velos("start").succeeds().says("same online", "changed online", "policy online", "(new)");
        List<Long> before = List.of(velos.pid("same"), velos.pid("changed"), velos.pid("policy"));
        velos.velos("start").succeeds().says("3 processes unchanged");

        velos.write(
                "velos.toml",
                sleeper("same", "")
                        + sleeper("changed", "env.PORT = \"80\"")
                        + sleeper("policy", "kill_timeout = \"1s\"")
                        + sleeper("fresh", ""));
        velos.velos("start", "--dry-run").succeeds().says("changed reloaded", "env.PORT: (not set) -> \"80\"");
        velos.velos("start")
                .succeeds()
                .says(
                        "same online",
                        "unchanged",
                        "reloaded, changed: env.PORT",
                        "goes on, changed: kill_timeout",
                        "(new)");
        assertThat(velos.pid("same")).isEqualTo(before.get(0));
        assertThat(velos.pid("changed")).isNotEqualTo(before.get(1));
        assertThat(velos.pid("policy")).isEqualTo(before.get(2));

        velos.write("velos.toml", sleeper("same", ""));
        velos.velos("start").succeeds();
        assertThat(velos.list()).hasSize(4);
        velos.velos("start", "--prune").succeeds().says("same online", "fresh deleted");
        assertThat(velos.list()).extracting(ProcessSnapshot::name).containsExactly("same");
        assertThat(velos.pid("same")).isEqualTo(before.get(0));
    }

    @Test
    void changedSpec_isThatOfTheNextDaemonToo() {
        velos.write("velos.toml", sleeper("api", ""));
        velos.velos("start").succeeds();
        velos.write("velos.toml", sleeper("api", "env.PORT = \"80\""));
        velos.velos("start").succeeds();
        long pid = velos.pid("api");
        velos.killDaemon();
        velos.velos("start").succeeds().says("api online", "unchanged");
        assertThat(velos.pid("api")).isEqualTo(pid);
        velos.velos("env", "api").succeeds().says("PORT=80");
    }

    @Test
    void environment_isMadeOfItsPartsInTheirOrder() {
        velos.write(".env", "A=file\nB=file\nC=file\n");
        velos.write("velos.toml", """
                [process.api]
                script = "sh"
                args = ["-c", "echo $A $B $C $${HOME:-no home}; exec sleep 1000"]
                env_file = ".env"
                env_inherit = ["PATH"]
                [process.api.env]
                B = "env"
                C = "env"
                API_KEY = "hidden"
                [process.api.env.staging]
                C = "staging-${UNSET_FOR_SURE:-default}"
                """);
        velos.velos("start", "--env", "staging").succeeds();
        untilLogged("api", "file env staging-default no home");
        velos.velos("env", "api").succeeds().says("API_KEY=***", "C=staging-default");
        velos.velos("start", "--env", "nope").exits(1).complains("No process has a profile \"nope\"", "staging");
    }

    @Test
    void stopSignal_isTheOneThatTheProgramGets() {
        velos.write("app.sh", """
                trap 'echo got INT; exit 0' INT
                trap 'echo got USR2; exit 0' USR2
                echo ready
                while :; do sleep 0.02; done
                """);
        velos.write("velos.toml", """
                [process.int]
                script = "app.sh"
                stop_signal = "SIGINT"
                [process.usr2]
                script = "app.sh"
                stop_signal = "SIGUSR2"
                """);
        velos.velos("start").succeeds();
        untilLogged("int", "ready");
        untilLogged("usr2", "ready");
        velos.velos("stop", "all").succeeds();
        assertThat(velos.log("int").text()).contains("got INT");
        assertThat(velos.log("usr2").text()).contains("got USR2");
    }

    @Test
    void umaskAndNice_reachTheProgram() {
        velos.write("app.sh", "touch made; sleep 0.2; stat -c %a made; nice; exec sleep 1000\n");
        velos.write("velos.toml", "[process.api]\nscript = \"app.sh\"\numask = \"077\"\nnice = 5\n");
        velos.velos("start").succeeds();
        untilLogged("api", "600\n5\n");
    }

    @Test
    void stopExitCode_completesWhatWouldBeRestarted() {
        velos.write("app.sh", "exit 7\n");
        velos.write("velos.toml", "[process.job]\nscript = \"app.sh\"\nstop_exit_codes = [7]\n");
        velos.velos("start").succeeds().says("job completed");
        assertThat(velos.process("job").status()).isEqualTo(ProcessStatus.COMPLETED);
    }

    @Test
    void restartDelay_isWaitedFor() {
        velos.write("app.sh", "exit 1\n");
        velos.write("velos.toml", "[process.bad]\nscript = \"app.sh\"\nrestart_delay = \"1d\"\n");
        velos.velos("start").exits(1);
        assertThat(velos.process("bad").status()).isEqualTo(ProcessStatus.WAITING);
    }

    @Test
    void processThatIsNotStarted_waitsForItsUser() {
        velos.write("velos.toml", sleeper("api", "autostart = false\nnamespace = \"web\"") + sleeper("other", ""));
        velos.velos("start").succeeds().says("api stopped", "other online");
        velos.velos("start", "api").succeeds().says("api online");
        velos.velos("stop", "@web").succeeds().says("api stopped");
        velos.velos("start").succeeds().says("api stopped");
        assertThat(velos.process("other").status()).isEqualTo(ProcessStatus.ONLINE);
    }

    @Test
    void filesOfPm2_becomeAVelosTomlThatStarts() {
        Path script = velos.write("app.js", "setInterval(() => console.log(process.env.PORT), 20)\n");
        velos.write(
                "ecosystem.config.js",
                "module.exports = { apps: [{ name: 'api', script: './app.js', max_memory_restart: '1G', append_env_to_name: true, env: { PORT: 3000 } }] }\n");
        velos.velos("import", "ecosystem.config.js").succeeds().says("is written: api", "api: append_env_to_name");
        velos.velos("start").succeeds().says("api online");
        untilLogged("api", "3000");
        assertThat(script).exists();
        velos.velos("init").exits(1).complains("exists already");
    }
}
