package dev.velos.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.os.linux.LinuxBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCompressionTest {
    private static final LogPolicy POLICY =
            LogPolicy.DEFAULT.withMaxBytes(1_000).withMaxFiles(4).withCompress(true);

    @TempDir
    Path folder;

    private CaptureBench bench;

    @BeforeEach
    void open() {
        bench = new CaptureBench(LinuxBackend.open(), folder, POLICY);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Path compressed(int n) {
        return VelosHome.compressed(bench.rotated(n));
    }

    private static String unpacked(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void until(BooleanSupplier isSo) {
        await().until(() -> bench.afterPosted(isSo));
    }

    private void generation(int number) {
        bench.print((number + " ").repeat(600) + "\n");
    }

    @Test
    void oldGenerations_areCompressed_andTheYoungestIsNot() throws IOException {
        for (int number = 1; number <= 4; number++) {
            generation(number);
        }
        until(() -> Files.exists(compressed(3)) && !Files.exists(bench.rotated(2)));
        assertThat(unpacked(compressed(3))).startsWith("1 1 ");
        assertThat(unpacked(compressed(2))).startsWith("2 2 ");
        assertThat(bench.rotated(1)).exists();
        assertThat(bench.index(bench.rotated(3))).isNotEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(compressed(2))))
                .isEqualTo("rw-------");
    }

    @Test
    void moreThanAreKept_goCompressedOrNot() {
        for (int number = 1; number <= 8; number++) {
            generation(number);
        }
        until(() -> Files.exists(compressed(4)) && !Files.exists(bench.rotated(4)));
        assertThat(compressed(5)).doesNotExist();
        assertThat(bench.rotated(5)).doesNotExist();
    }

    @Test
    void whatAKilledDaemonLeftHalfDone_isDoneByTheNext() throws IOException {
        bench.print("x\n");
        Files.writeString(bench.rotated(1), "one\n");
        Files.writeString(bench.rotated(2), "two\n");
        Files.setLastModifiedTime(bench.rotated(2), FileTime.fromMillis(1_000_000));
        Files.writeString(bench.rotated(3), "three\n");
        Files.write(compressed(3), packed("three\n"));
        Files.writeString(bench.log.resolveSibling("api-out.log.gz.new"), "half");
        generation(1);
        generation(2);
        until(() -> Files.exists(compressed(4)) && !Files.exists(bench.rotated(4)) && !Files.exists(bench.rotated(3)));
        assertThat(unpacked(compressed(4))).isEqualTo("three\n");
        assertThat(unpacked(compressed(3))).isEqualTo("two\n");
        assertThat(Files.getLastModifiedTime(compressed(3)).toMillis()).isEqualTo(1_000_000);
        assertThat(bench.log.resolveSibling("api-out.log.gz.new")).doesNotExist();
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    @Test
    void flush_removesCompressedFilesToo() {
        for (int number = 1; number <= 4; number++) {
            generation(number);
        }
        until(() -> Files.exists(compressed(3)) && Files.exists(compressed(2)) && !Files.exists(bench.rotated(2)));
        bench.flush();
        assertThat(compressed(2)).doesNotExist();
        assertThat(compressed(3)).doesNotExist();
    }
}
