package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.fake.FakeBackend;
import dev.velos.daemon.os.fake.FakePeer;
import dev.velos.daemon.os.fake.FakeProcess;
import dev.velos.daemon.os.fake.FakeWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The surroundings of a fake: what it scripts. Owned by the test. */
final class FakeOutside implements Outside {
    private final FakeBackend fake = new FakeBackend();
    private final Map<String, Program> programs = new HashMap<>();

    @Override
    public Backend openBackend() {
        fake.onSpawn(request -> FakePrograms.of(programs, request));
        return fake;
    }

    @Override
    public boolean isReal() {
        return false;
    }

    @Override
    public long nanoTime() {
        return fake.clock().nanos();
    }

    @Override
    public SpawnRequest request(Program program, Path directory, Environment environment, Path out, Path err) {
        String executable = "/fake/" + programs.size();
        programs.put(executable, program);
        List<String> argv = program instanceof Program.PrintsWords(List<String> words) ? words : List.of(executable);
        return new SpawnRequest(executable, argv, environment, directory.toString(), out.toString(), err.toString());
    }

    @Override
    public Writer openWriter(Path pipe) {
        FakeWriter writer = fake.openWriter(pipe);
        return new Writer() {
            @Override
            public void write(byte[] bytes) {
                writer.write(bytes);
            }

            @Override
            public void close() {
                writer.close();
            }
        };
    }

    @Override
    public Peer connect(Path socket) {
        FakePeer peer = fake.connect(socket);
        return new Peer() {
            @Override
            public void send(byte[] bytes) {
                peer.send(bytes);
            }

            @Override
            public byte[] receive(int count) {
                byte[] bytes = peer.receive(count);
                assertThat(bytes).hasSize(count);
                return bytes;
            }

            @Override
            public void close() {
                peer.close();
            }
        };
    }

    @Override
    public long startStranger() {
        return fake.startStranger().pid();
    }

    @Override
    public void killStranger(long pid) {
        fake.process(pid).dieBy(Bench.SIGKILL);
    }

    @Override
    public LockHolder holdLock(Path file) {
        fake.lockElsewhere(file);
        return () -> fake.unlockElsewhere(file);
    }

    @Override
    public FullDisk fillDisk(Path log) {
        fake.fillDisk();
        return fake::freeDisk;
    }

    /** Every test has a machine of its own. */
    @Override
    public void leaveOrphans() {}

    @Override
    public void close() {
        assertThat(fake.running())
                .extracting(FakeProcess::pid)
                .as("processes left behind")
                .isEmpty();
        assertThat(fake.openHandles()).as("handles left open").isEmpty();
    }
}
