package dev.velos.daemon.journal;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.Backoff;
import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Inheritance;
import dev.velos.core.process.Life;
import dev.velos.core.process.LogPolicy;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Registration;
import dev.velos.core.process.RestartCause;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.process.StopPolicy;
import dev.velos.core.process.StopSignal;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.supervise.Child;
import dev.velos.daemon.supervise.End;
import dev.velos.daemon.supervise.Entries;
import dev.velos.daemon.supervise.Force;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.Lives;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import dev.velos.daemon.supervise.ProcessState.Completed;
import dev.velos.daemon.supervise.ProcessState.Errored;
import dev.velos.daemon.supervise.ProcessState.Launching;
import dev.velos.daemon.supervise.ProcessState.Online;
import dev.velos.daemon.supervise.ProcessState.Spawning;
import dev.velos.daemon.supervise.ProcessState.Stopped;
import dev.velos.daemon.supervise.ProcessState.Stopping;
import dev.velos.daemon.supervise.ProcessState.Sweeping;
import dev.velos.daemon.supervise.ProcessState.Waiting;
import dev.velos.daemon.supervise.RecordedProcess;
import dev.velos.daemon.supervise.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Process tables made from a seed. */
final class RandomTable {
    private static final long NOW = 1_000_000_000_000L;
    private static final String[] TEXTS = {"", "a", "ü", "🙂", "line\nend", " ", "=", "\"'", "x".repeat(300)};

    private static final List<RestartCause.Kind> CAUSES = List.of(RestartCause.Kind.values());

    private static final List<StopSignal> SIGNALS = List.of(StopSignal.values());

    private final SplittableRandom random;

    RandomTable(long seed) {
        random = new SplittableRandom(seed);
    }

    List<ManagedProcess> table(Backend backend, Clock clock, VelosHome home) {
        List<ManagedProcess> table = new ArrayList<>();
        int size = random.nextInt(8);
        for (int i = 0; i < size; i++) {
            ManagedProcess process = Entries.entry(backend, clock, home, 3L * i, spec("p" + i));
            change(process);
            lives(process);
            table.add(process);
        }
        return table;
    }

    private void lives(ManagedProcess process) {
        for (int life = random.nextInt(2 * Lives.KEPT); life > 0; life--) {
            ExitStatus exit = random.nextBoolean() ? new ExitStatus.Unknown() : new ExitStatus.Code(life);
            process.lives().add(new Life(100 - life, NOW / 1000, NOW / 1000 + random.nextInt(9), exit, text(), life));
        }
    }

    /** Puts a process into another state. */
    void change(ManagedProcess process) {
        Entries.put(process, random.nextBoolean() ? Goal.UP : Goal.DOWN, state(), random.nextLong(1L << 50));
    }

    private ProcessSpec spec(String name) {
        return ProcessSpec.of(new ProcessName(name), "/bin/" + name, "/tmp")
                .withProgram(it -> it.withArgs(texts()))
                .withProgram(it -> it.withInterpreter(random.nextBoolean() ? Optional.of("node") : Optional.empty()))
                .withProgram(it -> it.withInterpreterArgs(texts()))
                .inheriting(Map.of("KIND", text(), "PATH", "/bin"))
                .withEnvironment(it -> random.nextBoolean() ? it : it.withInheritance(Inheritance.of(List.of("PATH"))))
                .withEnvironment(it -> it.withOwn(random.nextBoolean() ? Map.of() : Map.of("A", text(), "B", text())))
                .withInstances(1 + random.nextInt(4))
                .withRegistration(_ -> registration())
                .withKernel(it -> random.nextBoolean() ? it : it.withUmask(OptionalInt.of(random.nextInt(512))))
                .withKernel(it -> random.nextBoolean() ? it : it.withNice(OptionalInt.of(random.nextInt(20))))
                .withStop(_ -> new StopPolicy(
                        SIGNALS.get(random.nextInt(SIGNALS.size())),
                        Duration.ofMillis(random.nextInt(100_000)),
                        StopPolicy.Manner.SIGNAL))
                .withRestart(_ -> restart())
                .withLog(_ -> LogPolicy.DEFAULT
                        .withMaxBytes(random.nextLong(1L << 40))
                        .withMaxFiles(1 + random.nextInt(20)));
    }

