package dev.velos.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.Result;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A disk without room under logs/. Needs the right to mount; the tests are skipped without it. */
class FullDiskTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture(Platform.NATIVE);

    private Path mounted;

    /** Gives logs/ a disk of its own with half a megabyte. */
    private void mountSmallDisk() throws IOException {
        Path logs = Files.createDirectories(velos.home().logs());
        Result mount = velos.command("mount", "-t", "tmpfs", "-o", "size=512k", "velos-test", logs.toString())
                .runProgram();
        assumeTrue(mount.exitCode() == 0, "no right to mount a small disk: " + mount.err());
        mounted = logs;
    }

    @AfterEach
    void unmount() {
        if (mounted != null) {
            velos.velos("kill").succeeds();
            velos.command("umount", mounted.toString()).runProgram().succeeds();
        }
    }

    @Test
    void fullDisk_costsBytesThatAreCountedAndNothingElse() throws IOException {
        mountSmallDisk();
        velos.write("flood.js", "setInterval(() => console.log('y'.repeat(8000)), 2)\n");
        velos.write(
                "quiet.js",
                "let n = 0; setInterval(() => { require('fs').writeFileSync('beat', String(++n)); }, 20)\n");
        velos.velos("start", "quiet.js").succeeds();
        velos.velos("start", "flood.js").succeeds();
        velos.until("bytes are dropped", () -> velos.process("flood").droppedBytes() > 100_000);
        long beat = beat();
        velos.until("the bystander lives", () -> beat() > beat);
        assertThat(velos.list())
                .allMatch(process -> process.status() == ProcessStatus.ONLINE && process.restarts() == 0);
        assertThat(velos.process("quiet").droppedBytes()).isZero();
        velos.velos("list").succeeds().says("of logs lost, disk full");

        velos.velos("flush", "flood").succeeds();
        velos.until("it is written again", () -> velos.log("flood").size() > 0);
        velos.velos("delete", "flood").succeeds();
        ProcessSnapshot quiet = velos.process("quiet");
        assertThat(quiet.status()).isEqualTo(ProcessStatus.ONLINE);
    }

    private long beat() {
        String beat = velos.read(velos.work().resolve("beat"));
        return beat.isEmpty() ? 0 : Long.parseLong(beat);
    }

    @Test
    void programThatFailsOnAFullDisk_isToldWithItsLastLinesAllTheSame() throws IOException {
        mountSmallDisk();
        Files.write(velos.home().logs().resolve("ballast"), new byte[512 << 10]);
        velos.write("fail.sh", "echo the reason >&2; exit 4\n");
        velos.velos("start", "fail.sh", "--restart", "never").exits(1).complains("exit 4", "the reason");
        Files.delete(velos.home().logs().resolve("ballast"));
        velos.velos("restart", "fail").exits(1);
        assertThat(velos.read(velos.home().log("fail", 0, 1, "err"))).isEqualTo("the reason\n");
    }
}
