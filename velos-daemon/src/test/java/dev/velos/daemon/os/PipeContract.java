package dev.velos.daemon.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.velos.daemon.os.Bench.Child;
import dev.velos.daemon.os.Outside.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** The pipes of {@link CaptureIo}. */
interface PipeContract extends OnBench {
    @Test
    default void openPipe_makesItForTheOwnerOnly() throws IOException {
        Path path = bench().folder.resolve("pipe");
        bench().openPipe(path);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    default void openPipe_opensOneThatExists() throws OsException {
        Path path = bench().folder.resolve("pipe");
        bench().close(bench().openPipe(path));
        int pipe = bench().openPipe(path);
        try (Writer writer = bench().outside.openWriter(path)) {
            writer.write("text".getBytes(UTF_8));
            assertThat(bench().readNow(pipe)).isEqualTo("text");
        }
    }

    @Test
    default void openPipeInMissingFolder_failsWithWords() {
        Path path = bench().folder.resolve("nowhere/pipe");
        OsException failure = catchThrowableOfType(OsException.class, () -> bench().openPipe(path));
        assertThat(failure.errno()).isEqualTo(Errno.ENOENT);
        assertThat(failure).hasMessageContaining(path.toString()).hasMessageContaining("No such file");
    }

    @Test
    default void pipeThatNobodyWrites_isEnded() throws OsException {
        int pipe = bench().openPipe(bench().folder.resolve("pipe"));
        int log = bench().openLog(bench().folder.resolve("log"));
        assertThat(bench().read(pipe, new byte[8])).isEqualTo(CaptureIo.ENDED);
        assertThat(bench().transfer(pipe, log, 8)).isEqualTo(CaptureIo.ENDED);
    }

    @Test
    default void emptyPipeWithAWriter_givesNothing() throws OsException {
        Path path = bench().folder.resolve("pipe");
        int pipe = bench().openPipe(path);
        int log = bench().openLog(bench().folder.resolve("log"));
        try (Writer writer = bench().outside.openWriter(path)) {
            assertThat(bench().read(pipe, new byte[8])).isEqualTo(CaptureIo.NOTHING);
            writer.write(new byte[1]);
            assertThat(bench().transfer(pipe, log, 8)).isEqualTo(1);
            assertThat(bench().transfer(pipe, log, 8)).isEqualTo(CaptureIo.NOTHING);
        }
    }

    @Test
    default void bytesOfAWriterThatLeft_comeBeforeTheEnd() throws OsException {
        Path path = bench().folder.resolve("pipe");
        int pipe = bench().openPipe(path);
        writeAndLeave(path, "last words");
        assertThat(bench().read(pipe, new byte[4])).isEqualTo(4);
        assertThat(bench().readNow(pipe)).isEqualTo(" words");
        assertThat(bench().read(pipe, new byte[4])).isEqualTo(CaptureIo.ENDED);
    }

    @Test
    default void endedPipe_servesTheNextWriter() throws OsException {
        Path path = bench().folder.resolve("pipe");
        int pipe = bench().openPipe(path);
        writeAndLeave(path, "one");
        assertThat(bench().readNow(pipe)).isEqualTo("one");
        assertThat(bench().read(pipe, new byte[4])).isEqualTo(CaptureIo.ENDED);
        try (Writer writer = bench().outside.openWriter(path)) {
            assertThat(bench().read(pipe, new byte[4])).isEqualTo(CaptureIo.NOTHING);
            writer.write("two".getBytes(UTF_8));
            assertThat(bench().readNow(pipe)).isEqualTo("two");
        }
    }

    @Test
    default void programThatClosesItsOutput_endsThePipeAndRunsOn() throws OsException {
        Child child = bench().start(new Program.ClosesOutput());
        bench().until("the end of the pipe", () -> bench().read(child.out(), new byte[8]) == CaptureIo.ENDED);
        assertThat(bench().read(child.err(), new byte[8])).isEqualTo(CaptureIo.NOTHING);
        assertThat(bench().hasExited(child.pid())).isFalse();
    }

    @Test
    default void peek_leavesTheBytesInThePipe() throws OsException {
        Path path = bench().folder.resolve("pipe");
        int pipe = bench().openPipe(path);
        writeAndLeave(path, "peeked at");
        byte[] target = new byte[6];
        int count = bench().backend.capture().peek(pipe, target);
        assertThat(count).isIn(0, 6);
        assertThat("peeked").startsWith(new String(target, 0, count, UTF_8));
        assertThat(bench().readNow(pipe)).isEqualTo("peeked at");
    }

    @Test
    default void peekIntoAnEmptyPipe_givesNothing() throws OsException {
        int pipe = bench().openPipe(bench().folder.resolve("pipe"));
        assertThat(bench().backend.capture().peek(pipe, new byte[8])).isZero();
    }

    @Test
    default void waiting_countsTheBytesThatAreStillThere() throws OsException {
        Path path = bench().folder.resolve("pipe");
        int pipe = bench().openPipe(path);
        assertThat(bench().backend.capture().waiting(pipe)).isZero();
        writeAndLeave(path, "0123456789");
        assertThat(bench().backend.capture().waiting(pipe)).isEqualTo(10);
        bench().read(pipe, new byte[4]);
        assertThat(bench().backend.capture().waiting(pipe)).isEqualTo(6);
        assertThat(bench().transfer(pipe, bench().openLog(bench().folder.resolve("log")), 2))
                .isEqualTo(2);
        assertThat(bench().backend.capture().waiting(pipe)).isEqualTo(4);
    }

    @Test
    default void pipe_growsWhereItMayAndStaysWhereNot() throws OsException {
        int pipe = bench().openPipe(bench().folder.resolve("pipe"));
        CaptureIo capture = bench().backend.capture();
        int before = capture.pipeCapacity(pipe);
        assertThat(before).isGreaterThanOrEqualTo(4096);
        capture.growPipe(pipe, 256 << 10);
        int grown = capture.pipeCapacity(pipe);
        assertThat(grown).isIn(before, 256 << 10);
        capture.growPipe(pipe, Integer.MAX_VALUE);
        assertThat(capture.pipeCapacity(pipe)).isEqualTo(grown);
    }

    private void writeAndLeave(Path path, String text) {
        try (Writer writer = bench().outside.openWriter(path)) {
            writer.write(text.getBytes(UTF_8));
        }
    }
}
