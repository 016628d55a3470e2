package dev.velos.daemon.os.fake;

import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.ProcessControl;
import dev.velos.daemon.os.SpawnRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Starts scripts and remembers what it was asked for. Owned by the test's thread. */
final class FakeProcesses implements ProcessControl {
    private static final int SIGKILL = 9;

    private final FakeMachine machine;
    private final FakeCapture capture;
    private final FakeHandles handles;
    private final List<FakeBackend.Spawned> spawned = new ArrayList<>();
    private final List<SentSignal> signals = new ArrayList<>();
    private Function<SpawnRequest, FakeProgram> programs = _ -> FakeProgram.runs();
    private ExitListener listener = (_, _) -> {};
    private boolean immortal;
    private Runnable onCall = () -> {};

    FakeProcesses(FakeMachine machine, FakeCapture capture, FakeHandles handles) {
        this.machine = machine;
        this.handles = handles;
        this.capture = capture;
    }

    void onSpawn(Function<SpawnRequest, FakeProgram> newPrograms) {
        programs = newPrograms;
    }

    void immortal(boolean nowImmortal) {
        immortal = nowImmortal;
    }

    void onCall(Runnable action) {
        onCall = action;
    }

    List<FakeBackend.Spawned> spawned() {
        return List.copyOf(spawned);
    }

    List<SentSignal> signals() {
        return List.copyOf(signals);
    }

    @Override
    public void onExit(ExitListener newListener) {
        listener = newListener;
    }

    @Override
    public Spawn spawn(SpawnRequest request) {
        onCall.run();
        Spawn spawn = run(request);
        onCall.run();
        return spawn;
    }

    private Spawn run(SpawnRequest request) {
        FakeProgram program = programs.apply(request);
        if (program instanceof FakeProgram.Unstartable(int errno, String reason)) {
            return new Spawn.Failed(errno, reason);
        }
        Spawn result = start(program, request.environment().entries(), paths(request));
        if (result instanceof Spawn.Started(long pid)) {
            spawned.add(new FakeBackend.Spawned(pid, request));
            machine.find(pid).ifPresent(process -> {
                process.handed(request.handed().stream()
                        .map(handle -> handles.get(handle, FakeHandles.Thing.class))
                        .filter(FakeHandedSockets.Open.class::isInstance)
                        .map(FakeHandedSockets.Open.class::cast)
                        .toList());
                program.started(process);
            });
        }
        return result;
    }

    private static List<String> paths(SpawnRequest request) {
        return request.stdin().equals(SpawnRequest.NO_INPUT)
                ? List.of(request.stdout(), request.stderr())
                : List.of(request.stdout(), request.stderr(), request.stdin());
    }

    @Override
    public Spawn keepOpen(List<String> pipes, List<String> environment) {
        onCall.run();
        Spawn spawn = start(FakeProgram.runs(), environment, pipes);
        onCall.run();
        return spawn;
    }

    private Spawn start(FakeProgram program, List<String> environment, List<String> paths) {
        List<String> named =
                paths.stream().filter(path -> !path.equals("/dev/null")).toList();
        List<FakePipe> pipes = named.stream().flatMap(this::pipe).toList();
        if (pipes.size() < named.size()) {
            return new Spawn.Failed(Errno.ENOENT, "No such file or directory: one of the pipes " + paths);
        }
        FakeProcess process = new FakeProcess(machine, program, FakeMachine.SELF, Optional.empty(), environment, pipes);
        return new Spawn.Started(machine.add(process).pid());
    }

    private Stream<FakePipe> pipe(String path) {
        return capture.pipeAt(Path.of(path)).stream();
    }

    @Override
    public boolean adopt(long pid) {
        return machine.adopt(pid);
    }

    @Override
    public void reap() {
        machine.reap();
    }

    /** Tells of those who ended; whether there were any. */
    boolean report() {
        machine.reap();
        List<FakeMachine.End> ends = machine.takeEnds();
        ends.forEach(end -> listener.exited(end.pid(), end.waitStatus()));
        return !ends.isEmpty();
    }

    @Override
    public boolean signal(long pid, int signal) {
        requireProcess(pid);
        Optional<FakeProcess> process = machine.find(pid);
        remember(pid, signal, SentSignal.To.PROCESS);
        process.ifPresent(found -> deliver(found, signal));
        return process.isPresent();
    }

    @Override
    public boolean signalGroup(long group, int signal) {
        requireProcess(group);
        List<FakeProcess> members = machine.all().stream()
                .filter(process -> process.session() == group)
                .toList();
        remember(group, signal, SentSignal.To.GROUP);
        members.forEach(member -> deliver(member, signal));
        return !members.isEmpty();
    }

    private void remember(long pid, int signal, SentSignal.To to) {
        onCall.run();
        if (signal != 0) {
            signals.add(new SentSignal(pid, signal, to));
        }
    }

    private void deliver(FakeProcess process, int signal) {
        if (!process.runs() || signal == 0 || immortal) {
            return;
        }
        if (signal == SIGKILL) {
            process.dieBy(SIGKILL);
        } else {
            process.signalled(signal);
        }
    }

    private static void requireProcess(long pid) {
        if (pid <= 1) {
            throw new IllegalArgumentException("no process to signal: " + pid);
        }
    }
}
