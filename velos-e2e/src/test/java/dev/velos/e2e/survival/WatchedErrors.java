package dev.velos.e2e.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.protocol.Fields;
import dev.velos.e2e.fixture.Json;
import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Errors like none before are told, where somebody wants that. */
abstract class WatchedErrors {
    private static final String NODE =
            "require('readline').createInterface({input: process.stdin}).on('line', line => console.error(line))\n";

    private static final String PYTHON = """
            import signal, sys, time
            def fail(*_):
                try:
                    raise ValueError('nobody was there at %d' % time.time())
                except ValueError:
                    import traceback
                    traceback.print_exc()
                    sys.stderr.flush()
            signal.signal(signal.SIGUSR1, fail)
            print('ready', flush=True)
            while True:
                signal.pause()
            """;

    @RegisterExtension
    final VelosFixture velos;

    WatchedErrors(Platform platform) {
        velos = new VelosFixture(platform);
    }

    @Test
    void byDefault_nobodyLooks() {
        velos.write("app.js", NODE);
        velos.velos("start", "app.js").succeeds();
        velos.velos("send", "app", "Error: no such order").succeeds();
        velos.until("it is written", () -> velos.velos("logs", "app").out().contains("no such order"));

        assertThat(watchers()).isEmpty();
        velos.velos("events").succeeds().says("online");
        assertThat(newErrors()).isEmpty();
    }

    @Test
    void anErrorLikeNoneBefore_isToldOnce() {
        velos.velos("config", "set", "logs.watch_errors", "true").succeeds();
        velos.write("app.js", NODE);
        velos.velos("start", "app.js", "--env", "DB_PASSWORD=correcthorse").succeeds();
        RunningCommand follow = velos.command("events", "--follow").start();
        velos.velos("send", "app", "Error: order 17 of correcthorse is lost").succeeds();
        velos.until(
                "it is told while it is followed",
                () -> follow.out()
                        .contains(
                                "new-error  order <num> of *** is lost, such as: " + "Error: order 17 of *** is lost"));
        velos.velos("send", "app", "Error: order 18 of correcthorse is lost").succeeds();
        velos.velos("send", "app", "fine again").succeeds();
        velos.velos("send", "app", "FATAL the disk is full").succeeds();
        velos.until("another one is told", () -> newErrors().size() == 2);

        Fields second = newErrors().get(1);
        assertThat(second.text("reason")).isEqualTo("the disk is full");
        assertThat(second.text("example")).isEqualTo("FATAL the disk is full");
        assertThat(second.text("level")).isEqualTo("fatal");
        assertThat(second.text("process")).isEqualTo("app");
        follow.terminate();

        velos.velos("config", "set", "logs.watch_errors", "false").succeeds();
        velos.until("nobody looks any more", () -> watchers().isEmpty());
    }

    @Test
    void oneProcess_canBeWatchedAlone() {
        velos.write("app.js", NODE);
        velos.write("velos.toml", """
                [process.loud]
                script = "./app.js"
                [process.loud.logs]
                watch_errors = true
                [process.quiet]
                script = "./app.js"
                """);
        velos.velos("start", "--config", "velos.toml").succeeds();
        velos.velos("send", "quiet", "Error: one that nobody wants").succeeds();
        velos.velos("send", "loud", "Error: one that is wanted").succeeds();

        velos.until("it is told", () -> newErrors().size() == 1);
        assertThat(newErrors().getFirst().text("process")).isEqualTo("loud");
        velos.velos("delete", "loud").succeeds();
        velos.until("nobody looks any more", () -> watchers().isEmpty());
    }

    @Test
    void aDaemonsDeath_bringsNothingAnew_andMissesNothing() throws IOException {
        velos.velos("config", "set", "logs.watch_errors", "true").succeeds();
        velos.write("job.py", PYTHON);
        velos.velos("start", "job.py").succeeds();
        velos.until("it is ready", () -> velos.velos("logs", "job").out().contains("ready"));
        velos.write("app.js", NODE);
        velos.velos("start", "app.js").succeeds();
        velos.velos("send", "app", "Error: order 1 is lost").succeeds();
        velos.until("it is told", () -> newErrors().size() == 1);
        velos.until("and kept", () -> Files.exists(velos.home().knownErrors()));
        long job = velos.pid("job");
        List<Long> watchers = watchers();
        velos.killDaemon();
        Runtime.getRuntime().exec(new String[] {"kill", "-USR1", Long.toString(job)});
        velos.until(
                "the watcher has gone with it",
                () -> watchers.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));

        velos.velos("send", "app", "Error: order 2 is lost").succeeds();
        velos.until("what happened meanwhile is told", () -> newErrors().size() == 2);
        velos.velos("send", "app", "Error: the last one of all").succeeds();
        velos.until("and what comes later", () -> newErrors().size() == 3);

        assertThat(newErrors())
                .extracting(event -> event.text("reason"))
                .containsExactly("order <num> is lost", "ValueError: nobody was there at <num>", "the last one of all");
    }

    @Test
    void aWatcherThatIsKilled_isReplaced() {
        velos.velos("config", "set", "logs.watch_errors", "true").succeeds();
        velos.write("app.js", NODE);
        velos.velos("start", "app.js").succeeds();
        velos.until("it is watched", () -> watchers().size() == 1);
        long first = watchers().getFirst();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        velos.until("another one watches", () -> watchers().stream().anyMatch(pid -> pid != first));
        velos.velos("send", "app", "Error: seen by the next").succeeds();

        velos.until("it is told", () -> newErrors().size() == 1);
    }

    private List<Fields> newErrors() {
        return velos.velos("events", "--json", "--lines", "1000")
                .out()
                .lines()
                .filter(line -> line.contains("\"event\":\"new-error\""))
                .map(Json::object)
                .toList();
    }

    /** Children of the daemon that look for errors. */
    private List<Long> watchers() {
        return ProcessHandle.of(velos.daemonPid()).stream()
                .flatMap(ProcessHandle::children)
                .filter(child -> child.info()
                        .arguments()
                        .map(words -> List.of(words).contains("watch-errors"))
                        .orElse(false))
                .map(ProcessHandle::pid)
                .toList();
    }
}
