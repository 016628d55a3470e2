package dev.velos.daemon.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.velos.daemon.os.Environment;
import dev.velos.daemon.os.ProcessControl.Spawn;
import dev.velos.daemon.os.SpawnRequest;
import java.io.File;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** posix_spawn(3) and its preparations. glibc runs it as vfork: its cost does not grow with the daemon. */
final class Spawner {
    /** Larger than posix_spawnattr_t (336) and posix_spawn_file_actions_t (80) of glibc and musl. */
    private static final int OPAQUE_BYTES = 512;

    private static final int SIGSET_BYTES = 128;
    private static final int FIRST_FREE_DESCRIPTOR = 3;
    private static final String PRIVILEGE = ". Only root may be less nice than Velos itself";

    /** Signals 1 to 64: glibc would leave its own two, 32 and 33, ignored in the program. */
    private static final long ALL_SIGNALS = -1;

    private final Native library;
    private final MemorySegment spawn = Native.function("posix_spawn");
    private final MemorySegment addOpen = Native.function("posix_spawn_file_actions_addopen");
    private final MemorySegment addChdir = Native.function("posix_spawn_file_actions_addchdir_np");
    private final MemorySegment actionsInit = Native.function("posix_spawn_file_actions_init");
    private final MemorySegment actionsDestroy = Native.function("posix_spawn_file_actions_destroy");
    private final Optional<MemorySegment> addCloseFrom =
            Native.optionalFunction("posix_spawn_file_actions_addclosefrom_np");
    private final ProgramTexts texts = new ProgramTexts();
    private final MemorySegment attributes;
    private final MemorySegment actions;
    private final MemorySegment pid;
    private final MemorySegment devNull;

    Spawner(Native library) {
        this.library = library;
        actions = library.allocate(OPAQUE_BYTES);
        pid = library.allocate(JAVA_LONG.byteSize());
        devNull = library.allocate(16);
        devNull.setString(0, "/dev/null");
        attributes = attributes();
    }

    /** New session, default dispositions, empty mask: the JVM's own settings must not reach the program. */
    private MemorySegment attributes() {
        MemorySegment result = library.allocate(OPAQUE_BYTES);
        MemorySegment empty = library.allocate(SIGSET_BYTES);
        MemorySegment all = library.allocate(SIGSET_BYTES);
        all.set(JAVA_LONG, 0, ALL_SIGNALS);
        library.callInt(Native.function("posix_spawnattr_init"), result.address(), 0, 0);
        library.callInt(Native.function("posix_spawnattr_setsigmask"), result.address(), empty.address(), 0);
        library.callInt(Native.function("posix_spawnattr_setsigdefault"), result.address(), all.address(), 0);
        library.callInt(
                Native.function("posix_spawnattr_setflags"),
                result.address(),
                Flags.POSIX_SPAWN_SETSID | Flags.POSIX_SPAWN_SETSIGDEF | Flags.POSIX_SPAWN_SETSIGMASK,
                0);
        return result;
    }

    Spawn spawn(SpawnRequest request) {
        library.callInt(actionsInit, actions.address(), 0, 0);
        openInput(request.stdin());
        open(1, library.text(request.stdout()), Flags.O_RDWR | Flags.O_NOCTTY);
        open(2, library.text(request.stderr()), Flags.O_RDWR | Flags.O_NOCTTY);
        int descriptor = FIRST_FREE_DESCRIPTOR;
        for (int handle : request.handed()) {
            library.callInt(
                    Native.function("posix_spawn_file_actions_adddup2"), actions.address(), handle, descriptor++);
        }
        int closeFrom = descriptor;
        library.callInt(addChdir, actions.address(), library.text(request.directory()), 0);
        Spawn spawn = underMask(
                request.kernel().umask(),
                () -> run(request.executable(), request.argv(), request.environment(), closeFrom));
        return spawn instanceof Spawn.Started(long child)
                ? nice(child, request.kernel().nice())
                : spawn;
    }

    private void openInput(String stdin) {
        if (stdin.equals(SpawnRequest.NO_INPUT)) {
            open(0, devNull.address(), Flags.O_RDONLY);
        } else {
            open(0, library.text(stdin), Flags.O_RDWR | Flags.O_NOCTTY);
        }
    }

    /** A program begins with the mask of whoever spawns it. Only the loop's thread makes files, and it is here. */
    private Spawn underMask(OptionalInt mask, Supplier<Spawn> spawning) {
        if (mask.isEmpty()) {
            return spawning.get();
        }
        MemorySegment umask = Native.function("umask");
        int ours = library.callInt(umask, mask.getAsInt(), 0, 0);
        try {
            return spawning.get();
        } finally {
            library.callInt(umask, ours, 0, 0);
        }
    }

    /** A program whose priority is refused does not run at another one. */
    private Spawn nice(long child, OptionalInt nice) {
        if (nice.isEmpty()
                || library.callInt(Native.function("setpriority"), Flags.PRIO_PROCESS, child, nice.getAsInt()) == 0) {
            return new Spawn.Started(child);
        }
        int error = library.errno();
        library.callInt(Native.function("kill"), child, Flags.SIGKILL, 0);
        return new Spawn.Failed(
                error, "nice = " + nice.getAsInt() + " is refused: " + library.describe(error) + PRIVILEGE);
    }

    Spawn keepOpen(List<String> pipes, List<String> environment) {
        Optional<String> sleep = sleepProgram();
        if (sleep.isEmpty()) {
            return new Spawn.Failed(0, "no sleep in /usr/bin or /bin to hold pipes open");
        }
        library.callInt(actionsInit, actions.address(), 0, 0);
        int descriptor = 0;
        for (; descriptor < FIRST_FREE_DESCRIPTOR; descriptor++) {
            open(descriptor, devNull.address(), Flags.O_RDWR);
        }
        for (String pipe : pipes) {
            open(descriptor++, library.text(pipe), Flags.O_RDWR | Flags.O_NOCTTY);
        }
        return run(sleep.get(), List.of("sleep", "2147483647"), Environment.of(environment), descriptor);
    }

    private static Optional<String> sleepProgram() {
        for (String candidate : List.of("/usr/bin/sleep", "/bin/sleep")) {
            if (new File(candidate).canExecute()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private Spawn run(String executable, List<String> argv, Environment environment, int closeFrom) {
        closeDescriptors(closeFrom);
        ProgramTexts.Place place = texts.lay(argv, environment);
        int error = (int) library.call(
                spawn,
                pid.address(),
                library.text(executable),
                actions.address(),
                attributes.address(),
                place.argv(),
                place.environment());
        library.callInt(actionsDestroy, actions.address(), 0, 0);
        return error == 0 ? new Spawn.Started(pid.get(JAVA_INT, 0)) : new Spawn.Failed(error, library.describe(error));
    }

    private void open(int descriptor, long path, int flags) {
        library.call(addOpen, actions.address(), descriptor, path, flags, 0, 0);
    }

    /** C libraries without addclosefrom_np: everything of ours is marked close-on-exec instead. */
    private void closeDescriptors(int from) {
        if (addCloseFrom.isPresent()) {
            library.callInt(addCloseFrom.get(), actions.address(), from, 0);
            return;
        }
        MemorySegment fcntl = Native.function("fcntl");
        String[] open = new File("/proc/self/fd").list();
        for (String descriptor : open == null ? new String[0] : open) {
            if (Integer.parseInt(descriptor) >= from) {
                library.callInt(fcntl, Integer.parseInt(descriptor), Flags.F_SETFD, Flags.FD_CLOEXEC);
            }
        }
    }
}
