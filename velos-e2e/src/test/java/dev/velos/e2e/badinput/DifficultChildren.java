package dev.velos.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.Bystander;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.VelosFixture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs that make it hard to look after them. On every backend. */
abstract class DifficultChildren {
    @RegisterExtension
    final VelosFixture velos;

    private Bystander bystander;

    DifficultChildren(Platform platform) {
        velos = new VelosFixture(platform);
    }

    @BeforeEach
    void startBystander() {
        bystander = Bystander.start(velos);
    }

    @AfterEach
    void bystanderIsUndisturbed() {
        bystander.isUndisturbed();
    }

    private List<Long> noted() {
        return velos.read(velos.work().resolve("pids"))
                .lines()
                .map(Long::valueOf)
                .toList();
    }

    @Test
    void megabyteWithoutALineEnd_arrivesWhole() {
        velos.write(
                "long.py", "import sys, time\nsys.stdout.write('x' * 1000000)\nsys.stdout.flush()\ntime.sleep(1000)\n");
        velos.velos("start", "long.py").succeeds();
        velos.until("all of it is there", () -> velos.log("long").size() == 1_000_000);
        assertThat(velos.log("long").text()).isEqualTo("x".repeat(1_000_000));
        velos.velos("logs", "long").succeeds();
        velos.velos("delete", "long").succeeds();
    }

    @Test
    void bytesThatAreNoText_arriveAsTheyAre() throws Exception {
        velos.write("bytes.py", "import os, time\nos.write(1, bytes(range(256)) + b'\\n')\ntime.sleep(1000)\n");
        velos.velos("start", "bytes.py").succeeds();
        velos.until("all of it is there", () -> velos.log("bytes").size() == 257);
        byte[] log = java.nio.file.Files.readAllBytes(velos.log("bytes").current());
        for (int i = 0; i < 256; i++) {
            assertThat(log[i]).isEqualTo((byte) i);
        }
        velos.velos("logs", "bytes").succeeds();
    }

    @Test
    void closedStdout_endsNothing() {
        velos.write("mute.sh", "echo before; exec >&-; echo on stderr >&2; echo $$ >>pids; exec sleep 1000\n");
        velos.velos("start", "mute.sh").succeeds();
        velos.until(
                "stderr goes on",
                () -> velos.read(velos.home().log("mute", 0, 1, "err")).equals("on stderr\n"));
        assertThat(velos.process("mute").status()).isEqualTo(ProcessStatus.ONLINE);
        assertThat(velos.log("mute").text()).isEqualTo("before\n");
        velos.velos("restart", "mute").succeeds();
        assertThat(velos.log("mute").text()).isEqualTo("before\nbefore\n");
        velos.velos("stop", "mute").succeeds();
        assertThat(noted()).hasSize(2).noneMatch(Machine::isAlive);
    }

    @Test
    void familyThatIgnoresSigterm_isKilledAfterTheGracePeriod() {
        velos.write("stubborn.sh", """
                trap 'echo asked' TERM
                sh -c 'trap "" TERM; echo $$ >>pids; while :; do sleep 0.05; done' &
                echo $$ >>pids
                while :; do sleep 0.05; done
                """);
        velos.velos("start", "stubborn.sh", "--kill-timeout", "300ms").succeeds();
        velos.until("the family is complete", () -> noted().size() == 2);
        velos.velos("stop", "stubborn").succeeds();
        assertThat(noted()).noneMatch(Machine::isAlive);
        assertThat(velos.log("stubborn").text()).startsWith("asked");
        ProcessSnapshot stopped = velos.process("stubborn");
        assertThat(stopped.status()).isEqualTo(ProcessStatus.STOPPED);
        assertThat(stopped.reason()).contains("killed", "grace period");
        assertThat(Machine.processesOf(velos.work().resolve("stubborn.sh"))).isEmpty();
    }

    @Test
    void childThatForksAway_isFoundAndStopped() {
        velos.write("leaver.py", """
                import os, time
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() > 0:
                        os._exit(0)
                    with open('pids', 'a') as pids:
                        pids.write('%d\\n' % os.getpid())
                    while True:
                        time.sleep(1)
                while True:
                    time.sleep(1)
                """);
        velos.velos("start", "leaver.py").succeeds();
        velos.until("it has forked away", () -> noted().size() == 1);
        velos.until("its orphan is counted", () -> velos.process("leaver").family() == 2);
        velos.velos("stop", "leaver").succeeds();
        assertThat(noted()).noneMatch(Machine::isAlive);
    }

    @Test
    void daemonThatGoesIntoTheBackground_isNotUpAndLeavesNothingBehind() {
        velos.write("daemon.py", """
                import os, time
                if os.fork() > 0:
                    os._exit(0)
                os.setsid()
                with open('pids', 'a') as pids:
                    pids.write('%d\\n' % os.getpid())
                time.sleep(1000)
                """);
        velos.velos("start", "daemon.py", "--restart", "never", "--kill-timeout", "1s");
        velos.until("it has ended", () -> !velos.process("daemon").status().isAlive());
        velos.velos("delete", "daemon").succeeds();
        assertThat(noted()).noneMatch(Machine::isAlive);
    }

    @Test
    void crashedMainProcess_takesItsFamilyAlongBeforeTheNextLife() {
        velos.write("parent.sh", "sh -c 'echo $$ >>pids; exec sleep 1000' &\nwait\n");
        velos.velos("start", "parent.sh").succeeds();
        velos.until("the child runs", () -> noted().size() == 1);
        Machine.kill(velos.pid("parent"));
        velos.until("the next life has its child", () -> noted().size() == 2);
        assertThat(Machine.isAlive(noted().getFirst())).isFalse();
        assertThat(Machine.isAlive(noted().getLast())).isTrue();
    }
}
