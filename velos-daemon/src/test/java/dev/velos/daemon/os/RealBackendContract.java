package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Supplier;
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
}
