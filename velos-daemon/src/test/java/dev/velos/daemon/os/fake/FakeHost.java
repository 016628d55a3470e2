package dev.velos.daemon.os.fake;

import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.Host;
import dev.velos.daemon.os.OsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A daemon's process that only pretends. Owned by the test's thread, but for {@link #sync}. */
final class FakeHost implements Host {
    static final int USER = 1000;

    private final FakeMachine machine;
    private final Set<Path> lockedElsewhere = new HashSet<>();

    FakeHost(FakeMachine machine) {
        this.machine = machine;
    }

    void lockElsewhere(Path file) {
        lockedElsewhere.add(file);
    }

    void unlockElsewhere(Path file) {
        lockedElsewhere.remove(file);
    }

    @Override
    public long pid() {
        return FakeMachine.SELF;
    }

    @Override
    public int user() {
        return USER;
    }

    @Override
    public void leaveSession() {}

    @Override
    public void adoptOrphans() {
        machine.orphansComeBack(true);
    }

    @Override
    public boolean adoptsOrphans() {
        return machine.orphansComeBack();
    }

    @Override
    public void reserveDescriptors() {} // there are as many as there are numbers

    @Override
    public boolean lock(Path file) throws OsException {
        if (Files.notExists(file)) {
            FakeFiles.create("open " + file, file);
        }
        return !lockedElsewhere.contains(file);
    }

    @Override
    public void sync(Path file) throws OsException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(false);
        } catch (IOException e) {
            throw FakeFailures.of("fsync " + file, e);
        }
    }

    @Override
    public void tell(String address, String message) {
        machine.told().add(message);
    }

    /** @throws Replaced where a real process would become the program */
    @Override
    public void releaseMemory() {
        // It has none.
    }

    @Override
    public OsException become(List<String> argv, List<String> environment) {
        String call = "exec " + argv.getFirst();
        Path program = Path.of(argv.getFirst());
        if (Files.notExists(program)) {
            return FakeFailures.of(call, new NoSuchFileException(argv.getFirst()));
        }
        if (!Files.isExecutable(program)) {
            return new OsException(call, Errno.EACCES, "Permission denied");
        }
        throw new Replaced(argv, environment);
    }

    /** The end of this program: another one would run now. */
    public static final class Replaced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<String> argv;
        private final transient List<String> environment;

        Replaced(List<String> argv, List<String> environment) {
            super("became " + argv);
            this.argv = List.copyOf(argv);
            this.environment = List.copyOf(environment);
        }

        public List<String> argv() {
            return argv;
        }

        public List<String> environment() {
            return environment;
        }
    }
}
