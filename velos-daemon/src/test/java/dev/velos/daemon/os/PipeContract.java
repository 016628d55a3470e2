package dev.velos.daemon.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.velos.daemon.os.Bench.Child;
import dev.velos.daemon.os.Outside.Writer;
import java.io.IOException;
import java.nio.ByteBuffer;
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
        assertThat(bench().read(pipe, new byte[8])).isEqualTo(CaptureIo.ENDED);
    }

    @Test
    default void emptyPipeWithAWriter_givesNothing() throws OsException {
        Path path = bench().folder.resolve("pipe");
        int pipe = bench().openPipe(path);
        try (Writer writer = bench().outside.openWriter(path)) {
            assertThat(bench().read(pipe, new byte[8])).isEqualTo(CaptureIo.NOTHING);
            writer.write(new byte[1]);
            assertThat(bench().read(pipe, new byte[8])).isEqualTo(1);
            assertThat(bench().read(pipe, new byte[8])).isEqualTo(CaptureIo.NOTHING);
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
    default void read_fillsTheBufferFromItsPositionToItsLimit() throws OsException {
        Path path = bench().folder.resolve("pipe");
        int pipe = bench().openPipe(path);
        writeAndLeave(path, "0123456789");
        ByteBuffer target = ByteBuffer.allocateDirect(10).position(3).limit(7);
        assertThat(bench().backend.capture().read(pipe, target)).isEqualTo(4);
        assertThat(target.position()).isEqualTo(7);
        assertThat(UTF_8.decode(target.duplicate().flip()).toString()).isEqualTo("\0\0\0000123");
        assertThat(bench().readNow(pipe)).isEqualTo("456789");
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
