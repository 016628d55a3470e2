package dev.velos.e2e.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.FreePort;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes between while a reload waits for a successor to get ready; somebody asks all the while. */
class ReloadStatesTest {
    /** Gets ready when there is a file "go"; on SIGTERM it answers whom it has taken before it ends. */
    private static final String PROGRAM = """
            import os, time
            open("born", "a").write(str(os.getpid()) + "\\n")
            while not os.path.exists("go"):
                time.sleep(0.01)
            print("ready", flush=True)
            """ + Answers.DRAINING;

    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private final int port = FreePort.choose();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private Thread client;

    @BeforeEach
    void start() {
        start("");
    }

    private void start(String more) {
        velos.write("api.py", PROGRAM);
        velos.write("go", "");
        velos.write("velos.toml", """
                [process.api]
                script = "./api.py"
                instances = 2
                listen = "127.0.0.1:%d"
                ready.log = "ready"
                ready_timeout = "60s"
                """.formatted(port) + more);
        velos.velos("start").succeeds();
        if (client == null) {
            client = Thread.ofPlatform().start(this::askWithoutEnd);
        }
    }

    private void askWithoutEnd() {
        while (!over.get()) {
            try {
                if (Answers.ask(port).isEmpty()) {
                    failures.add("no answer");
                } else {
                    answered.incrementAndGet();
                }
            } catch (UncheckedIOException e) {
                failures.add(e.toString());
            }
        }
    }

    @AfterEach
    void nobodyWasRefused() throws InterruptedException {
        over.set(true);
        client.join();
        assertThat(failures).as("of %s answered", answered).isEmpty();
        assertThat(answered.get()).isPositive();
    }

    /** No longer asks; for what takes the last instance away. */
    private void nobodyAsks() throws InterruptedException {
        over.set(true);
        client.join();
    }

    private List<Long> pids() {
        return velos.list().stream().map(it -> it.pid().orElseThrow()).toList();
    }

    private List<String> names() {
        return velos.list().stream().map(ProcessSnapshot::displayName).toList();
    }

    /** A reload that waits for its first successor. */
    private RunningCommand reloadThatWaits() {
        remove("go");
        int born = born();
        RunningCommand reload = velos.command("reload", "api").start();
        velos.until("a successor runs", () -> born() == born + 1);
        return reload;
    }

    private int born() {
        return velos.read(velos.work().resolve("born")).split("\n").length;
    }

