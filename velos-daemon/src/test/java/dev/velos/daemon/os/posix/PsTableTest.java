package dev.velos.daemon.os.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.velos.daemon.os.ProcFilesystem;
import dev.velos.daemon.os.ProcStat;
import dev.velos.daemon.os.ProcessFacts;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The table for systems without /proc, held against /proc where both are. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "compares with /proc")
class PsTableTest {
    private static final long SELF = ProcessHandle.current().pid();

    private final Unix system = new Unix();
    private final PsTable table = new PsTable(system, new PosixSpawner(system));
    private final ProcFilesystem proc = new ProcFilesystem(Path.of("/proc"), new ProcStat(100, 4096));

    @Test
    void factsOfThisProcess_agreeWithProc() {
        ProcessFacts seen = table.facts(SELF).orElseThrow();
        ProcessFacts known = proc.facts(SELF).orElseThrow();
        assertThat(seen.parent()).isEqualTo(known.parent());
        assertThat(seen.group()).isEqualTo(known.group());
        assertThat(seen.session()).isEqualTo(known.session());
        assertThat(seen.residentBytes()).isCloseTo(known.residentBytes(), within(64L << 20));
        long startMillis =
                ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        assertThat(seen.startTicks() * 10).isCloseTo(startMillis, within(2000L));
    }

    @Test
    void all_holdsThisProcess() {
        assertThat(table.all()).extracting(ProcessFacts::pid).contains(SELF).doesNotHaveDuplicates();
    }

    @Test
    void unknownPid_hasNoFacts() {
        assertThat(table.facts(999_999_999)).isEmpty();
    }

    @Test
    void looks_leaveNoDescriptorAndNoChild() {
        table.facts(SELF);
        int before = new File("/proc/self/fd").list().length;
        table.facts(SELF);
        assertThat(new File("/proc/self/fd").list()).hasSize(before);
        assertThat(proc.children(SELF)).isEmpty();
    }
}
