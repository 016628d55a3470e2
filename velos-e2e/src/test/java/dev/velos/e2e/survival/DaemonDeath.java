package dev.velos.e2e.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.NumberedWriter;
import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kill -9} of the daemon costs: nothing. On every backend. */
abstract class DaemonDeath {
    private static final int KILLS = 5;

    /** What {@code seq 1000000} writes. */
    private static final long FLOOD_BYTES = 6_888_896;

    @RegisterExtension
    final VelosFixture velos;

    DaemonDeath(Platform platform) {
        velos = new VelosFixture(platform);
    }

    private Map<String, Long> pids() {
        Map<String, Long> pids = new TreeMap<>();
        velos.list().forEach(process -> pids.put(process.name(), process.pid().orElseThrow()));
        return pids;
    }

    @Test
    void killedAtRandomMoments_costsNoProcessAndNoLine() {
        long seed = Long.getLong("velos.seed", System.nanoTime());
        System.out.println("killedAtRandomMoments: -Dvelos.seed=" + seed);
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        List<NumberedWriter> writers = List.of(NumberedWriter.values());
        writers.forEach(writer -> writer.start(velos));
        Map<String, Long> before = pids();
        for (int i = 0; i < KILLS; i++) {
            NumberedWriter watched = writers.get(random.nextInt(writers.size()));
            long moment = watched.log(velos).size() + random.nextLong(3_000);
            velos.until("a random moment", () -> watched.log(velos).size() >= moment);
            long daemon = velos.daemonPid();
            velos.killDaemon();
            assertThat(pids()).isEqualTo(before);
            assertThat(velos.daemonPid()).isNotEqualTo(daemon);
        }
        assertThat(velos.list()).allMatch(process -> process.restarts() == 0 && process.adopted());
        for (NumberedWriter writer : NumberedWriter.values()) {
            long size = writer.log(velos).size();
            velos.until("it writes on", () -> writer.log(velos).size() > size);
        }
        velos.velos("stop", "all").succeeds();
        Arrays.stream(NumberedWriter.values()).forEach(writer -> writer.checkLog(velos));
    }

    /** So much at once that the daemon carries it with two threads. */
    @Test
    void killedWhileManyWriteAllTheyCan_losesAndDoublesNothing() throws Exception {
        List<String> names = List.of("a", "b", "c", "d", "e", "f");
        velos.write("flood.sh", "read line <gate\nexec seq 1000000\n");
        velos.write("velos.toml", names.stream().map(DaemonDeath::flood).collect(Collectors.joining()));
        velos.command("mkfifo", "gate").runProgram().succeeds();
        velos.velos("start").succeeds();
        Files.writeString(velos.work().resolve("gate"), "go\n".repeat(names.size()));
        for (int i = 1; i <= KILLS; i++) {
            long moment = i * FLOOD_BYTES * names.size() / (KILLS + 2);
            velos.until("it has come so far", () -> written(names) >= moment);
            velos.killDaemon();
            velos.velos("ping").succeeds();
        }
        velos.until("they are done", () -> written(names) == FLOOD_BYTES * names.size());
        names.forEach(name -> velos.log(name).isCompleteTo(1_000_000));
    }

    private static String flood(String name) {
        return """
                [process.%s]
                script = "flood.sh"
                restart = "on-failure"
                log.max_size = "0"
                """.formatted(name);
    }

    private long written(List<String> names) {
        return names.stream().mapToLong(name -> velos.log(name).size()).sum();
    }

    /** The daemon is halted, so that the command waits for its answer when it is killed. */
    @ParameterizedTest
    @ValueSource(strings = {"list", "info all", "ping", "logs all", "daemon status", "stop all", "restart all"})
    void commandThatMeetsADyingDaemon_isAnsweredByTheNext(String words) {
        velos.write("one.sh", "echo here; exec sleep 1000\n");
        velos.velos("start", "one.sh").succeeds();
        long daemon = velos.daemonPid();
        velos.command("kill", "-STOP", Long.toString(daemon)).runProgram().succeeds();
        RunningCommand command = velos.command(words.split(" ")).start();
        velos.until("it has connected", () -> Machine.hasSocket(command.pid()));
        Machine.kill(daemon);
        command.result().succeeds();
        assertThat(velos.daemonPid()).isNotEqualTo(daemon);
    }

