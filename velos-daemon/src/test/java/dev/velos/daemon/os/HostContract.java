package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.velos.daemon.os.Outside.LockHolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Host}, as far as one process can show it; {@link RealHostContract} has the rest. */
interface HostContract extends OnBench {
    @Test
    default void lockOfAnotherProcess_isRespectedUntilItIsKilled() throws OsException {
        Path file = bench().folder.resolve("lock");
        LockHolder holder = bench().outside.holdLock(file);
        assertThat(host().lock(file)).isFalse();
        assertThat(host().lock(file)).isFalse();
        holder.kill();
        assertThat(host().lock(file)).isTrue();
    }

    @Test
    default void lockOfAFileThatCannotBe_failsWithWords() {
        Path file = bench().folder.resolve("nowhere/lock");
        OsException failure = catchThrowableOfType(OsException.class, () -> host().lock(file));
        assertThat(failure).hasMessageContaining(file.toString()).hasMessageContaining("No such file");
        assertThat(failure.errno()).isEqualTo(Errno.ENOENT);
    }

    @Test
    default void sync_worksFromAnyThread() throws Exception {
        Path file = Files.writeString(bench().folder.resolve("file"), "text");
        host().sync(file);
        Exception[] failure = new Exception[1];
        Thread other = new Thread(() -> {
            try {
                host().sync(file);
            } catch (OsException e) {
                failure[0] = e;
            }
        });
        other.start();
        other.join();
        assertThat(failure[0]).isNull();
        assertThat(file).hasContent("text");
    }

    @Test
    default void syncOfAMissingFile_failsWithWords() {
        Path file = bench().folder.resolve("nowhere");
        OsException failure = catchThrowableOfType(OsException.class, () -> host().sync(file));
        assertThat(failure).hasMessageContaining(file.toString()).hasMessageContaining("No such file");
        assertThat(failure.errno()).isEqualTo(Errno.ENOENT);
    }

    @Test
    default void becomeOfAMissingProgram_returnsTheReason() throws IOException {
        String program = bench().folder.resolve("nowhere").toString();
        OsException failure = host().become(List.of(program), List.of());
        assertThat(failure.errno()).isEqualTo(Errno.ENOENT);
        assertThat(failure).hasMessageContaining(program).hasMessageContaining("No such file");
    }

    @Test
    default void name_isOneWord() {
        assertThat(bench().backend.name()).matches("[a-z]+");
    }

    private Host host() {
        return bench().backend.host();
    }
}