    private Registration registration() {
        return new Registration(
                random.nextBoolean() ? Optional.empty() : Optional.of(new ProcessName("n" + random.nextInt(3))),
                random.nextBoolean() ? Registration.Start.AUTOMATIC : Registration.Start.BY_HAND,
                random.nextBoolean() ? Optional.empty() : Optional.of("/srv/velos.toml"),
                random.nextBoolean() ? Optional.empty() : Optional.of(new ProcessName("a" + random.nextInt(3))));
    }

    private RestartPolicy restart() {
        Backoff backoff = new Backoff(
                Duration.ofNanos(1_000L * random.nextInt(1000)), Duration.ofSeconds(1 + random.nextInt(9)), 1.5, 0.25);
        RestartPolicy.Mode[] modes = RestartPolicy.Mode.values();
        return new RestartPolicy(
                modes[random.nextInt(modes.length)],
                random.nextInt(50),
                Duration.ofMillis(random.nextInt(5000)),
                Duration.ofMillis(random.nextInt(5000)),
                backoff,
                random.nextBoolean() ? List.of() : List.of(0, random.nextInt(256)));
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.add(text());
        }
        return texts;
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private ProcessState state() {
        Tally tally = new Tally(random.nextLong(1000), random.nextLong(1000), random.nextInt(20), text());
        Child child = new Child(2 + random.nextLong(1 << 22), random.nextLong(1L << 40), tally.incarnation());
        long deadline = NOW + random.nextLong(1_000_000_000L);
        End end = new End(
                random.nextBoolean() ? new ExitStatus.Code(random.nextInt(256)) : new ExitStatus.Signal(9),
                random.nextBoolean() ? End.Cause.ASKED : End.Cause.BY_ITSELF,
                cause(),
                5);
        return switch (random.nextInt(10)) {
            case 9 -> new ProcessState.Scheduled(tally);
            case 0 -> new Stopped(tally);
            case 1 -> new Completed(tally, new ExitStatus.Code(0));
            case 2 -> new Errored(tally);
            case 3 -> new Waiting(tally, deadline);
            case 4 -> new Spawning(tally);
            case 5 -> new Launching(tally, child, NOW);
            case 6 -> new Online(tally, child, NOW);
            case 7 -> new Stopping(tally, child, NOW, Force.TERM, deadline, cause());
            default -> new Sweeping(tally, child, end, Force.KILL, deadline);
        };
    }

    private Optional<RestartCause> cause() {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(RestartCause.of(CAUSES.get(random.nextInt(CAUSES.size())), text()));
    }

    /** What the next daemon is to find. */
    List<RecordedProcess> expected(List<ManagedProcess> table, long nowNanos) {
        return table.stream().map(process -> expected(process, nowNanos)).toList();
    }

    private static Optional<RestartCause> cause(ProcessState state) {
        return switch (state) {
            case Stopping it -> it.cause();
            case Sweeping it -> it.end().restart();
            default -> Optional.empty();
        };
    }

    private static RecordedProcess expected(ManagedProcess process, long nowNanos) {
        ProcessState state = process.state();
        boolean sweeping = state instanceof Sweeping;
        Optional<Child> child = state instanceof Sweeping it ? Optional.of(it.program()) : state.child();
        long wait = state instanceof Waiting it ? (it.deadlineNanos() - nowNanos) / 1_000_000 : 0;
        if (state instanceof ProcessState.Scheduled) {
            wait = RecordedProcess.FOR_ITS_SCHEDULE;
        }
        ExitStatus end = new ExitStatus.Unknown();
        if (state instanceof Sweeping it) {
            end = it.end().status();
        } else if (state instanceof Completed it) {
            end = it.end();
        }
        return new RecordedProcess(
                process.id(),
                process.instance(),
                process.spec(),
                process.goal(),
                state.status(),
                state.tally(),
                child,
                sweeping,
                end,
                cause(state),
                wait,
                process.startedAtMillis(),
                process.lives().all());
    }
}
