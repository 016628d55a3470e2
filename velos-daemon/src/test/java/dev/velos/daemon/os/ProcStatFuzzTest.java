package dev.velos.daemon.os;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever /proc holds, reading it throws nothing at the loop. */
class ProcStatFuzzTest {
    private static final byte[] LINE = ("42 (my (odd) name) S 1 42 42 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 1 0 4711 9 33"
                    + " 18446744073709551615 1 1 0 0 0\n")
            .getBytes(US_ASCII);

    @TempDir
    Path folder;

    @Test
    void mutatedLines_throwNothing() {
        ProcStat format = new ProcStat(100, 4096);
        for (int seed = 0; seed < 100_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] line = Arrays.copyOf(LINE, random.nextInt(LINE.length + 1));
            for (int i = random.nextInt(4); i > 0 && line.length > 0; i--) {
                line[random.nextInt(line.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> format.parse(line, line.length))
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void oddEntries_throwNothing() throws IOException {
        for (String name : new String[] {"1", "2x", "99999999999999999999", "self", "3"}) {
            Files.createDirectories(folder.resolve(name).resolve("task").resolve("x"));
        }
        Files.createDirectory(folder.resolve("1/stat"));
        Files.write(folder.resolve("2x/stat"), new byte[3000]);
        Files.write(folder.resolve("2x/task/x/children"), "1 2 x -5 ".getBytes(US_ASCII));
        Files.write(folder.resolve("99999999999999999999/stat"), LINE);
        Files.write(folder.resolve("3/environ"), new byte[] {0, 0, '=', 0, 'A', '=', 'b'});
        ProcessTable table = new ProcFilesystem(folder, new ProcStat(100, 4096));
        assertThatCode(() -> {
                    table.all();
                    table.facts(1);
                    table.facts(-1);
                    table.children(3);
                    table.variable(3, "A");
                    table.variable(1, "A");
                })
                .doesNotThrowAnyException();
    }
}
