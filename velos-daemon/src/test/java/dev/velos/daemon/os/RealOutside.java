package dev.velos.daemon.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.velos.daemon.os.posix.Libc;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import jnr.ffi.LibraryLoader;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.RLimit;

/** The machine that the tests run on: Linux. Owned by the test. */
final class RealOutside implements Outside {
    private static final POSIX LIBRARY = POSIXFactory.getNativePOSIX();
    private static final int RLIMIT_FSIZE = 1;
    private static final int PR_SET_CHILD_SUBREAPER = 36;

    private final Supplier<Backend> opener;
    private final String backendName;
    private final List<Long> strangers = new ArrayList<>();
    private final List<BackendHelper.Started> helpers = new ArrayList<>();
    private final OpenDescriptors before;

    RealOutside(String backendName, Supplier<Backend> opener) {
        this.backendName = backendName;
        this.opener = opener;
        RealPeer.warmUp();
        before = OpenDescriptors.now();
    }

    @Override
    public Backend openBackend() {
        return opener.get();
    }

    @Override
    public boolean isReal() {
        return true;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public SpawnRequest request(Program program, Path directory, Environment environment, Path out, Path err) {
        ShellPrograms.Command command = ShellPrograms.of(program);
        return new SpawnRequest(
                command.executable(),
                command.argv(),
                environment,
                directory.toString(),
                out.toString(),
                err.toString());
    }

    @Override
    public Writer openWriter(Path pipe) {
        try {
            FileOutputStream stream = new FileOutputStream(pipe.toFile());
            return new RealWriter(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record RealWriter(FileOutputStream stream) implements Writer {
        @Override
        public void write(byte[] bytes) {
            try {
                stream.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public Peer connect(Path socket) {
        return RealPeer.connect(socket);
    }

    /** The shell leaves at once, and its background process goes to init. */
    @Override
    public long startStranger() {
        try {
            Process shell = new ProcessBuilder("/bin/sh", "-c", "sleep 1000 >/dev/null & echo $!")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            shell.getOutputStream().close();
            try (var output = shell.getInputStream()) {
                shell.waitFor();
                long pid = Long.parseLong(new String(output.readAllBytes(), UTF_8).strip());
                strangers.add(pid);
                return pid;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void killStranger(long pid) {
        LIBRARY.kill(pid, Bench.SIGKILL);
        strangers.remove(pid);
        await().until(() -> Files.notExists(Path.of("/proc/" + pid)));
    }

    @Override
    public LockHolder holdLock(Path file) {
        BackendHelper.Started helper = startHelper("lock", file.toString());
        assertThat(helper.line()).isEqualTo("true");
        return helper::kill;
    }

    /** Another JVM with a backend like the one under test. */
    BackendHelper.Started startHelper(String... action) {
        BackendHelper.Started helper = BackendHelper.start(backendName, action);
        helpers.add(helper);
        return helper;
    }

    /** No file of this process may grow beyond the log as it is: EFBIG, for which nobody must be root. */
    @Override
    public FullDisk fillDisk(Path log) {
        RLimit former = LIBRARY.getrlimit(RLIMIT_FSIZE);
        long current = former.rlimCur();
        long most = former.rlimMax();
        assertThat(LIBRARY.setrlimit(RLIMIT_FSIZE, log.toFile().length(), most)).isZero();
        return () -> assertThat(LIBRARY.setrlimit(RLIMIT_FSIZE, current, most)).isZero();
    }

    @Override
    public void leaveOrphans() {
        LibraryLoader.create(Libc.class).load("c").prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
    }

    @Override
    public void close() {
        List.copyOf(strangers).forEach(this::killStranger);
        helpers.forEach(BackendHelper.Started::kill);
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .as("children left behind")
                .isEmpty();
        assertThat(OpenDescriptors.now().without(before))
                .as("descriptors left open")
                .isEmpty();
    }
}