    private void remove(String name) {
        try {
            Files.delete(velos.work().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void nothingElseRuns(int instances) {
        velos.until(
                "nothing but the instances runs",
                () -> velos.list().size() == instances
                        && velos.list().stream().allMatch(it -> it.status() == ProcessStatus.ONLINE)
                        && programs() == instances);
    }

    private long programs() {
        return Machine.processesOf(velos.base()).stream()
                .filter(pid -> Machine.commandLine(pid).contains("api.py"))
                .count();
    }

    @Test
    void anotherReload_followsTheFirst() {
        List<Long> before = pids();
        RunningCommand first = reloadThatWaits();
        RunningCommand second = velos.command("reload", "api").start();
        RunningCommand one = velos.command("reload", "api:1").start();
        velos.write("go", "");
        first.result().succeeds().says("api:0 online", "api:1 online");
        second.result().succeeds();
        one.result().succeeds();
        assertThat(pids()).doesNotContainAnyElementsOf(before);
        nothingElseRuns(2);
    }

    @Test
    void scaling_isDoneAtOnce_andTheReloadGoesOn() {
        List<Long> before = pids();
        RunningCommand reload = reloadThatWaits();
        RunningCommand more = velos.command("scale", "api", "+1").start();
        velos.until("the third is there", () -> velos.list().size() == 3);
        velos.write("go", "");
        more.result().succeeds();
        reload.result().succeeds();
        assertThat(names()).containsExactly("api:0", "api:1", "api:2");
        assertThat(pids()).doesNotContainAnyElementsOf(before);
        nothingElseRuns(3);
    }

    @Test
    void scalingDown_takesTheSurplusAndItsSuccessor() {
        RunningCommand reload = reloadThatWaits();
        velos.velos("scale", "api", "1").succeeds();
        velos.write("go", "");
        reload.result();
        assertThat(names()).containsExactly("api");
        nothingElseRuns(1);
    }

    @Test
    void stop_endsTheReloadAndItsSuccessors() throws InterruptedException {
        RunningCommand reload = reloadThatWaits();
        nobodyAsks();
        velos.velos("stop", "api").succeeds();
        reload.result().exits(1).complains("it was stopped meanwhile");
        velos.until("nothing runs", () -> programs() == 0);
        assertThat(velos.list()).allMatch(it -> it.status() == ProcessStatus.STOPPED);
        assertThat(Answers.isRefused(port)).isTrue();
        velos.write("go", "");
        velos.velos("start", "api").succeeds();
        nothingElseRuns(2);
    }

    @Test
    void stopOfOneInstance_leavesTheReloadOfTheOthers() {
        RunningCommand reload = reloadThatWaits();
        long other = pids().get(1);
        velos.velos("stop", "api:0").succeeds();
        velos.write("go", "");
        reload.result().exits(1).complains("\"api:0\" is not reloaded: it was stopped meanwhile");
        assertThat(velos.list().get(1).pid().orElseThrow()).isNotEqualTo(other);
        velos.velos("start", "api:0").succeeds();
        nothingElseRuns(2);
    }

    @Test
    void delete_leavesNothing() throws InterruptedException {
        RunningCommand reload = reloadThatWaits();
        nobodyAsks();
        velos.velos("delete", "api").succeeds();
        reload.result().exits(1);
        velos.until("nothing runs", () -> programs() == 0);
        assertThat(velos.list()).isEmpty();
        assertThat(Answers.isRefused(port)).isTrue();
    }

    @Test
    void restart_takesThePlaceOfTheReload() throws InterruptedException {
        List<Long> before = pids();
        RunningCommand reload = reloadThatWaits();
        nobodyAsks();
        RunningCommand restart = velos.command("restart", "api").start();
        velos.until("the old ones end", () -> before.stream().noneMatch(Machine::isAlive));
        velos.write("go", "");
        restart.result().succeeds();
        reload.result().exits(1).complains("it was restarted meanwhile");
        nothingElseRuns(2);
    }

    @Test
    void daemonKilledBeforeASuccessorIsReady_keepsTheOldOnes() {
        List<Long> before = pids();
        RunningCommand reload = reloadThatWaits();
        velos.killDaemon();
        reload.result();
        assertThat(pids()).isEqualTo(before);
        nothingElseRuns(2);
        velos.write("go", "");
        velos.velos("reload", "api").succeeds();
        assertThat(pids()).doesNotContainAnyElementsOf(before);
        nothingElseRuns(2);
    }

    @Test
    void daemonKilledBetweenTwoInstances_keepsTheNewOneAndTheOldOne() {
        List<Long> before = pids();
        velos.write(
                "velos.toml",
                velos.read(velos.work().resolve("velos.toml")) + "[process.api.reload]\npause = \"1d\"\n");
        velos.velos("start").succeeds();
        RunningCommand reload = velos.command("reload", "api").start();
        velos.until(
                "the first is replaced",
                () -> !velos.list().getFirst().pid().equals(OptionalLong.of(before.getFirst())));
        velos.killDaemon();
        reload.result();
        nothingElseRuns(2);
        assertThat(pids()).doesNotContain(before.getFirst()).contains(before.getLast());
    }

    @Test
    void successorThatIsNeverReady_leavesTheOldOnes() {
        List<Long> before = pids();
        velos.write("velos.toml", velos.read(velos.work().resolve("velos.toml")).replace("60s", "500ms"));
        velos.velos("start").succeeds();
        remove("go");
        velos.velos("reload", "api")
                .exits(1)
                .complains(
                        "\"api:0\" is not reloaded: not ready: waited 500ms for a line with \"ready\"",
                        "The old one runs on.",
                        "\"api:1\" is not reloaded: the reload stopped at api:0");
        assertThat(pids()).isEqualTo(before);
        nothingElseRuns(2);
    }

    @Test
    void hooks_runForEachLife() {
        start("""
                [process.api.hooks]
                before_start = "echo before_start >> hooks"
                after_start = "echo after_start >> hooks"
                before_stop = "echo before_stop >> hooks"
                after_stop = "echo after_stop >> hooks"
                """);
        velos.write("hooks", "");
        velos.velos("reload", "api").succeeds();
        velos.until("they have run after", () -> count("after_start") == 2 && count("after_stop") == 2);
        assertThat(count("before_start")).isEqualTo(2);
        assertThat(count("before_stop")).isEqualTo(2);
        nothingElseRuns(2);
    }

    private long count(String hook) {
        return velos.read(velos.work().resolve("hooks"))
                .lines()
                .filter(hook::equals)
                .count();
    }
}
