package dev.velos.cli.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.live.NewError;
import dev.velos.logs.template.KnownPatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedLogTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private Path file;
    private WatchedLog log;

    @BeforeEach
    void open() throws IOException {
        file = Files.createFile(folder.resolve("api-out.log"));
        log = WatchedLog.open(
                new LogSource("api", "out", file),
                LogAnalysis.DEFAULT.toFields(),
                new KnownPatterns(LogAnalysis.DEFAULT),
                Instant.now());
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void write(String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    }

    private void writeMib(int count) throws IOException {
        write(("x".repeat(1023) + "\n").repeat(count * MIB / 1024));
    }

    private List<String> look() throws IOException {
        List<NewError> found = new ArrayList<>();
        log.look(found::add);
        return found.stream().map(it -> it.template().text()).toList();
    }

    @Test
    void ofWhatGrowsFasterThanItIsRead_eightMebibytesAreLookedAt() throws IOException {
        write("ERROR first of all");
        writeMib(6);
        write("ERROR in between them");
        writeMib(4);
        write("ERROR far behind");
        writeMib(4);
        assertThat(look()).containsExactly("first of all", "in between them");
        assertThat(look()).isEmpty();
    }

    @Test
    void whatComesBehindAPartThatWasLeftOut_isLookedAt() throws IOException {
        writeMib(14);
        look();
        write("ERROR after all that");
        write("INFO all is well");
        assertThat(look()).containsExactly("after all that");
    }
}
