package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits of real programs. */
class LimitsTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void familyThatTakesTooMuch_isRestartedWithTheReason() {
        velos.write("hungry.sh", """
                while [ ! -e go ]; do sleep 0.02; done
                python3 -c 'import time; x = b"x" * 60_000_000; time.sleep(1000)'
                """);
        velos.velos("start", "hungry.sh", "--max-memory", "40M").succeeds();
        velos.write("go", "");
        velos.until("it lives again", () -> velos.process("hungry").restarts() > 0);

        assertThat(velos.process("hungry").reason()).startsWith("memory: ").endsWith("M of 40M");
        velos.velos("events", "hungry").succeeds().says("restarting", "of 40M");
    }

    @Test
    void programOfAnotherUser_saysThatItIsReady() throws IOException {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root"), "only root may start programs of other users");
        Files.setPosixFilePermissions(velos.base(), PosixFilePermissions.fromString("rwx--x--x"));
        Path program = velos.base().resolve("say.py");
        Files.writeString(program, """
                import os, socket, time
                with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
                    s.sendto(b"READY=1\\nSTATUS=user %d" % os.getuid(), os.environ["NOTIFY_SOCKET"])
                time.sleep(1000)
                """);
        velos.write("velos.toml", """
                [process.other]
                script = "../say.py"
                cwd = "/"
                interpreter = "/usr/bin/python3"
                user = "nobody"
                ready.notify = true
                """);
        Path runtime = velos.base().resolve("run");
        velos.command("start")
                .env("RUNTIME_DIRECTORY", runtime.toString())
                .run()
                .succeeds();
        assertThat(velos.process("other").condition().says())
                .startsWith("user ")
                .isNotEqualTo("user 0");
        long pid = velos.pid("other");
        velos.killDaemon();
        velos.command("restart", "other")
                .env("RUNTIME_DIRECTORY", runtime.toString())
                .run()
                .succeeds();
        assertThat(Machine.isAlive(pid)).isFalse();
        velos.velos("delete", "other").succeeds();
        assertThat(runtime).isEmptyDirectory();
    }

    @Test
    void hooksAndProbesOfAnotherUser_runAsThatUser() throws IOException {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root"), "only root may start programs of other users");
        Path probed = Files.createDirectory(velos.base().resolve("probed"));
        Files.setPosixFilePermissions(velos.base(), PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(probed, PosixFilePermissions.fromString("rwxrwxrwx"));
        velos.write("velos.toml", """
                [process.other]
                script = "sleep"
                args = ["1000"]
                cwd = "../probed"
                user = "nobody"
                ready.exec = "id -un > ready"
                hooks.before_start = "id -un"
                """);
        velos.velos("start").succeeds();
        assertThat(probed.resolve("ready")).hasContent("nobody");
        assertThat(velos.log("other").text()).contains("\nnobody\n").doesNotContain("root");
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
