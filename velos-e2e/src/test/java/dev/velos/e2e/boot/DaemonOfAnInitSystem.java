package dev.velos.e2e.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The daemon as the service files of {@code velos startup} run it, on every backend. */
abstract class DaemonOfAnInitSystem {
    @RegisterExtension
    final VelosFixture velos;

    DaemonOfAnInitSystem(Platform platform) {
        velos = new VelosFixture(platform);
    }

    private RunningCommand boot(String... environment) {
        var command = velos.command("daemon", "run", "--resurrect");
        for (int i = 0; i < environment.length; i += 2) {
            command.env(environment[i], environment[i + 1]);
        }
        RunningCommand daemon = command.start();
        velos.until("it answers", () -> velos.velos("ping").exitCode() == 0);
        return daemon;
    }

    private void start(String name) {
        velos.write(name + ".sh", "exec sleep 1000\n");
        velos.velos("start", name + ".sh").succeeds();
    }

    private boolean isOnline(String name) {
        return velos.find(name)
                .filter(process -> process.status() == ProcessStatus.ONLINE)
                .isPresent();
    }

    @Test
    void lifeOfADaemon_isToldToTheInitSystem() {
        Listener init = Listener.at(velos.work().resolve("notify").toString(), velos);
        RunningCommand daemon =
                boot("NOTIFY_SOCKET", velos.work().resolve("notify").toString(), "WATCHDOG_USEC", "400000");
        velos.until("it is ready", () -> init.heard().contains("READY=1"));
        assertThat(init.heard()).contains("MAINPID=" + daemon.pid(), "STATUS=0 of 0 processes online");
        start("a");
        velos.until("its status says so", () -> init.heard().contains("STATUS=1 of 1 processes online"));
        velos.until(
                "the watchdog is fed",
                () -> init.heard().stream().filter("WATCHDOG=1"::equals).count() > 2);
        daemon.terminate();
        daemon.result().exits(0);
        velos.until("it says that it stops", () -> init.heard().contains("STOPPING=1"));
        assertThat(init.heard()).contains("EXTEND_TIMEOUT_USEC=20000000");
    }

    @Test
    void replacedDaemon_saysThatItIsReadyAgain() {
        Listener init = Listener.at("@velos-test-" + velos.base().getFileName(), velos);
        boot("NOTIFY_SOCKET", "@velos-test-" + velos.base().getFileName());
        start("a");
        velos.velos("daemon", "restart").succeeds();
        velos.until(
                "the new one is ready",
                () -> init.heard().stream().filter("READY=1"::equals).count() == 2);
    }

    @Test
    void initSystemThatDoesNotListen_costsALineInTheLog() {
        boot("NOTIFY_SOCKET", velos.work().resolve("nobody").toString());
        start("a");
        assertThat(velos.read(velos.home().daemonLog()))
                .containsOnlyOnce("The init system cannot be told how the daemon stands");
    }

    @Test
    void programs_knowNothingOfTheSocket() {
        Listener.at(velos.work().resolve("notify").toString(), velos);
        boot("NOTIFY_SOCKET", velos.work().resolve("notify").toString(), "WATCHDOG_USEC", "60000000");
        velos.write("env.sh", "env >seen; exec sleep 1000\n");
        velos.velos("start", "env.sh").succeeds();
        velos.until(
                "it has written",
                () -> !velos.read(velos.work().resolve("seen")).isEmpty());
        assertThat(velos.read(velos.work().resolve("seen"))).doesNotContain("WATCHDOG_USEC");
    }

    @Test
    void daemonThatIsToldToEnd_hasItsSuccessorStartWhatWasUp() {
        RunningCommand daemon = boot();
        start("up");
        start("down");
        velos.velos("stop", "down").succeeds();
        long pid = velos.pid("up");
        daemon.terminate();
        daemon.result().exits(0);
        assertThat(Machine.isAlive(pid)).isFalse();
        boot();
        velos.until("it is up again", () -> isOnline("up"));
        assertThat(velos.process("down").status()).isEqualTo(ProcessStatus.STOPPED);
    }

    @Test
    void killedHome_staysDownUntilItIsResurrected() {
        start("api");
        velos.velos("save")
                .succeeds()
                .says("1 process saved, 1 up", velos.home().saved().toString());
        velos.velos("kill").succeeds();
        assertThat(velos.process("api").status()).isEqualTo(ProcessStatus.STOPPED);
        velos.velos("resurrect").succeeds().says("api online");
        velos.velos("resurrect").succeeds().says("api online", "as it was");
    }

    @Test
    void firstDaemonAfterABoot_startsWhatWasSaved() throws IOException {
        velos.velos("config", "set", "autosave", "true").succeeds();
        start("api");
        velos.until("it is saved", () -> Files.exists(velos.home().saved()));
        velos.velos("kill").succeeds();
        Files.delete(velos.home().journal()); // as one that another boot has written
        boot();
        velos.until("it is up again", () -> isOnline("api"));
    }

    @Test
    void autosave_holdsInTheNextDaemonToo() throws IOException {
        velos.velos("config", "set", "autosave", "true").succeeds().says("when it starts");
        start("a");
        velos.until("it is saved", () -> Files.exists(velos.home().saved()));
        velos.killDaemon();
        Files.delete(velos.home().saved());
        start("b");
        velos.until("it is saved again", () -> Files.exists(velos.home().saved()));
        velos.velos("config", "unset", "autosave").succeeds().says("The running daemon works by it now");
    }

    @Test
    void damagedSavedList_isSaidAndTheOneBeforeIsUsed() throws IOException {
        start("api");
        velos.velos("save").succeeds();
        velos.velos("save").succeeds();
        Files.writeString(velos.home().saved(), "scribble");
        velos.velos("delete", "api").succeeds();
        velos.velos("resurrect").succeeds().says("api online").complains("cannot be used", "saved.previous");
    }
}
