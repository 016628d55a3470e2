package dev.velos.e2e.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.Result;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of the daemon while a process is on its way from one state to another. */
class DeathInTransitionTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private List<Long> noted(String file) {
        return velos.read(velos.work().resolve(file)).lines().map(Long::valueOf).toList();
    }

    @Test
    void whileStarting_theSameProgramComesUpAndTheCommandSaysWhatHappened() {
        velos.write("busy.sh", "echo $$ >>pids; while [ ! -e go ]; do :; done; exec sleep 1000\n");
        RunningCommand start = velos.command("start", "busy.sh").start();
        velos.until("it runs", () -> noted("pids").size() == 1);
        long daemon = velos.daemonPid();
        velos.killDaemon();
        start.result()
                .exits(4)
                .complains("The daemon (pid " + daemon + ") ended before it answered \"start\"", "daemon.log", "again");
        ProcessSnapshot busy = velos.process("busy");
        assertThat(busy.pid()).hasValue(noted("pids").getFirst());
        assertThat(busy.status().isAlive()).isTrue();
        velos.write("go", "");
        velos.until("it is online", () -> velos.process("busy").status() == ProcessStatus.ONLINE);
        assertThat(noted("pids")).as("every life of it").hasSize(1);
        assertThat(velos.process("busy").restarts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 9, 14})
    void whileManyAreStarted_noneIsDoubledAndNoneIsLost(int moment) {
        velos.write("note.sh", "echo \"$VELOS_NAME $$\" >>noted; exec sleep 1000\n");
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            file.append("[process.p").append(i).append("]\nscript = \"note.sh\"\n");
        }
        velos.write("velos.toml", file.toString());
        Path noted = velos.work().resolve("noted");
        velos.velos("daemon", "start").succeeds();
        RunningCommand start = velos.command("start", "--config", "velos.toml").start();
        velos.until("some have started", () -> velos.read(noted).lines().count() >= moment);
        velos.killDaemon();
        Result told = start.result();
        assertThat(told.exitCode()).as(told.toString()).isIn(0, 4);
        velos.until(
                "all that are in the table are online",
                () -> velos.list().stream().allMatch(process -> process.status() == ProcessStatus.ONLINE));
        Map<String, Long> living = new HashMap<>();
        for (String line : velos.read(noted).lines().toList()) {
            String[] parts = line.split(" ");
            if (Machine.isAlive(Long.parseLong(parts[1]))) {
                assertThat(living.put(parts[0], Long.valueOf(parts[1])))
                        .as("a second copy of " + parts[0])
                        .isNull();
            }
        }
        Map<String, Long> listed = new HashMap<>();
        velos.list().forEach(process -> listed.put(process.name(), process.pid().orElseThrow()));
        assertThat(listed).isEqualTo(living).hasSize(15);
    }

    @Test
    void whileStopping_itGoesOnToStopAndIsNotStartedAgain() {
        velos.write("stubborn.sh", "trap 'echo no >>asked' TERM; echo $$ >>pids; while :; do sleep 0.05; done\n");
        velos.velos("start", "stubborn.sh", "--kill-timeout", "2s").succeeds();
        RunningCommand stop = velos.command("stop", "stubborn").start();
        Path asked = velos.work().resolve("asked");
        velos.until("it was asked to stop", () -> !velos.read(asked).isEmpty());
        velos.killDaemon();
        stop.result()
                .exits(4)
                .complains("before it answered \"stop\"", "How far it got is not known", "stubborn is stop");
        long pid = noted("pids").getFirst();
        assertThat(Machine.isAlive(pid)).isTrue();
        velos.velos("list").succeeds();
        velos.until("it is stopped", () -> velos.process("stubborn").status() == ProcessStatus.STOPPED);
        assertThat(Machine.isAlive(pid)).isFalse();
        assertThat(noted("pids")).hasSize(1);
    }

    @Test
    void whileWaitingForARestart_itGoesOnToWaitAndCounts() {
        velos.write("crash.sh", "echo $$ >>pids; exit 9\n");
        velos.velos("start", "crash.sh").exits(1);
        velos.until(
                "it waits for longer than a command takes",
                () -> velos.process("crash").restarts() >= 13);
        velos.killDaemon();
        long before = noted("pids").size();
        ProcessSnapshot adopted = velos.process("crash");
        assertThat(adopted.restarts())
                .isBetween(before - 1, (long) noted("pids").size() - 1);
        velos.until("it was tried again", () -> noted("pids").size() > before);
        velos.until("it is counted", () -> velos.process("crash").restarts() >= before);
        velos.velos("stop", "crash").succeeds();
        assertThat(velos.process("crash").restarts()).isEqualTo(noted("pids").size() - 1);
        assertThat(noted("pids")).noneMatch(Machine::isAlive);
    }

    @Test
    void stoppedAndErrored_stayAsTheyAre() {
        velos.velos("start", velos.write("s.sh", "exec sleep 1000\n").toString())
                .succeeds();
        velos.velos("stop", "s").succeeds();
        velos.velos("start", velos.write("e.sh", "exit 5\n").toString(), "--restart", "never")
                .exits(1);
        velos.killDaemon();
        assertThat(velos.process("s").status()).isEqualTo(ProcessStatus.STOPPED);
        assertThat(velos.process("e").status()).isEqualTo(ProcessStatus.ERRORED);
        assertThat(velos.process("e").reason()).isEqualTo("exit 5");
    }
}
