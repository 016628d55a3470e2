package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the README shows, on every backend. */
abstract class UserCommands {
    private static final Path EXAMPLE =
            Path.of("..", "examples", "hello.js").toAbsolutePath().normalize();

    @RegisterExtension
    final VelosFixture velos;

    UserCommands(Platform platform) {
        velos = new VelosFixture(platform);
    }

    @Test
    void commandsOfTheReadme_workInTheirOrder() {
        velos.velos("start", EXAMPLE.toString(), "--name", "api").succeeds().says("api", "online");
        ProcessSnapshot api = velos.process("api");
        assertThat(api.status()).isEqualTo(ProcessStatus.ONLINE);
        long pid = api.pid().orElseThrow();
        velos.velos("list").succeeds().says("api", "online", Long.toString(pid));
        velos.until("it says hello", () -> !velos.log("api").text().isEmpty());
        String first = velos.log("api").text().lines().findFirst().orElseThrow();
        velos.velos("logs", "api", "--lines", "1000").succeeds().says(first);
        velos.velos("stop", "api").succeeds().says("api stopped");
        assertThat(Machine.isAlive(pid)).isFalse();
        assertThat(velos.process("api").status()).isEqualTo(ProcessStatus.STOPPED);
        velos.velos("delete", "api").succeeds().says("api deleted");
        assertThat(velos.list()).isEmpty();
        assertThat(velos.log("api").text()).as("the log outlives the process").startsWith(first);
    }

    @Test
    void follow_showsLinesAsTheyComeAndEndsWithTheDaemon() {
        Path script = velos.write(
                "say.sh", "echo first\nwhile read -r line <&3; do echo \"$line\"; done 3<>" + velos.work() + "/pipe\n");
        velos.command("mkfifo", "pipe").runProgram().succeeds();
        velos.velos("start", script.toString()).succeeds();
        RunningCommand follow = velos.command("logs", "say", "--follow").start();
        velos.until("what was there is shown", () -> follow.out().contains("first"));
        for (String line : new String[] {"second", "third"}) {
            velos.command("sh", "-c", "echo " + line + " >pipe").runProgram().succeeds();
            velos.until("it is shown", () -> follow.out().contains(line));
        }
        velos.velos("kill").succeeds();
        follow.result().exits(0).complains("The daemon was stopped.");
        assertThat(follow.out().lines().map(line -> line.replaceFirst(".*[|] ", "")))
                .containsExactly("first", "second", "third");
    }

    @Test
    void logs_areFoundByPatternLevelAndTime_alsoWhileTheyAreFollowed() {
        velos.write("svc.py", """
                import sys
                print("INFO ready", flush=True)
                for line in sys.stdin:
                    try:
                        raise ValueError(line.strip())
                    except ValueError:
                        import logging
                        logging.exception("cannot do it")
                """);
        velos.velos("start", "svc.py", "--name", "svc").succeeds();
        RunningCommand follow =
                velos.command("logs", "svc", "--follow", "--grep", "this").start();
        velos.until("it follows", () -> Machine.hasSocket(follow.pid()));
        velos.velos("send", "svc", "this").succeeds();
        velos.until("the whole trace is shown", () -> follow.out().contains("ValueError: this"));
        assertThat(follow.out())
                .contains("ERROR:root:cannot do it", "Traceback")
                .doesNotContain("ready");
        velos.velos("logs", "svc", "--level", "error", "--since", "10m")
                .succeeds()
                .says("ValueError: this");
        velos.velos("logs", "svc", "--grep", "READY", "--ignore-case")
                .succeeds()
                .says("INFO ready");
        velos.velos("logs", "svc", "--until", "1h").exits(1).complains("Nothing matches");
        velos.velos("logs", "svc", "--grep", "a(b").exits(2).complains("at character 2");
        follow.terminate();
    }

