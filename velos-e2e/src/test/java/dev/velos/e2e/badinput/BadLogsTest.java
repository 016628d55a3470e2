package dev.velos.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.core.home.VelosHome;
import dev.velos.e2e.fixture.Result;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logs that are not as they should be. */
class BadLogsTest {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final String NOBODY = "65534";

    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void fileThatMayNotBeRead_isTold() throws IOException {
        Path log = velos.write("secret.log", "hidden\n");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("---------"));

        Result result = Files.isReadable(log) ? asNobody(log) : velos.velos("logs", "--file", log.toString());

        result.exits(2).complains("The file " + log + " may not be read by you", "Name a log file that can be read");
    }

    /** The superuser may read every file, so that somebody else has to try. */
    private Result asNobody(Path log) throws IOException {
        assumeTrue(Files.isExecutable(SETPRIV), "setpriv is needed to be somebody else");
        for (Path folder = log.getParent(); folder != null; folder = folder.getParent()) {
            if (folder.startsWith(velos.base())) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        String launcher = Path.of(System.getProperty("velos.dist", "../build/dist"), "bin", "velos")
                .toRealPath()
                .toString();
        Result result = velos.command(
                        SETPRIV.toString(),
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        launcher,
                        "logs",
                        "--file",
                        log.toString())
                .runProgram();
        assumeTrue(!result.err().contains("Permission denied"), "somebody else has to be able to run velos");
        return result;
    }

    @Test
    void corruptIndex_isWorkedAround_andSaidOnce() throws IOException {
        velos.write("app.sh", "echo one; echo two; exec sleep 1000\n");
        velos.velos("start", "app.sh").succeeds();
        velos.until("it has written", () -> velos.velos("logs", "app").out().contains("two"));
        Path index = VelosHome.indexOf(Path.of(velos.process("app").outLog()));
        Files.write(index, "this is no index of anything at all".getBytes(StandardCharsets.UTF_8));
        Result corrupt = velos.velos("logs", "app", "--since", "1h");
        Files.delete(index);
        Result missing = velos.velos("logs", "app", "--since", "1h");

        for (Result result : new Result[] {corrupt, missing}) {
            result.succeeds().says("one", "two");
            assertThat(result.err()).containsOnlyOnce("no sound time index").contains("None of them is left out");
        }
    }

    @Test
    void logThatIsEmptiedWhileItIsFollowed_isFollowedOn() {
        velos.write("app.sh", "echo before the flush; while read -r line; do echo \"$line\"; done\n");
        velos.velos("start", "app.sh").succeeds();
        var follow = velos.command("logs", "app", "--follow").start();
        velos.until("it is shown", () -> follow.out().contains("before the flush"));
        velos.velos("flush", "app").succeeds();
        velos.velos("send", "app", "after").succeeds();

        velos.until("what comes is shown", () -> follow.out().contains("after\n"));
        follow.terminate();
    }
}
