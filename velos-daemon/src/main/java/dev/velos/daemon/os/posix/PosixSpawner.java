package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.ProcessControl.Spawn;
import dev.velos.daemon.os.SpawnRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import jnr.ffi.TypeAlias;
import jnr.ffi.byref.NumberByReference;

/** posix_spawn(3), which itself reports an exec that failed. Owned by the loop. */
final class PosixSpawner {
    private static final int FIRST_FREE_DESCRIPTOR = 3;
    private static final String PRIVILEGE = ". Only root may be less nice than Velos itself";
    private static final int PRIO_PROCESS = 0;
    private static final int SIGKILL = 9;

    private final Unix system;
    private final SpawnSetup setup;

    PosixSpawner(Unix system) {
        this.system = system;
        setup = new SpawnSetup(system);
    }

    Spawn spawn(SpawnRequest request) {
        setup.begin();
        setup.openPipe(0, request.stdin());
        setup.openPipe(1, request.stdout());
        setup.openPipe(2, request.stderr());
        setup.enter(request.directory());
        int descriptor = FIRST_FREE_DESCRIPTOR;
        for (int handle : request.handed()) {
            setup.duplicate(handle, descriptor++);
        }
        setup.closeFrom(descriptor);
        NumberByReference pid = new NumberByReference(TypeAlias.pid_t);
        int error = underMask(
                request.kernel().umask(),
                () -> run(
                        pid,
                        request.executable(),
                        request.argv(),
                        request.environment().entries()));
        return error == 0
                ? nice(pid.longValue(), request.kernel().nice())
                : new Spawn.Failed(
                        Unix.toLinux(error), SpawnFailure.describe(request, error, system.posix.strerror(error)));
    }

    /** A program begins with the mask of whoever spawns it. Only the loop's thread makes files, and it is here. */
    private int underMask(OptionalInt mask, IntSupplier spawning) {
        if (mask.isEmpty()) {
            return spawning.getAsInt();
        }
        int ours = system.posix.umask(mask.getAsInt());
        try {
            return spawning.getAsInt();
        } finally {
            system.posix.umask(ours);
        }
    }

    /** A program whose priority is refused does not run at another one. */
    private Spawn nice(long child, OptionalInt nice) {
        if (nice.isEmpty() || system.posix.setpriority(PRIO_PROCESS, (int) child, nice.getAsInt()) == 0) {
            return new Spawn.Started(child);
        }
        int error = system.errno();
        system.posix.kill(child, SIGKILL);
        return new Spawn.Failed(
                Unix.toLinux(error),
                "nice = " + nice.getAsInt() + " is refused: " + system.posix.strerror(error) + PRIVILEGE);
    }

    Spawn keepOpen(List<String> pipes, List<String> environment) {
        String sleep = Files.isExecutable(Path.of("/usr/bin/sleep")) ? "/usr/bin/sleep" : "/bin/sleep";
        setup.begin();
        int descriptor = 0;
        while (descriptor < FIRST_FREE_DESCRIPTOR) {
            setup.openNull(descriptor++);
        }
        for (String pipe : pipes) {
            setup.openPipe(descriptor++, pipe);
        }
        setup.closeFrom(descriptor);
        NumberByReference pid = new NumberByReference(TypeAlias.pid_t);
        int error = run(pid, sleep, List.of("sleep", "2147483647"), environment);
        return error == 0
                ? new Spawn.Started(pid.longValue())
                : new Spawn.Failed(Unix.toLinux(error), "hold pipes open: " + system.posix.strerror(error));
    }

    private int run(NumberByReference pid, String executable, List<String> argv, List<String> environment) {
        try {
            synchronized (system) { // no other thread has a descriptor meanwhile that a program would inherit
                return system.unix.posix_spawn(
                        pid,
                        executable,
                        setup.actionsPointer(),
                        setup.attributesPointer(),
                        argv.toArray(CharSequence[]::new),
                        environment.toArray(CharSequence[]::new));
            }
        } finally {
            setup.end();
        }
    }

    /** Runs a short program of the system to its end and gives what it printed, as far as it printed anything. */
    String output(List<String> argv) throws OsException {
        int[] pipe = new int[2];
        if (system.posix.pipe(pipe) != 0) {
            throw system.failure("pipe");
        }
        system.closeOnExec(pipe[0]);
        system.closeOnExec(pipe[1]);
        setup.begin();
        setup.openNull(0);
        setup.duplicate(pipe[1], 1);
        setup.openNull(2);
        setup.closeFrom(FIRST_FREE_DESCRIPTOR);
        NumberByReference pid = new NumberByReference(TypeAlias.pid_t);
        int error = run(pid, argv.getFirst(), argv, List.of("LC_ALL=C", "TZ=UTC", "PATH=/usr/bin:/bin"));
        system.posix.close(pipe[1]);
        try {
            if (error != 0) {
                throw system.failure("run " + argv.getFirst(), error);
            }
            return readAll(pipe[0]);
        } finally {
            system.posix.close(pipe[0]);
            if (error == 0) {
                system.posix.waitpid(pid.longValue(), new int[1], 0);
            }
        }
    }

    private String readAll(int handle) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        long count;
        while ((count = system.posix.read(handle, part, (long) part.length)) > 0) {
            all.write(part, 0, (int) count);
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
