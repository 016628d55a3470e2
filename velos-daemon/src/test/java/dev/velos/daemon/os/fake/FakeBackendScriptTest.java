package dev.velos.daemon.os.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.Environment;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.ProcessControl.Spawn;
import dev.velos.daemon.os.SpawnRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the fake offers to tests of supervision, beyond the contract. */
class FakeBackendScriptTest {
    private static final int SIGTERM = 15;

    @TempDir
    Path folder;

    private final FakeBackend fake = new FakeBackend();
    private final List<Long> ended = new ArrayList<>();

    @Test
    void scriptedTime_passesInsteadOfBeingWaitedFor() throws OsException {
        fake.processes().onExit((pid, _) -> ended.add(pid));
        fake.everyProgram(FakeProgram.exitsAfter(Duration.ofHours(1), 3));
        long begin = fake.clock().nanos();
        spawn();
        fake.poller().await(Duration.ofMinutes(59).toNanos());
        assertThat(ended).isEmpty();
        assertThat(fake.clock().nanos() - begin)
                .isEqualTo(Duration.ofMinutes(59).toNanos());
        fake.poller().await(-1);
        assertThat(ended).containsExactly(fake.lastPid());
        assertThat(fake.clock().nanos() - begin).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void waitWithoutEndWhereNothingHappens_returns() {
        long begin = fake.clock().nanos();
        fake.poller().await(-1);
        assertThat(fake.clock().nanos()).isEqualTo(begin);
    }

    @Test
    void signals_areRemembered() throws OsException {
        fake.everyProgram(FakeProgram.ignores(SIGTERM));
        spawn();
        fake.processes().signalGroup(fake.lastPid(), SIGTERM);
        fake.processes().signal(fake.lastPid(), 0);
        assertThat(fake.signals()).containsExactly(new SentSignal(fake.lastPid(), SIGTERM, SentSignal.To.GROUP));
        assertThat(fake.process(fake.lastPid()).runs()).isTrue();
    }

    @Test
    void spawnThatFails_isNotAmongTheSpawned() throws OsException {
        fake.onSpawn(request -> FakeProgram.cannotStart(2, "no " + request.executable()));
        assertThat(spawn()).isEqualTo(new Spawn.Failed(2, "no /program"));
        assertThat(fake.spawned()).isEmpty();
    }

    @Test
    void printedText_makesThePipeReady() throws OsException {
        spawn();
        int pipe = fake.capture().openPipe(folder.resolve("out"));
        List<Integer> bits = new ArrayList<>();
        fake.poller().add(pipe, Poller.READ, bits::add);
        fake.print(fake.lastPid(), "text");
        fake.poller().await(0);
        assertThat(bits).containsExactly(Poller.READ);
    }

    private Spawn spawn() throws OsException {
        fake.capture().openPipe(folder.resolve("out"));
        fake.capture().openPipe(folder.resolve("err"));
        return fake.processes()
                .spawn(new SpawnRequest(
                        "/program",
                        List.of("program"),
                        Environment.of(List.of()),
                        "/",
                        folder.resolve("out").toString(),
                        folder.resolve("err").toString()));
    }
}
