package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.ProcessControl.Spawn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** A backend under test with its surroundings. Owned by the test's thread, which plays the loop. */
public final class Bench implements AutoCloseable {
    static final int SIGKILL = 9;
    static final int SIGTERM = 15;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long TURN_NANOS = Duration.ofMillis(5).toNanos();

    final Outside outside;
    final Path folder;
    final Backend backend;
    private final Map<Long, List<OptionalInt>> exits = new HashMap<>();
    private final List<Long> started = new ArrayList<>();
    private final List<Integer> handles = new ArrayList<>();
    private int pipes;

    /** A running program and the reading ends of its streams. */
    record Child(long pid, int out, int err, Path outPath) {}

    Bench(Outside outside, Path folder) {
        this.outside = outside;
        this.folder = folder;
        backend = outside.openBackend();
        Thread loop = Thread.currentThread();
        backend.processes().onExit((pid, status) -> {
            assertThat(Thread.currentThread()).isSameAs(loop);
            exits.computeIfAbsent(pid, any -> new ArrayList<>()).add(status);
        });
    }

    Child start(Program program) throws OsException {
        return start(program, folder, List.of("PATH=/usr/bin:/bin"));
    }

    Child start(Program program, Path directory, List<String> environment) throws OsException {
        return start(program, directory, Environment.of(environment));
    }

    Child start(Program program, Path directory, Environment environment) throws OsException {
        Path out = folder.resolve("pipe-" + ++pipes);
        Path err = folder.resolve("pipe-" + ++pipes);
        int outPipe = openPipe(out);
        int errPipe = openPipe(err);
        Spawn spawn = spawn(outside.request(program, directory, environment, out, err));
        assertThat(spawn).isInstanceOf(Spawn.Started.class);
        return new Child(((Spawn.Started) spawn).pid(), outPipe, errPipe, out);
    }

    Spawn spawn(SpawnRequest request) {
        return remember(backend.processes().spawn(request));
    }

    Spawn remember(Spawn spawn) {
        if (spawn instanceof Spawn.Started(long pid)) {
            started.add(pid);
        }
        return spawn;
    }

    /** A request for a program of the suite, with pipes that exist. */
    SpawnRequest request(Program program) throws OsException {
        Path out = folder.resolve("pipe-" + ++pipes);
        openPipe(out);
        return outside.request(program, folder, Environment.of(List.of("PATH=/usr/bin:/bin")), out, out);
    }

    int openPipe(Path path) throws OsException {
        return remember(backend.capture().openPipe(path));
    }

    int openLog(Path path) throws OsException {
        return remember(backend.capture().openLog(path));
    }

    private int remember(int handle) {
        handles.add(handle);
        return handle;
    }

    /** Closes a pipe or a log before the test ends. */
    void close(int handle) {
        handles.removeIf(open -> open == handle);
        backend.capture().close(handle);
    }

    /** Turns until a condition holds; SIGCHLD is answered as the daemon does. */
    void until(String what, BooleanSupplier condition) {
        long begin = outside.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(outside.nanoTime() - begin).as(what).isLessThan(PATIENCE_NANOS);
            backend.poller().await(TURN_NANOS);
            backend.processes().reap();
        }
    }

    /** The end of a process, once it was reported. */
    OptionalInt exit(long pid) {
        until("the end of " + pid, () -> exits.containsKey(pid));
        assertThat(exits.get(pid)).as("reports of " + pid).hasSize(1);
        return exits.get(pid).getFirst();
    }

    boolean hasExited(long pid) {
        return exits.containsKey(pid);
    }

    boolean hasAnyExited() {
        return !exits.isEmpty();
    }

    /** Turns a few times, so that what must not come had its chance to come. */
    void settle() {
        for (int turn = 0; turn < 5; turn++) {
            backend.poller().await(0);
            backend.processes().reap();
        }
    }

    /** Reads a stream until its text holds an end; gives all of it. */
    String readUntil(int pipe, String end) {
        StringBuilder text = new StringBuilder();
        until("\"" + end + "\" in a pipe", () -> text.append(readNow(pipe)).indexOf(end) >= 0);
        return text.toString();
    }

    /** What waits in a pipe. */
    String readNow(int pipe) {
        byte[] part = new byte[1 << 16];
        StringBuilder text = new StringBuilder();
        long count;
        while ((count = read(pipe, part)) > 0) {
            text.append(new String(part, 0, (int) count, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /** The descriptors that {@link Program.PrintsDescriptors} found. */
    List<String> descriptors(Child child) {
        exit(child.pid());
        return readNow(child.out())
                .lines()
                .filter(line -> line.contains(" -> "))
                .map(line -> line.replaceFirst(".* (\\d+ -> )", "$1"))
                .toList();
    }

    long read(int pipe, byte[] target) {
        try {
            ByteBuffer buffer = ByteBuffer.allocateDirect(target.length);
            long count = backend.capture().read(pipe, buffer);
            assertThat(buffer.position()).isEqualTo((int) Math.max(0, count));
            buffer.flip().get(target, 0, buffer.limit());
            return count;
        } catch (OsException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends what the test left running, and looks for leaks. */
    @Override
    public void close() {
        for (long pid : started) {
            backend.processes().signalGroup(pid, SIGKILL);
        }
        for (long pid : started) {
            exit(pid);
        }
        handles.forEach(backend.capture()::close);
        backend.close();
        outside.close();
    }
}
