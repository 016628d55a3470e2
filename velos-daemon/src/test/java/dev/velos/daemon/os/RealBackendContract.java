package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.KernelSettings;
import dev.velos.daemon.os.ProcessControl.Spawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What only real backends can promise: it takes a process that may be killed, or replaced. */
abstract class RealBackendContract extends BackendContract {
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

    private SpawnRequest shell(KernelSettings settings, String script) throws IOException {
        Path out = Files.createTempFile(folder, "out", "");
        return new SpawnRequest(
                "/bin/sh",
                List.of("sh", "-c", script),
                List.of("PATH=/usr/bin:/bin"),
                folder.toString(),
                out.toString(),
                out.toString(),
                settings);
    }
}
