package dev.velos.daemon.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.velos.daemon.os.Bench.Child;
import dev.velos.daemon.os.Outside.FullDisk;
import dev.velos.daemon.os.Outside.Writer;
import java.io.IOException;
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
    default void transfer_movesToTheEndAtMostTheLimit() throws OsException {
        int pipe = bench().openPipe(pipePath());
        int log = bench().openLog(path());
        append(log, "> ");
        try (Writer writer = bench().outside.openWriter(pipePath())) {
            writer.write("0123456789".getBytes(UTF_8));
            assertThat(bench().transfer(pipe, log, 4)).isEqualTo(4);
            assertThat(path()).hasContent("> 0123");
            assertThat(bench().transfer(pipe, log, 4)).isEqualTo(4);
            assertThat(bench().transfer(pipe, log, 4)).isEqualTo(2);
            assertThat(bench().transfer(pipe, log, 4)).isEqualTo(CaptureIo.NOTHING);
            assertThat(path()).hasContent("> 0123456789");
        }
        assertThat(bench().transfer(pipe, log, 4)).isEqualTo(CaptureIo.ENDED);
    }

    @Test
    default void transfer_followsAFileThatOthersCut() throws IOException {
        int pipe = bench().openPipe(pipePath());
        int log = bench().openLog(path());
        try (Writer writer = bench().outside.openWriter(pipePath())) {
            writer.write("long gone".getBytes(UTF_8));
            bench().transfer(pipe, log, 100);
            Files.writeString(path(), "", StandardOpenOption.TRUNCATE_EXISTING);
            writer.write("new".getBytes(UTF_8));
            bench().transfer(pipe, log, 100);
        }
        assertThat(path()).hasContent("new");
    }

    @Test
    default void megabytesWithoutLineEnd_arriveWhole() throws OsException {
        int bytes = 3 << 20;
        Child child = bench().start(new Program.Floods(bytes));
        int log = bench().openLog(path());
        long[] moved = {0};
        bench().until("all bytes", () -> {
            moved[0] += Math.max(0, bench().transfer(child.out(), log, 1 << 20));
            return moved[0] >= bytes;
        });
        assertThat(path()).hasSize(bytes);
        bench().exit(child.pid());
    }

    @Test
    default void fullDisk_leavesTheBytesInThePipe() throws OsException {
        int pipe = bench().openPipe(pipePath());
        int log = bench().openLog(path());
        append(log, "before ");
        try (Writer writer = bench().outside.openWriter(pipePath())) {
            writer.write("kept ".getBytes(UTF_8));
            try (FullDisk _ = bench().outside.fillDisk(path())) {
                OsException failure = catchThrowableOfType(
                        OsException.class, () -> bench().backend.capture().transfer(pipe, log, 100));
                assertThat(failure.isNoSpace()).isTrue();
                writer.write("both".getBytes(UTF_8));
            }
            while (bench().transfer(pipe, log, 100) > 0) {
                assertThat(path()).exists();
            }
        }
        assertThat(path()).hasContent("before kept both");
    }

    @Test
    default void pipeWithBytesThatFoundNoPlace_isReadyAgain() throws OsException {
        int pipe = bench().openPipe(pipePath());
        int log = bench().openLog(path());
        append(log, "before ");
        try (Writer writer = bench().outside.openWriter(pipePath());
                FullDisk _ = bench().outside.fillDisk(path())) {
            writer.write("kept".getBytes(UTF_8));
            catchThrowableOfType(
                    OsException.class, () -> bench().backend.capture().transfer(pipe, log, 100));
            boolean[] ready = {false};
            bench().backend.poller().add(pipe, Poller.READ, events -> ready[0] = true);
            bench().until("readiness", () -> ready[0]);
            bench().backend.poller().remove(pipe);
            assertThat(bench().backend.capture().waiting(pipe)).isEqualTo(4);
            assertThat(bench().readNow(pipe)).isEqualTo("kept");
        }
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
    default void removedLog_isReportedInsteadOfWrittenTo() throws IOException {
        int pipe = bench().openPipe(pipePath());
        int log = bench().openLog(path());
        Files.delete(path());
        try (Writer writer = bench().outside.openWriter(pipePath())) {
            writer.write("kept".getBytes(UTF_8));
            OsException failure = catchThrowableOfType(
                    OsException.class, () -> bench().backend.capture().transfer(pipe, log, 100));
            assertThat(failure.errno()).isEqualTo(Errno.ENOENT);
            assertThat(bench().transfer(pipe, bench().openLog(path()), 100)).isEqualTo(4);
        }
        assertThat(path()).hasContent("kept");
    }

    private void append(int log, String text) throws OsException {
        byte[] bytes = text.getBytes(UTF_8);
        bench().backend.capture().append(log, bytes, bytes.length);
    }

    private Path path() {
        return bench().folder.resolve("log");
    }

    private Path pipePath() {
        return bench().folder.resolve("pipe");
    }
}
