package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.KernelSettings;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.ProcessControl.Spawn;
import dev.velos.daemon.os.SpawnRequest;
import dev.velos.daemon.os.linux.LinuxBackend;
import dev.velos.daemon.os.posix.PosixBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel is told of a program, seen by real programs of both backends. */
class ProgramSettingsTest {
    @TempDir
    Path folder;

    static Stream<Backend> backends() {
        return Stream.of(LinuxBackend.open(), PosixBackend.open());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void umaskAndNice_areThoseOfTheRequest(Backend backend) throws IOException {
        KernelSettings settings = new KernelSettings(OptionalInt.of(027), OptionalInt.of(7));
        String seen = output(backend, settings, "read _ < \"$1\"; umask; nice");
        assertThat(seen.lines()).containsExactly("0027", "7");
    }

    @ParameterizedTest
    @MethodSource("backends")
    void daemonsOwnUmask_staysWhatItWas(Backend backend) throws IOException {
        String plain = output(backend, KernelSettings.DEFAULT, "umask");
        output(backend, KernelSettings.DEFAULT.withUmask(OptionalInt.of(0777)), ":");
        assertThat(output(backend, KernelSettings.DEFAULT, "umask")).isEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void niceThatIsRefused_runsNothing(Backend backend) throws IOException {
        Assumptions.assumeFalse(System.getProperty("user.name").equals("root"), "root may be as urgent as it likes");
        Spawn spawn =
                backend.processes().spawn(request(KernelSettings.DEFAULT.withNice(OptionalInt.of(-5)), "sleep 1000"));
        assertThat(spawn).isInstanceOf(Spawn.Failed.class);
        assertThat(((Spawn.Failed) spawn).reason()).contains("nice = -5 is refused");
        backend.close();
    }

    /** What a script prints that reads a line from its gate first, by when its settings are made. */
    private String output(Backend backend, KernelSettings settings, String script) throws IOException {
        AtomicBoolean ended = new AtomicBoolean();
        backend.processes().onExit((pid, status) -> ended.set(true));
        Path gate = folder.resolve("gate");
        if (!Files.exists(gate)) {
            makePipe(gate);
        }
        SpawnRequest request = request(settings, script);
        assertThat(backend.processes().spawn(request)).isInstanceOf(Spawn.Started.class);
        if (script.contains("read")) {
            Files.writeString(gate, "go\n");
        }
        while (!ended.get()) {
            backend.poller().await(10_000_000);
            backend.processes().reap();
        }
        return Files.readString(Path.of(request.stdout()));
    }

    private static void makePipe(Path path) throws IOException {
        try {
            new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private SpawnRequest request(KernelSettings settings, String script) throws IOException {
        Path out = Files.createTempFile(folder, "out", "");
        return new SpawnRequest(
                "/bin/sh",
                List.of("sh", "-c", script, "sh", folder.resolve("gate").toString()),
                List.of("PATH=/usr/bin:/bin"),
                folder.toString(),
                out.toString(),
                out.toString(),
                settings);
    }
}
