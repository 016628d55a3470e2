package dev.velos.logs.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenLogTest {
    @TempDir
    Path folder;

    @Test
    void longPart_isReadWhole_andNoMoreThanThereIs() throws IOException {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("x.log"), bytes);
        byte[] into = new byte[300_100];
        try (OpenLog log = OpenLog.open(file).orElseThrow()) {
            assertThat(log.read(7, into, 50, 200_000)).isEqualTo(200_000);
            assertThat(Arrays.copyOfRange(into, 50, 200_050)).isEqualTo(Arrays.copyOfRange(bytes, 7, 200_007));
            assertThat(into[200_050]).as("behind it").isZero();
            assertThat(log.read(100_000, into, 0, 300_000)).isEqualTo(200_000);
            assertThat(log.read(300_000, into, 0, 10)).isZero();
        }
    }
}