    @Test
    void adoptedProcess_isSupervisedAgainAndKeepsItsCounts() {
        velos.write("starts.sh", "echo $$ >>pids; exec sleep 1000\n");
        velos.velos("start", "starts.sh").succeeds();
        velos.velos("restart", "starts").succeeds();
        velos.killDaemon();
        ProcessSnapshot adopted = velos.process("starts");
        assertThat(adopted.restarts()).isEqualTo(1);
        assertThat(adopted.status()).isEqualTo(ProcessStatus.ONLINE);
        long pid = adopted.pid().orElseThrow();
        assertThat(livingCopies()).containsExactly(pid);

        Machine.kill(pid);
        velos.until(
                "it is started again",
                () -> velos.process("starts").restarts() == 2
                        && velos.process("starts").status() == ProcessStatus.ONLINE);
        ProcessSnapshot again = velos.process("starts");
        assertThat(again.adopted()).isFalse();
        assertThat(livingCopies()).containsExactly(again.pid().orElseThrow());
        assertThat(again.id()).isEqualTo(adopted.id());
    }

    /** Those of the pids that the program has noted in its file which live. */
    private List<Long> livingCopies() {
        return velos.read(velos.work().resolve("pids"))
                .lines()
                .map(Long::valueOf)
                .filter(Machine::isAlive)
                .toList();
    }

    @Test
    void childThatDiesWhileNoDaemonLives_isStartedAgainByTheNextCommand() {
        velos.write("starts.sh", "echo $$ >>pids; exec sleep 1000\n");
        velos.velos("start", "starts.sh").succeeds();
        long pid = velos.pid("starts");
        velos.killDaemon();
        Machine.kill(pid);
        velos.until("it is gone", () -> !Machine.isAlive(pid));
        velos.velos("ping").succeeds();
        velos.until("it is online", () -> velos.process("starts").status() == ProcessStatus.ONLINE);
        ProcessSnapshot now = velos.process("starts");
        assertThat(now.restarts()).isEqualTo(1);
        assertThat(now.reason()).isEqualTo("exit status unknown, adopted");
        assertThat(livingCopies()).containsExactly(now.pid().orElseThrow());
    }

    @Test
    void lastWordsOfAProgramThatEndsWhileNoDaemonLives_areKept() {
        velos.write(
                "brief.sh", "echo begun; until [ -e go ]; do sleep 0.02; done; echo last words; echo and worse >&2\n");
        velos.velos("start", "brief.sh", "--restart", "never").succeeds();
        long pid = velos.pid("brief");
        velos.killDaemon();
        velos.write("go", "");
        velos.until("it has ended", () -> !Machine.isAlive(pid));
        velos.velos("list").succeeds();
        velos.until(
                "it is known to have ended",
                () -> !velos.process("brief").status().isAlive());
        assertThat(velos.log("brief").text()).isEqualTo("begun\nlast words\n");
        assertThat(velos.read(velos.home().log("brief", 0, 1, "err"))).isEqualTo("and worse\n");
        assertThat(velos.process("brief").reason()).contains("exit status unknown, adopted");
    }

    @Test
    void familyOfAnAdoptedProcess_isStoppedWithIt() {
        velos.write("family.sh", "sleep 1000 & sh -c 'sleep 1000; true' & setsid sleep 1000 & wait\n");
        velos.velos("start", "family.sh").succeeds();
        velos.until("the family is complete", () -> velos.process("family").family() == 5);
        velos.killDaemon();
        assertThat(velos.process("family").family()).isEqualTo(5);
        velos.velos("stop", "family").succeeds();
        assertThat(Machine.processesOf(velos.work())).isEmpty();
    }

    @Test
    void kill_withoutALivingDaemon_stopsWhatTheDeadOneLeft() {
        velos.velos("start", velos.write("s.sh", "exec sleep 1000\n").toString())
                .succeeds();
        long pid = velos.pid("s");
        velos.killDaemon();
        velos.velos("kill").succeeds().says("1 process");
        assertThat(Machine.isAlive(pid)).isFalse();
        assertThat(Files.exists(velos.home().pidFile())).isFalse();
    }
}
