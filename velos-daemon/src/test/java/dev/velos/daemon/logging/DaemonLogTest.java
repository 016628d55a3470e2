package dev.velos.daemon.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.velos.daemon.FullDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonLogTest {
    @TempDir
    Path folder;

    private final LoggerContext context = new LoggerContext();
    private Path file;
    private Logger log;

    @BeforeEach
    void configure() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        file = folder.resolve("daemon.log");
        System.setProperty("velos.log.file", file.toString());
        DaemonLogConfigurator configurator = new DaemonLogConfigurator();
        configurator.setContext(context);
        configurator.configure(context);
        System.clearProperty("velos.log.file");
        log = context.getLogger("Test");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void fullDisk_throwsNothingAtTheLoop() throws IOException {
        log.info("before");
        long size = Files.size(file);
        assertThat(size).isPositive();
        try (FullDisk _ = FullDisk.beyond(size)) {
            assertThatCode(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            log.info("lost {}", i);
                        }
                        log.error("lost", new IllegalStateException("too"));
                    })
                    .doesNotThrowAnyException();
        }
        assertThat(file).hasSize(size);
        await().until(() -> {
            log.info("after");
            return Files.readString(file).contains("after");
        });
    }

    @Test
    void removedFile_throwsNothingAtTheLoop() throws IOException {
        log.info("before");
        Files.delete(file);
        assertThatCode(() -> log.info("after")).doesNotThrowAnyException();
    }

    @Test
    void largeLog_isRotatedSoon() throws IOException {
        String text = "x".repeat(100_000);
        for (int i = 0; i < 100; i++) {
            log.info(text);
        }
        await().until(() -> {
            log.info("one more");
            return Files.exists(folder.resolve("daemon.log.1"));
        });
        assertThat(Files.size(file)).isLessThan(5 << 20);
    }
}
