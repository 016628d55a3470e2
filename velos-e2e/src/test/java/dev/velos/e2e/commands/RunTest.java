package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.protocol.Fields;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.Result;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

        assertThat(running.result().exits(0).out()).isEqualTo("up\nbye\n");
        assertThat(velos.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void signalToOurs_endsAProgramThatDoesNotHandleIt_andTheExitCodeSaysSo(String signal, int code) {
        RunningCommand running = run("python3", "-c", "import time; print('up', flush=True); time.sleep(600)");
        send(signal, running);

        assertThat(running.result().exits(code).err()).doesNotContain("velos:");
        assertThat(velos.list()).isEmpty();
    }

    @Test
    void signalToOurs_isTheOneThatTheProgramHandles_andItsExitCodeIsOurs() {
        RunningCommand running = run("node", "-e", """
                process.on('SIGINT', () => { console.log('handled'); process.exit(7); });
                process.on('SIGTERM', () => process.exit(8));
                setInterval(() => {}, 1000); console.log('up')
                """);
        send("INT", running);

        assertThat(running.result().exits(7).out()).isEqualTo("up\nhandled\n");
        assertThat(velos.list()).isEmpty();
    }

    @Test
    void programThatTakesNoNotice_isStoppedAtTheSecondSignal_withItsChildren() {
        RunningCommand running = run("sh", "-c", "trap '' INT; sleep 600 & echo $!; echo up; while :; do wait; done");
        long child = Long.parseLong(running.out().lines().findFirst().orElseThrow());
        send("INT", running);
        send("INT", running);

        running.result().exits(143);
        assertThat(Machine.isAlive(child)).isFalse();
        assertThat(velos.list()).isEmpty();
    }

    /** Until it says that it is up; with SIGINT as a shell has it in the foreground, whatever this one has inherited. */
    private RunningCommand run(String... command) {
        List<String> words = new ArrayList<>(List.of(
                "python3",
                "-c",
                "import os,signal,sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])",
                VelosFixture.sources().resolve("build/dist/bin/velos").toString(),
                "run",
                "--"));
        words.addAll(List.of(command));
        RunningCommand running = velos.command(words.toArray(new String[0])).startProgram();
        velos.until("it runs", () -> running.out().contains("up\n"));
        return running;
    }

    private void send(String signal, RunningCommand running) {
        velos.command("kill", "-" + signal, Long.toString(running.pid()))
                .runProgram()
                .succeeds();
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
