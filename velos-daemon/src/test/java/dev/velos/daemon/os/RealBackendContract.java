package dev.velos.daemon.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.velos.core.process.KernelSettings;
import dev.velos.core.process.ListenAddress;
import dev.velos.daemon.os.ProcessControl.Spawn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What only real backends can promise: it takes a process that may be killed, or replaced. */
abstract class RealBackendContract extends BackendContract implements LinkContract, TrafficContract {
    private final String name;
    private final Supplier<Backend> opener;
    private RealOutside outside;

    RealBackendContract(String name, Supplier<Backend> opener) {
        this.name = name;
        this.opener = opener;
    }

    @Override
    Outside outside() {
        outside = new RealOutside(name, opener);
        return outside;
    }

    @Test
    void backend_hasItsName() {
        assertThat(bench().backend.name()).isEqualTo(name);
    }

    @Test
    void lock_outlivesTheBackendUntilTheProcessEnds() throws OsException {
        Path file = folder.resolve("lock");
        BackendHelper.Started helper = outside.startHelper("lockAndClose", file.toString());
        assertThat(helper.line()).isEqualTo("true");
        assertThat(bench().backend.host().lock(file)).isFalse();
        helper.kill();
        assertThat(bench().backend.host().lock(file)).isTrue();
    }

    @Test
    void lock_isNotInheritedByPrograms() throws OsException {
        Path file = folder.resolve("lock");
        assertThat(bench().backend.host().lock(file)).isTrue();
        Bench.Child child = bench().start(new Program.PrintsDescriptors());
        assertThat(bench().descriptors(child)).hasSize(3);
    }

    @Test
    void leaveSession_leadsASessionAndMayBeRepeated() {
        BackendHelper.Started helper = outside.startHelper("leaveSession");
        assertThat(helper.line()).isEqualTo(Long.toString(helper.process().pid()));
    }

    @Test
    void become_runsTheProgramUnderTheSamePid() {
        BackendHelper.Started helper = outside.startHelper("become");
        assertThat(helper.line()).isEqualTo(helper.process().pid() + " two  words");
    }

    @Test
    void umaskAndNice_areThoseOfTheRequest() throws IOException {
        Path gate = Files.createFile(folder.resolve("gate"));
        KernelSettings settings = new KernelSettings(OptionalInt.of(027), OptionalInt.of(7));
        // The priority is set when the program runs already: it looks when the gate is gone.
        SpawnRequest request = shell(settings, "while [ -e \"" + gate + "\" ]; do sleep 0.01; done; umask; nice");
        Spawn spawn = bench().remember(bench().backend.processes().spawn(request));
        Files.delete(gate);
        bench().exit(((Spawn.Started) spawn).pid());
        assertThat(Files.readString(Path.of(request.stdout())).lines()).containsExactly("0027", "7");
    }

    @Test
    void umaskOfAProgram_isNotThatOfTheNext() throws IOException {
        String before = umask(KernelSettings.DEFAULT);
        assertThat(umask(KernelSettings.DEFAULT.withUmask(OptionalInt.of(0777))))
                .isEqualTo("0777\n");
        assertThat(umask(KernelSettings.DEFAULT)).isEqualTo(before);
    }

    private String umask(KernelSettings settings) throws IOException {
        SpawnRequest request = shell(settings, "umask");
        Spawn spawn = bench().remember(bench().backend.processes().spawn(request));
        bench().exit(((Spawn.Started) spawn).pid());
        return Files.readString(Path.of(request.stdout()));
    }

    @Test
    void niceThatIsRefused_runsNothing() throws IOException {
        Assumptions.assumeFalse(System.getProperty("user.name").equals("root"), "root may be as urgent as it likes");
        KernelSettings settings = KernelSettings.DEFAULT.withNice(OptionalInt.of(-5));
        Spawn spawn = bench().backend.processes().spawn(shell(settings, "exec sleep 1000"));
        assertThat(spawn).isInstanceOf(Spawn.Failed.class);
        assertThat(((Spawn.Failed) spawn).reason()).contains("nice = -5 is refused");
    }