    @Test
    void followOfAll_takesUpProcessesThatStartLater() {
        RunningCommand follow = velos.command("logs", "all", "--follow").start();
        velos.until("it follows", () -> Machine.hasSocket(follow.pid()));
        for (String name : new String[] {"a", "b"}) {
            velos.write(name + ".sh", "echo one of " + name + "; echo two of " + name + " >&2; exec sleep 1000\n");
            velos.velos("start", name + ".sh").succeeds();
            velos.until(
                    "both lines are shown",
                    () -> follow.out().contains("one of " + name)
                            && follow.out().contains("two of " + name));
        }
        velos.killDaemon();
        velos.write("c.sh", "echo one of c; exec sleep 1000\n");
        velos.velos("start", "c.sh").succeeds();
        velos.until("it is shown", () -> follow.out().contains("c | one of c"));
        velos.velos("delete", "a").succeeds();
        velos.velos("start", "a.sh").succeeds();
        velos.until(
                "its second life is shown",
                () -> follow.out().lines().filter("a | one of a"::equals).count() == 2);
        velos.velos("kill").succeeds();
        follow.result().exits(0);
        assertThat(follow.out().lines())
                .containsExactlyInAnyOrder(
                        "a | one of a",
                        "a ! two of a",
                        "b | one of b",
                        "b ! two of b",
                        "c | one of c",
                        "a | one of a",
                        "a ! two of a");
    }

    @Test
    void restart_givesAnotherPidAndCounts() {
        Path script = velos.write("sleeper.sh", "echo up; exec sleep 1000\n");
        velos.velos("start", script.toString()).succeeds();
        ProcessSnapshot before = velos.process("sleeper");
        velos.velos("restart", "sleeper").succeeds().says("sleeper", "online");
        ProcessSnapshot after = velos.process("sleeper");
        assertThat(after.pid()).isNotEqualTo(before.pid()).isPresent();
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.restarts()).isEqualTo(before.restarts() + 1);
        assertThat(Machine.isAlive(before.pid().orElseThrow())).isFalse();
        assertThat(velos.log("sleeper").text()).isEqualTo("up\nup\n");
    }

    @Test
    void killedProcess_isStartedAgain() {
        velos.velos("start", velos.write("sleeper.sh", "exec sleep 1000\n").toString())
                .succeeds();
        long pid = velos.pid("sleeper");
        Machine.kill(pid);
        velos.until("another life is online", () -> {
            ProcessSnapshot now = velos.process("sleeper");
            return now.status() == ProcessStatus.ONLINE && now.pid().orElseThrow() != pid;
        });
        assertThat(velos.process("sleeper").restarts()).isEqualTo(1);
        assertThat(velos.process("sleeper").reason()).isEqualTo("SIGKILL");
    }

    @Test
    void kill_endsEveryProcessAndTheDaemon() {
        velos.velos("start", velos.write("one.sh", "exec sleep 1000\n").toString())
                .succeeds();
        velos.velos(
                        "start",
                        velos.write("two.js", "setInterval(() => {}, 1000)\n").toString())
                .succeeds();
        long daemon = velos.daemonPid();
        velos.velos("kill").succeeds().says(Long.toString(daemon), "2 processes");
        velos.until(
                "nothing of the home runs",
                () -> Machine.processesOf(velos.base()).isEmpty());
        assertThat(Files.exists(velos.home().pidFile())).as("the pid file").isFalse();
        assertThat(Files.exists(velos.home().socket())).as("the socket").isFalse();
    }

    @Test
    void flush_emptiesTheLogsAndTheProcessWritesOn() {
        velos.velos(
                        "start",
                        velos.write("ticks.js", "setInterval(() => console.log('tick'), 5)\n")
                                .toString())
                .succeeds();
        velos.until("it has written", () -> velos.log("ticks").size() > 500);
        long pid = velos.pid("ticks");
        velos.velos("flush", "ticks").succeeds().says("logs emptied");
        velos.until("it writes on", () -> velos.log("ticks").size() > 0);
        assertThat(velos.pid("ticks")).isEqualTo(pid);
        assertThat(velos.log("ticks").text().lines().distinct()).containsExactly("tick");
    }
}
