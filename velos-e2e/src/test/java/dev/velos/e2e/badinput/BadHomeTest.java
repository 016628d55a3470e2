package dev.velos.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.Result;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Homes that cannot be used, and what earlier daemons have left in one. */
class BadHomeTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void homeUnderAFile_isTold() {
        velos.useHome(velos.write("file", "").resolve("home"));
        velos.velos("list").exits(4).complains(velos.home().directory().toString(), "cannot be used", "Set VELOS_HOME");
    }

    @Test
    void homeThatIsAFile_isTold() {
        velos.useHome(velos.write("file", ""));
        velos.velos("list").exits(4).complains("file", "not a folder", "Set VELOS_HOME");
    }

    @Test
    void homeWhereNobodyCanWrite_isTold() {
        velos.useHome(Path.of("/proc/velos"));
        velos.velos("start", "sleep", "--", "1000")
                .exits(4)
                .complains("/proc/velos", "cannot be used", "Set VELOS_HOME");
    }

    @Test
    void homeOfSomebodyElse_isTold() throws IOException {
        Path home = Files.createDirectory(velos.base().resolve("theirs"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
        velos.useHome(home);
        Files.setPosixFilePermissions(velos.base(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Result result = asOrdinaryUser("list");
        result.exits(4).complains(home.toString(), "cannot be used", "Set VELOS_HOME");
    }

    @Test
    void daemonOfSomebodyElse_isTold() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"));
        velos.velos("daemon", "start").succeeds();
        Files.setPosixFilePermissions(velos.base(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(velos.home().directory(), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(velos.home().socket(), PosixFilePermissions.fromString("rwxrwxrwx"));
        asOrdinaryUser("list").exits(4).complains("serves user 0 only, not user 65534", "Set VELOS_HOME");
    }

    /** As ourselves, or, where we are the superuser, as somebody who may not write everywhere. */
    private Result asOrdinaryUser(String word) {
        if (!System.getProperty("user.name").equals("root")) {
            return velos.velos(word);
        }
        String program = System.getProperty("velos.dist") + "/bin/velos";
        List<String> words = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, word);
        Result probe = velos.command("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, "version")
                .in(Path.of("/"))
                .runProgram();
        assumeTrue(probe.exitCode() == 0, "an ordinary user cannot run " + program + " here: " + probe.err());
        return velos.command(words.toArray(String[]::new)).in(Path.of("/")).runProgram();
    }

    @Test
    void socketPathThatIsTooLong_isToldWithItsLength() {
        Path home = velos.base().resolve("d".repeat(60)).resolve("e".repeat(60));
        velos.useHome(home);
        velos.velos("list")
                .exits(4)
                .complains(home + "/velos.sock", "has " + (home.toString().length() + 11) + " bytes", "106", "shorter");
        assertThat(home).doesNotExist();
    }

    @Test
    void socketPathOfTheGreatestLength_works() {
        String base = velos.base() + "/";
        velos.useHome(Path.of(base + "d".repeat(106 - base.length() - "/velos.sock".length())));
        assertThat(velos.home().socket().toString()).hasSize(106);
        velos.velos("start", "sleep", "--", "1000").succeeds();
        assertThat(velos.process("sleep").status()).isEqualTo(ProcessStatus.ONLINE);
    }

    private void makeHome() throws IOException {
        Files.createDirectories(velos.home().directory());
    }

    @Test
    void stalePidFile_isNoHindrance() throws IOException {
        makeHome();
        Files.writeString(velos.home().pidFile(), "4194303\n");
        velos.velos("list").succeeds();
        assertThat(velos.daemonPid()).isNotEqualTo(4194303);
    }

    @Test
    void pidFileWithNonsense_isNoHindrance() throws IOException {
        makeHome();
        Files.writeString(velos.home().pidFile(), "nonsense\n".repeat(1000));
        velos.velos("list").succeeds();
        assertThat(Machine.isAlive(velos.daemonPid())).isTrue();
    }

    @Test
    void staleSocket_isNoHindrance() throws IOException {
        makeHome();
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(velos.home().socket()));
        }
        assertThat(velos.home().socket()).exists();
        velos.velos("list").succeeds();
    }

    @Test
    void fileInPlaceOfTheSocket_isNoHindrance() throws IOException {
        makeHome();
        Files.writeString(velos.home().socket(), "no socket");
        velos.velos("list").succeeds();
    }

    @Test
    void foreignProcessInThePidFile_isLeftAlone() throws IOException {
        makeHome();
        RunningCommand foreign = velos.command(
                        "sh", "-c", "trap 'echo signalled' TERM HUP; while :; do sleep 0.05; done")
                .startProgram();
        Files.writeString(velos.home().pidFile(), foreign.pid() + "\n");
        velos.velos("ping").exits(4);
        velos.velos("list").succeeds();
        assertThat(velos.daemonPid()).isNotEqualTo(foreign.pid());
        velos.killDaemon();
        Files.writeString(velos.home().pidFile(), foreign.pid() + "\n");
        velos.velos("daemon", "restart").succeeds();
        Files.writeString(velos.home().pidFile(), foreign.pid() + "\n");
        velos.velos("kill").succeeds();
        assertThat(foreign.isAlive()).isTrue();
        assertThat(foreign.out()).isEmpty();
    }

    @Test
    void twentyCommandsAtOnce_startOneDaemonAndAllGetAnAnswer() {
        List<RunningCommand> commands = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            commands.add(velos.command("ping", "--json").start());
            commands.add(velos.command("daemon", "start", "--json").start());
        }
        Set<Long> daemons = commands.stream()
                .filter(command -> command.words().contains("daemon"))
                .map(command -> command.result().succeeds().jsonObject().integer("pid"))
                .collect(Collectors.toSet());
        assertThat(daemons).containsExactly(velos.daemonPid());
        commands.forEach(command -> assertThat(command.result().exitCode()).isIn(0, 4));
    }

    @Test
    void twentyStartsAtOnceAfterADeath_adoptOnce() {
        velos.write("note.sh", "echo $$ >>pids; exec sleep 1000\n");
        velos.velos("start", "note.sh").succeeds();
        long pid = velos.pid("note");
        velos.killDaemon();
        List<RunningCommand> commands = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            commands.add(velos.command("list", "--json").start());
        }
        commands.forEach(command -> assertThat(
                        command.result().succeeds().jsonArray().getFirst().integer("pid"))
                .isEqualTo(pid));
        assertThat(velos.read(velos.work().resolve("pids"))).isEqualTo(pid + "\n");
    }
}
