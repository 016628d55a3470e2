package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.VelosFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands that reach into a running program, on a platform. */
abstract class Attention {
    @RegisterExtension
    final VelosFixture velos;

    Attention(Platform platform) {
        velos = new VelosFixture(platform);
    }

    private String out(String name) {
        return velos.read(velos.home().log(name, 0, 1, "out"));
    }

    private String err(String name) {
        return velos.read(velos.home().log(name, 0, 1, "err"));
    }

    @Test
    void textThatIsSent_isReadLineByLine_beforeAndAfterADaemonsDeath() {
        velos.write("echo.py", "import sys\nfor line in sys.stdin:\n    print('got ' + line.strip(), flush=True)\n");
        velos.velos("start", "echo.py").succeeds();
        velos.velos("send", "echo", "one", "and a half").succeeds().says("was sent the text");
        velos.until("it has read", () -> out("echo").equals("got one and a half\n"));
        velos.killDaemon();
        velos.velos("send", "echo", "two").succeeds();
        velos.until("it has read more", () -> out("echo").endsWith("got two\n"));

        assertThat(velos.process("echo").restarts()).isZero();
    }

    @Test
    void programThatReadsToTheEnd_waitsForMore_unlessItHasNoInput() {
        velos.write("velos.toml", """
                [process.waits]
                script = "cat"
                [process.ends]
                script = "cat"
                stdin = "null"
                restart = "on-failure"
                """);
        velos.velos("start").succeeds();
        velos.until(
                "cat ends where there is nothing to read",
                () -> velos.process("ends").status().wire().equals("completed"));

        assertThat(velos.process("waits").status().wire()).isEqualTo("online");
        velos.velos("send", "ends", "x").exits(1).complains("does not run");
    }

    @Test
    void signal_reachesTheProgram() {
        velos.write("hup.sh", "trap 'echo again' HUP\necho ready\nwhile :; do sleep 0.05; done\n");
        velos.velos("start", "hup.sh").succeeds();
        velos.until("it listens", () -> out("hup").contains("ready"));
        velos.velos("signal", "hup", "SIGHUP").succeeds().says("was sent the signal");
        velos.until("it has heard", () -> out("hup").contains("again"));

        velos.velos("signal", "hup", "SIGHIP").exits(2).complains("Did you mean \"SIGHUP\"?");
        velos.velos("signal", "hup").exits(2).complains("needs a process and a signal");
        velos.velos("signal", "hop", "HUP").exits(3).complains("Did you mean \"hup\"?");
        velos.velos("send", "hup").exits(2).complains("needs a process and a text");
        assertThat(err("hup")).isEmpty();
    }

    @Test
    void restartWithUpdateEnv_seesTheCallersVariables() {
        velos.write("show.sh", "echo \"A=$A\"\nsleep 1000\n");
        velos.command("start", "show.sh").env("A", "1").run().succeeds();
        velos.command("restart", "show").env("A", "2").run().succeeds();
        velos.command("restart", "show", "--update-env").env("A", "3").run().succeeds();
        velos.until("it lives a third time", () -> out("show").lines().count() == 3);

        assertThat(out("show")).isEqualTo("A=1\nA=1\nA=3\n");
        velos.velos("reset", "show").succeeds();
        assertThat(velos.process("show").restarts()).isZero();
    }
}
