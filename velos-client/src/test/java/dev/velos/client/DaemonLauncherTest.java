package dev.velos.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.velos.core.failure.VelosException;
import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonLauncherTest {
    @TempDir
    Path folder;

    @Test
    void withoutALauncher_saysHowToCallVelos() {
        VelosHome home = new VelosHome(folder.resolve("home"));
        assertThatExceptionOfType(VelosException.class)
                .isThrownBy(() -> new DaemonLauncher(home, Optional.empty()).connectOrStart())
                .withMessageContaining("velos.launcher")
                .withMessageContaining("bin/velos");
    }

    @Test
    void homeUnderAFile_isExplained() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        VelosHome home = new VelosHome(file.resolve("home"));
        assertThatExceptionOfType(VelosException.class)
                .isThrownBy(() -> new DaemonLauncher(home, Optional.empty()).connectOrStart())
                .withMessageContaining("cannot be used")
                .withMessageContaining("Set VELOS_HOME");
    }

    @Test
    void homeThatIsAFile_isExplained() throws IOException {
        VelosHome home = new VelosHome(Files.writeString(folder.resolve("file"), ""));
        assertThatExceptionOfType(VelosException.class)
                .isThrownBy(() -> new DaemonLauncher(home, Optional.empty()).connectOrStart())
                .withMessageContaining("file, not a folder");
    }

    @Test
    void homeWithoutWritePermission_isExplained() throws IOException {
        Path sealed = Files.createDirectory(folder.resolve("sealed"));
        Files.setPosixFilePermissions(sealed, PosixFilePermissions.fromString("r-x------"));
        assumeFalse(Files.isWritable(sealed), "root may write everywhere");
        VelosHome home = new VelosHome(sealed.resolve("home"));
        assertThatExceptionOfType(VelosException.class)
                .isThrownBy(() -> new DaemonLauncher(home, Optional.empty()).connectOrStart())
                .withMessageContaining("permission denied");
    }

    @Test
    void daemonThatDiesAtOnce_isReportedWithItsLastWords() throws IOException {
        VelosHome home = new VelosHome(folder.resolve("home"));
        Path program = program("echo \"no room at $VELOS_HOME\" >&2; exit 3");
        assertThatExceptionOfType(VelosException.class)
                .isThrownBy(() -> new DaemonLauncher(home, Optional.of(program)).connectOrStart())
                .withMessageContaining("ended with exit code 3")
                .withMessageContaining("no room at " + home.directory());
    }

    @Test
    void daemonThatIsKilledWhileItStarts_isStartedOnceMore() throws IOException {
        VelosHome home = new VelosHome(folder.resolve("home"));
        Path program = program("echo life >>\"$VELOS_HOME/lives\"; kill -9 $$");
        assertThatExceptionOfType(VelosException.class)
                .isThrownBy(() -> new DaemonLauncher(home, Optional.of(program)).connectOrStart())
                .withMessageContaining("ended with exit code 137");
        assertThat(home.directory().resolve("lives")).hasContent("life\nlife");
    }

    @Test
    void launcherIsAskedForTheDaemon_inANewSessionWithoutInput() throws IOException {
        VelosHome home = new VelosHome(folder.resolve("home"));
        Path program = program("echo \"asked for $*\"; read line && echo \"read $line\"; exit 1");
        assertThatExceptionOfType(VelosException.class)
                .isThrownBy(() -> new DaemonLauncher(home, Optional.of(program)).connectOrStart())
                .withMessageContaining("asked for daemon run")
                .withMessageNotContaining("read ");
    }

    @Test
    void homeIsMadeForItsOwnerAlone() throws IOException {
        VelosHome home = new VelosHome(folder.resolve("home"));
        Path program = program("exit 1");
        assertThatExceptionOfType(VelosException.class)
                .isThrownBy(() -> new DaemonLauncher(home, Optional.of(program)).connectOrStart());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.directory())))
                .isEqualTo("rwx------");
    }

    @Test
    void runningDaemon_isNotStartedAgain() {
        VelosHome home = new VelosHome(folder.resolve("home"));
        try (var _ = ScriptedDaemon.listen(
                        home, (request, peer) -> peer.send(new Reply.Success(request.id(), Fields.empty())));
                VelosClient client = new DaemonLauncher(home, Optional.empty()).connectOrStart()) {
            assertThat(client.ping().pid()).isZero();
        }
    }

    @Test
    void daemonThatLeftNothing_isNotRevived() throws IOException {
        VelosHome home = new VelosHome(folder.resolve("home"));
        assertThat(new DaemonLauncher(home, Optional.of(program("exit 1"))).connectOrRevive())
                .isEmpty();
        assertThat(home.directory()).doesNotExist();
    }

    @Test
    void daemonThatDiedAtWork_isRevived() throws IOException {
        VelosHome home = new VelosHome(folder.resolve("home"));
        Files.createDirectories(home.run());
        Files.writeString(home.pidFile(), "2147480000\n");
        Files.writeString(home.journal(), "");
        assertThatExceptionOfType(VelosException.class)
                .isThrownBy(
                        () -> new DaemonLauncher(home, Optional.of(program("echo tried; exit 1"))).connectOrRevive())
                .withMessageContaining("tried");
    }

    @Test
    void twentyRacingClients_endWithOneDaemonAndTwentyAnswers() throws Exception {
        VelosHome home = new VelosHome(folder.resolve("home"));
        Path program = program("echo $$ >> '" + folder.resolve("starts") + "'; exec '"
                + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                + System.getProperty("java.class.path") + "' dev.velos.client.ScriptedDaemonMain");
        DaemonLauncher launcher = new DaemonLauncher(home, Optional.of(program));
        try (ExecutorService clients = Executors.newFixedThreadPool(20)) {
            List<Callable<Long>> calls = Collections.nCopies(20, () -> {
                try (VelosClient client = launcher.connectOrStart()) {
                    return client.ping().pid();
                }
            });
            Set<Long> pids = new HashSet<>();
            for (Future<Long> answer : clients.invokeAll(calls)) {
                pids.add(answer.get());
            }
            assertThat(pids).hasSize(1);
            assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(1);
        } finally {
            for (String pid : Files.readAllLines(folder.resolve("starts"))) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void pidOfAStranger_isNotTakenForTheDaemon() throws IOException {
        VelosHome home = new VelosHome(folder.resolve("home"));
        Files.createDirectories(home.directory());
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(home.pidFile(), stranger.pid() + "\n");
            assertThat(DaemonProcess.recordedPid(home)).hasValue(stranger.pid());
            assertThat(DaemonProcess.alive(home)).isEmpty();
        } finally {
            stranger.destroyForcibly();
        }
    }

    private Path program(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("velos"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
