package dev.velos.e2e.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.e2e.fixture.FreePort;
import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sockets that Velos opens and hands down; instances, and their number. On every backend. */
abstract class HandedSockets {
    @RegisterExtension
    final VelosFixture velos;

    private final int port = FreePort.choose();

    HandedSockets(Platform platform) {
        velos = new VelosFixture(platform);
    }

    private void start(String... more) {
        start(Answers.PROGRAM, more);
    }

    /** One that answers whom it has taken before it ends. */
    private void startDraining(String... more) {
        start(Answers.DRAINING, more);
    }

    private void start(String program, String[] more) {
        velos.write("api.py", program);
        List<String> words = new java.util.ArrayList<>(
                List.of("start", "api.py", "--interpreter", "python3", "--listen", "127.0.0.1:" + port));
        words.addAll(List.of(more));
        velos.velos(words.toArray(String[]::new)).succeeds();
    }

    private List<Long> pids() {
        return velos.list().stream().map(it -> it.pid().orElseThrow()).toList();
    }

    private List<String> names() {
        return velos.list().stream().map(ProcessSnapshot::displayName).toList();
    }

    @Test
    void instances_shareTheSocket_andEachKnowsItsNumber() {
        start("-i", "3");
        assertThat(names()).containsExactly("api:0", "api:1", "api:2");
        List<String> answers =
                IntStream.range(0, 3).mapToObj(i -> i + " " + pids().get(i)).toList();
        velos.until("an answer of each", () -> answers.contains(Answers.ask(port)));
        velos.velos("stop", "api:1").succeeds();
        assertThat(IntStream.range(0, 20).mapToObj(_ -> Answers.ask(port))).doesNotContain(answers.get(1));
        velos.velos("stop", "api").succeeds();
        assertThat(Answers.isRefused(port)).as("closed with the last instance").isTrue();
    }

    @Test
    void connectionsMadeWhileTheOnlyInstanceRestarts_wait() {
        startDraining();
        long before = pids().getFirst();
        velos.velos("restart", "api", "--no-wait").succeeds();
        IntStream.range(0, 20).forEach(_ -> assertThat(Answers.ask(port)).startsWith("0 "));
        velos.until("another life", () -> !Answers.ask(port).equals("0 " + before));
    }

    @Test
    void daemonKilled_findsTheSocketAgain() {
        startDraining("-i", "2");
        List<Long> before = pids();
        velos.killDaemon();
        assertThat(Answers.ask(port)).isNotEmpty();
        assertThat(pids()).isEqualTo(before);
        velos.velos("stop", "api:0").succeeds();
        velos.velos("restart", "api:1", "--no-wait").succeeds();
        assertThat(Answers.ask(port))
                .as("nobody was refused, though nobody listened")
                .isNotEmpty();
        velos.velos("start", "api:0").succeeds();
        velos.velos("stop", "api").succeeds();
        assertThat(Answers.isRefused(port)).isTrue();
    }

    @Test
    void scaling_keepsNumbersDenseAndLeavesTheOthersAlone() {
        start();
        List<Long> first = pids();
        velos.velos("scale", "api", "+2").succeeds().says("api:1", "api:2");
        assertThat(names()).containsExactly("api:0", "api:1", "api:2");
        assertThat(pids()).startsWith(first.getFirst());
        List<Long> three = pids();
        velos.velos("scale", "api", "-1").succeeds().says("api:2");
        assertThat(pids()).isEqualTo(three.subList(0, 2));
        velos.velos("scale", "api", "1").succeeds();
        assertThat(names()).containsExactly("api");
        assertThat(Answers.ask(port)).isEqualTo("0 " + first.getFirst());
        velos.velos("scale", "api", "max").succeeds();
        assertThat(velos.list()).hasSize(Runtime.getRuntime().availableProcessors());
        velos.killDaemon();
        assertThat(velos.list()).hasSize(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void scalingToWhatCannotBe_isRefused() {
        start();
        velos.velos("scale", "api", "-1").exits(1).complains("-1 instances from 1 would leave none.");
        velos.velos("scale", "api", "abc").exits(1).complains("\"abc\" is no number of instances.");
        velos.velos("scale", "api").exits(2).complains("needs to know which process, and how many");
        velos.velos("scale", "nobody", "2").exits(3).complains("There is no process \"nobody\".");
        velos.velos("scale", "api", "2").succeeds();
        velos.velos("scale", "api:1", "3").exits(1).complains("One instance alone cannot be scaled.");
        velos.velos("stop", "api:7").exits(3).complains("\"api\" has 2 instances, api:0 to api:1.");
    }

    @Test
    void portThatIsTaken_namesItsHolder() throws IOException {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            velos.write("api.py", Answers.PROGRAM);
            velos.velos("start", "api.py", "--listen", "127.0.0.1:" + taken.getLocalPort())
                    .exits(1)
                    .complains(
                            "it cannot listen at tcp:127.0.0.1:" + port + ": it is taken by java (pid "
                                    + ProcessHandle.current().pid() + ")",
                            "choose another address");
        }
        start();
        velos.velos("start", "api.py", "--name", "second", "--listen", Integer.toString(port))
                .exits(1)
                .complains("it is open for \"api\" already");
    }

    @Test
    void unixSocket_hasItsModeAndReplacesAStaleOne() throws IOException {
        velos.write("api.py", Answers.PROGRAM);
        velos.velos("start", "api.py", "--listen", "unix:a.sock,mode=0600,name=web")
                .succeeds();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(velos.work().resolve("a.sock"))))
                .isEqualTo("rw-------");
        long pid = velos.pid("api");
        velos.killDaemon();
        dev.velos.e2e.fixture.Machine.kill(pid);
        velos.until("it runs again", () -> velos.process("api").pid().orElse(pid) != pid);
        velos.velos("stop", "api").succeeds();
        assertThat(velos.work().resolve("a.sock")).doesNotExist();
    }

    @Test
    void pathThatIsAFile_isLeftAlone() {
        velos.write("api.py", Answers.PROGRAM);
        velos.write("file", "mine");
        velos.velos("start", "api.py", "--listen", "unix:file").exits(1).complains("that is a file, and no socket");
        velos.velos("start", "api.py", "--listen", "unix:no/a.sock").exits(1).complains("does not exist. Make it");
        assertThat(velos.read(velos.work().resolve("file"))).isEqualTo("mine");
    }

    @Test
    void badOptions_sayWhatIsWrong() {
        velos.write("api.py", Answers.PROGRAM);
        velos.velos("start", "api.py", "-i", "0").exits(2).complains("--instances: 0 instances would leave none.");
        velos.velos("start", "api.py", "-i", "abc").exits(2).complains("\"abc\" is no number of instances");
        velos.velos("start", "api.py", "--listen", "host:80").exits(2).complains("\"host\" is no IP address");
        velos.velos("start", "api.py", "--listen", "192.0.2.1:80")
                .exits(1)
                .complains("this machine has no such address");
    }
}
