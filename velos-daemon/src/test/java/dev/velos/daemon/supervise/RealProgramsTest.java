package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.capture.Captures;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.linux.LinuxBackend;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supervision of programs of this machine, where the kernel may differ from the fake. */
class RealProgramsTest {
    private static final long STEP_NANOS = Duration.ofMillis(5).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    @TempDir
    Path folder;

    private final LinuxBackend backend = LinuxBackend.open();
    private final EventLoop loop = new EventLoop(backend.poller(), Clock.SYSTEM);
    private VelosHome home;
    private Supervisor supervisor;

    @BeforeEach
    void open() throws IOException {
        home = new VelosHome(folder);
        Files.createDirectories(home.logs());
        Files.createDirectories(home.run());
        Captures captures = Captures.open(backend, loop.clock(), loop.inbox()::post, home, (_, _) -> {});
        loop.atTurnEnd(captures::carryReady);
        supervisor = new Supervisor(backend, loop, new NoRecorder(), captures, new SplittableRandom(1));
    }

    @AfterEach
    void nothingIsLeft() {
        for (ManagedProcess process : List.copyOf(supervisor.all())) {
            stop(process);
            supervisor.remove(process);
        }
        supervisor.close();
        until("no child is left", () -> {
            backend.processes().reap();
            return backend.table().children(backend.host().pid()).isEmpty();
        });
        assertThat(membersOf(home)).isEmpty();
        backend.close();
    }

    @Test
    void manyCycles_leaveNoDescriptorsAndNoPipes() {
        cycle("sleep 1000");
        int before = descriptors();
        for (int i = 0; i < 200; i++) {
            cycle("echo hello; echo hello >&2; exec sleep 1000");
        }
        assertThat(descriptors()).isEqualTo(before);
        assertThat(home.run().toFile().list()).containsExactly("staging");
    }

    private void cycle(String script) {
        ManagedProcess process = start("api", script);
        until("it is up", () -> process.state() instanceof ProcessState.Online);
        stop(process);
        supervisor.remove(process);
    }

    @Test
    void shellThatIgnoresTerm_isKilledWithItsChildren() {
        ManagedProcess process = start("api", "trap '' TERM; sleep 1000 & echo ready; wait; sleep 1000");
        until("it is up", () -> process.capture().outLog().toFile().length() > 0);
        stop(process);
        assertThat(process.state().tally().reason()).startsWith("killed");
        assertThat(membersOf(home)).isEmpty();
    }

    @Test
    void doubleForkIntoAnotherSession_isFoundAndStopped() {
        ManagedProcess process = start("api", "(setsid sleep 1000 &) ; sleep 1000");
        until("both run", () -> membersOf(home).size() >= 3);
        stop(process);
        until("none runs", () -> membersOf(home).isEmpty());
    }

    @Test
    void wrapperOfAProgramThatDies_isNotUp() {
        ManagedProcess process =
                start("bad", "sh -c 'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; exit 3'; exit 3");
        until("it died", () -> process.state().tally().unstable() > 0);
        assertThat(process.state().tally().reason()).isEqualTo("exit 3");
    }

    @Test
    void megabyteWithoutALineEnd_isInTheLogBeforeTheEndIsKnown() {
        ManagedProcess process = start("big", "head -c 1000000 /dev/zero | tr '\\0' x; exit 5");
        until("it ended", () -> process.state().tally().reason().equals("exit 5"));
        assertThat(process.capture().outLog().toFile().length()).isGreaterThanOrEqualTo(1_000_000);
    }

    @Test
    void programThatNeverStopsWriting_canBeFlushedAndStopped() throws IOException {
        ManagedProcess process = start("yes", "exec yes");
        until("it writes", () -> process.capture().outLog().toFile().length() > 0);
        process.capture().flush();
        stop(process);
        assertThat(membersOf(home)).isEmpty();
    }

    private ManagedProcess start(String name, String script) {
        ManagedProcess process = supervisor
                .create(ProcessSpec.of(new ProcessName(name), "/bin/sh", folder.toString())
                        .withProgram(it -> it.withArgs(List.of("-c", script)))
                        .withStop(it -> it.withKillTimeout(Duration.ofMillis(300))))
                .getFirst();
        supervisor.wish(process, Goal.UP);
        return process;
    }

    private void stop(ManagedProcess process) {
        supervisor.wish(process, Goal.DOWN);
        until(process + " is down", () -> process.state().isDown());
    }

    private void until(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).as(what).isLessThan(PATIENCE_NANOS);
            loop.timers().at(System.nanoTime() + STEP_NANOS, () -> {});
            loop.turn(System.nanoTime());
        }
    }

    private List<Long> membersOf(VelosHome ofHome) {
        return backend.table().all().stream()
                .filter(facts -> !facts.isZombie())
                .filter(facts -> backend.table()
                        .variable(facts.pid(), ProgramMark.MARK)
                        .filter(mark -> mark.startsWith(ofHome.directory() + "//") && mark.contains(":"))
                        .isPresent())
                .map(facts -> facts.pid())
                .toList();
    }

    /** Those of this JVM that lead to pipes and kernel objects. */
    private static int descriptors() {
        int count = 0;
        for (File descriptor : new File("/proc/self/fd").listFiles()) {
            try {
                String target = Files.readSymbolicLink(descriptor.toPath()).toString();
                count += target.startsWith("anon_inode:") || target.contains("/run/") || target.contains("/logs/")
                        ? 1
                        : 0;
            } catch (IOException e) {
                continue; // that of the listing itself
            }
        }
        return count;
    }

    private static final class NoRecorder implements TableRecorder {
        @Override
        public void exchanged(ManagedProcess one, ManagedProcess other) {}

        @Override
        public void described(ManagedProcess process) {}

        @Override
        public void changed(ManagedProcess process) {}

        @Override
        public void removed(ManagedProcess process) {}

        @Override
        public void lived(ManagedProcess process, Life life) {}

        @Override
        public void reset(ManagedProcess process) {}

        @Override
        public void keepers(List<Keeper> keepers) {}
    }
}
