package dev.velos.daemon.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProbeTarget;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.Environment;
import dev.velos.daemon.os.SpawnRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A loop with real probes. Owned by the test's thread. */
final class Bench implements AutoCloseable {
    final Backend backend;
    final EventLoop loop;
    private final Prober prober;
    private final Path folder;

    Bench(Backend backend, Path folder) {
        this.backend = backend;
        this.folder = folder;
        loop = new EventLoop(backend.poller(), Clock.SYSTEM);
        prober = new Prober(backend, loop);
        backend.processes().onExit(prober::ended);
    }

    Probe probe(ProbeTarget target) {
        return prober.of(
                target,
                words -> backend.processes()
                        .spawn(new SpawnRequest(
                                words.getFirst(),
                                words,
                                Environment.of(List.of("PATH=/usr/bin:/bin")),
                                folder.toString(),
                                "/dev/null",
                                "/dev/null")));
    }

    /** What one probe says. */
    String ask(ProbeTarget target, Duration timeout) {
        Probe probe = probe(target);
        String answer = ask(probe, timeout);
        probe.cancel();
        return answer;
    }

    String ask(Probe probe, Duration timeout) {
        Answer answer = new Answer();
        probe.ask(timeout, answer);
        while (answer.text.isEmpty()) {
            loop.timers().at(loop.clock().nanos() + 20_000_000, () -> {});
            loop.turn(loop.clock().nanos());
        }
        return answer.text.get();
    }

    private static final class Answer implements Outcome {
        private Optional<String> text = Optional.empty();

        @Override
        public void came(String problem) {
            assertThat(text).as("told once").isEmpty();
            text = Optional.of(problem);
        }
    }

    @Override
    public void close() {
        backend.close();
    }
}
