package dev.velos.daemon.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.velos.daemon.os.Bench.Child;
import dev.velos.daemon.os.Outside.FullDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** The log files of {@link CaptureIo}, and the way into them. */
interface LogContract extends OnBench {
    @Test
    default void openLog_makesItForTheOwnerOnly() throws IOException {
        int log = bench().openLog(path());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        assertThat(bench().backend.capture().size(log)).isZero();
    }

    @Test
    default void openLogInMissingFolder_failsWithWords() {
        Path path = bench().folder.resolve("nowhere/log");
        OsException failure = catchThrowableOfType(OsException.class, () -> bench().openLog(path));
        assertThat(failure.errno()).isEqualTo(Errno.ENOENT);
        assertThat(failure).hasMessageContaining(path.toString()).hasMessageContaining("No such file");
    }

    @Test
    default void append_goesToTheEndOfAFileThatExists() throws IOException {
        Files.writeString(path(), "before ");
        int log = bench().openLog(path());
        append(log, "after");
        assertThat(path()).hasContent("before after");
        assertThat(bench().backend.capture().size(log)).isEqualTo(12);
    }

    @Test
    default void append_writesTheFirstBytesOnly() throws OsException {
        int log = bench().openLog(path());
        bench().backend.capture().append(log, "abcdef".getBytes(UTF_8), 3);
        assertThat(path()).hasContent("abc");
    }

    @Test
    default void append_writesMoreThanAnyBuffer() throws OsException {
        int log = bench().openLog(path());
        bench().backend.capture().append(log, new byte[3 << 20], 3 << 20);
        assertThat(path()).hasSize(3 << 20);
    }

    @Test
    default void append_followsAFileThatOthersCutAndLengthen() throws IOException {
        int log = bench().openLog(path());
        append(log, "long gone");
        Files.writeString(path(), "", StandardOpenOption.TRUNCATE_EXISTING);
        append(log, "a");
        Files.writeString(path(), "b", StandardOpenOption.APPEND);
        append(log, "c");
        assertThat(path()).hasContent("abc");
    }

    @Test
    default void truncate_emptiesTheLog() throws OsException {
        int log = bench().openLog(path());
        append(log, "old");
        bench().backend.capture().truncate(log);
        assertThat(bench().backend.capture().size(log)).isZero();
        append(log, "new");
        assertThat(path()).hasContent("new");
    }

    @Test
    default void append_writesABufferFromItsPositionToItsLimit() throws OsException {
        int log = bench().openLog(path());
        append(log, "> ");
        ByteBuffer source = direct("0123456789").position(3).limit(7);
        bench().backend.capture().append(log, source);
        assertThat(path()).hasContent("> 3456");
        assertThat(source.hasRemaining()).isFalse();
        bench().backend.capture().append(log, source.limit(8));
        assertThat(path()).hasContent("> 34567");
    }

    @Test
    default void megabytesWithoutLineEnd_arriveWhole() throws OsException {
        int bytes = 3 << 20;
        Child child = bench().start(new Program.Floods(bytes));
        int log = bench().openLog(path());
        long[] moved = {0};
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        bench().until("all bytes", () -> {
            moved[0] += Math.max(0, move(child.out(), log, buffer.clear()));
            return moved[0] >= bytes;
        });
        assertThat(path()).hasSize(bytes);
        bench().exit(child.pid());
    }

    private long move(int pipe, int log, ByteBuffer buffer) {
        try {
            long count = bench().backend.capture().read(pipe, buffer);
            bench().backend.capture().append(log, buffer.flip());
            return count;
        } catch (OsException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void bufferForAFullDisk_keepsWhatFoundNoPlace() throws OsException {
        int log = bench().openLog(path());
        append(log, "before ");
        ByteBuffer source = direct("after");
        try (FullDisk _ = bench().outside.fillDisk(path())) {
            OsException failure = catchThrowableOfType(
                    OsException.class, () -> bench().backend.capture().append(log, source));
            assertThat(failure.isNoSpace()).isTrue();
            assertThat(source.remaining()).isEqualTo(5);
        }
        bench().backend.capture().append(log, source);
        assertThat(path()).hasContent("before after");
    }

    @Test
    default void appendToAFullDisk_saysSo() throws OsException {
        int log = bench().openLog(path());
        append(log, "before");
        try (FullDisk _ = bench().outside.fillDisk(path())) {
            OsException failure = catchThrowableOfType(OsException.class, () -> append(log, "x"));
            assertThat(failure.isNoSpace()).isTrue();
            assertThat(failure.getMessage()).isNotBlank();
        }
        assertThat(path()).hasContent("before");
    }

    @Test
    default void removedLog_isReportedByItsSize() throws IOException {
        int log = bench().openLog(path());
        Files.delete(path());
        OsException failure = catchThrowableOfType(
                OsException.class, () -> bench().backend.capture().size(log));
        assertThat(failure.errno()).isEqualTo(Errno.ENOENT);
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private void append(int log, String text) throws OsException {
        byte[] bytes = text.getBytes(UTF_8);
        bench().backend.capture().append(log, bytes, bytes.length);
    }

    private Path path() {
        return bench().folder.resolve("log");
    }
}
