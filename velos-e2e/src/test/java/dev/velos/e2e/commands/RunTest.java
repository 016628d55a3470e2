package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.protocol.Fields;
import dev.velos.e2e.fixture.Result;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void outputAndExitCode_arePassedOnAsTheyAre_andNothingIsLeft() {
        Result result = velos.velos("run", "--", "sh", "-c", "echo out; echo err >&2; printf end; exit 7");

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.out()).isEqualTo("out\nend");
        assertThat(result.err()).isEqualTo("err\n");
        assertThat(velos.list()).isEmpty();
    }

    @Test
    void muchOutput_arrivesWhole() {
        String all = IntStream.rangeClosed(1, 100_000).mapToObj(n -> n + "\n").collect(Collectors.joining());

        assertThat(velos.velos("run", "--", "seq", "100000").succeeds().out()).isEqualTo(all);
    }

    @Test
    void signalThatEndsIt_is128AndItsNumber() {
        assertThat(velos.velos("run", "--", "sh", "-c", "kill -9 $$").exitCode())
                .isEqualTo(137);
    }

    @Test
    void commandThatIsNotThere_is127_andSaysSo() {
        velos.velos("run", "--", "no-such-program").exits(127).complains("no-such-program is neither");
    }

    @Test
    void endOfOurs_stopsIt() {
        velos.write("idle.sh", "trap 'echo bye; exit 0' TERM\necho up\nwhile :; do sleep 0.05; done\n");
        RunningCommand running = velos.command("run", "--", "./idle.sh").start();
        velos.until("it runs", () -> running.out().equals("up\n"));
        running.terminate();

        assertThat(running.result().exits(143).out()).isEqualTo("up\nbye\n");
        assertThat(velos.list()).isEmpty();
    }

    @Test
    void run_goesOnOverADaemonsDeath() {
        velos.write("go.sh", "echo before\nuntil [ -e go ]; do sleep 0.05; done\necho after\nexit 3\n");
        RunningCommand running = velos.command("run", "--", "./go.sh").start();
        velos.until("it runs", () -> running.out().equals("before\n"));
        velos.killDaemon();
        velos.velos("list").succeeds();
        velos.write("go", "");

        assertThat(running.result().out()).isEqualTo("before\nafter\n");
    }

    @Test
    void twoOfOneCommand_haveNamesOfTheirOwn_andOneThatIsKeptStaysInTheList() {
        velos.velos("run", "--keep", "--", "true").succeeds();
        velos.velos("run", "--keep", "--", "true").succeeds();

        assertThat(velos.process("true").status().wire()).isEqualTo("completed");
        assertThat(velos.process("true-2").status().wire()).isEqualTo("completed");
    }

    @Test
    void forAModel_itIsOneObjectWithTheEndOfTheOutput() {
        Fields told = velos.velos("run", "--ai", "--", "sh", "-c", "echo hi; exit 2")
                .exits(2)
                .jsonObject();

        assertThat(told.text("exit")).isEqualTo("exit 2");
        assertThat(told.text("stdout")).isEqualTo("hi\n");
    }
}