    @Test
    void handedSockets_areDescriptorsFromThreeOn() throws IOException {
        int first = bench().backend.handedSockets().open(new ListenAddress.Tcp("127.0.0.1", freePort()));
        int second = bench().backend
                .handedSockets()
                .open(new ListenAddress.UnixPath(folder.resolve("a.sock").toString(), 0640));
        SpawnRequest request = handing("echo up; kill -STOP $$", List.of(first, second));
        long pid = ((Spawn.Started) bench().backend.processes().spawn(request)).pid();
        try {
            // before, the loader of libraries may have a file open for a moment
            await().until(() -> Files.readString(Path.of(request.stdout())).equals("up\n"));
            for (String descriptor : List.of("3", "4")) {
                assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/" + descriptor))
                                .toString())
                        .startsWith("socket:");
            }
            assertThat(Path.of("/proc/" + pid + "/fd/5")).doesNotExist();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a.sock"))))
                    .isEqualTo("rw-r-----");
        } finally {
            bench().backend.processes().signal(pid, 9);
            bench().exit(pid);
            bench().backend.handedSockets().close(first);
            bench().backend.handedSockets().close(second);
        }
    }

    @Test
    void handedSocket_isFoundWithItsHolderAndTakenBack() throws IOException {
        ListenAddress.Tcp address = new ListenAddress.Tcp("", freePort());
        int handle = bench().backend.handedSockets().open(address);
        long pid =
                ((Spawn.Started) bench().backend.processes().spawn(handing("exec sleep 1000", List.of(handle)))).pid();
        try {
            await().until(() ->
                    Files.readString(Path.of("/proc/" + pid + "/comm")).equals("sleep\n"));
            bench().backend.handedSockets().close(handle);
            List<SocketHolder> holders = bench().backend.table().holders(address, List.of(pid));
            assertThat(holders).containsExactly(new SocketHolder(pid, 3, "sleep"));
            assertThat(bench().backend.table().holders(address)).isEqualTo(holders);
            assertThatThrownBy(() -> bench().backend.handedSockets().open(address))
                    .isInstanceOfSatisfying(
                            OsException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EADDRINUSE));
            int copy = bench().backend.handedSockets().copyOf(pid, 3).orElseThrow();
            bench().backend.processes().signal(pid, 9);
            bench().exit(pid);
            try (Socket client = new Socket(InetAddress.ofLiteral("127.0.0.1"), address.port())) {
                assertThat(client.isConnected()).isTrue();
            }
            bench().backend.handedSockets().close(copy);
        } finally {
            if (!bench().hasExited(pid)) {
                bench().backend.processes().signal(pid, 9);
                bench().exit(pid);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private SpawnRequest handing(String script, List<Integer> handed) throws IOException {
        SpawnRequest plain = shell(KernelSettings.DEFAULT, script);
        return new SpawnRequest(
                plain.executable(),
                plain.argv(),
                plain.environment(),
                plain.directory(),
                plain.stdin(),
                plain.stdout(),
                plain.stderr(),
                plain.kernel(),
                handed);
    }

    @Test
    void handlesOfTheRequest_areDescriptorsFromThreeOn() throws IOException {
        Sockets sockets = bench().backend.sockets();
        Sockets.Pair pair = sockets.pair(folder.resolve("label"));
        SpawnRequest request =
                handing("echo three >&3; echo four >&4; ls /proc/self/fd | wc -l", List.of(pair.theirs(), pair.ours()));
        Spawn spawn = bench().remember(bench().backend.processes().spawn(request));
        bench().exit(((Spawn.Started) spawn).pid());
        byte[] target = new byte[64];
        assertThat(new String(target, 0, sockets.receive(pair.ours(), target), UTF_8))
                .isEqualTo("three\n");
        assertThat(new String(target, 0, sockets.receive(pair.theirs(), target), UTF_8))
                .isEqualTo("four\n");
        assertThat(Files.readString(Path.of(request.stdout())).strip()).isEqualTo("6");
        sockets.close(pair.ours());
        sockets.close(pair.theirs());
    }

    private SpawnRequest shell(KernelSettings settings, String script) throws IOException {
        Path out = Files.createTempFile(folder, "out", "");
        return new SpawnRequest(
                "/bin/sh",
                List.of("sh", "-c", script),
                Environment.of(List.of("PATH=/usr/bin:/bin")),
                folder.toString(),
                SpawnRequest.NO_INPUT,
                out.toString(),
                out.toString(),
                settings,
                List.of());
    }
}
