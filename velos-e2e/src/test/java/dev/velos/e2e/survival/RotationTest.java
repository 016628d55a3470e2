package dev.velos.e2e.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.VelosHome;
import dev.velos.e2e.fixture.NumberedLog;
import dev.velos.e2e.fixture.VelosFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logs that are rotated while a program writes and the daemon dies. */
class RotationTest {
    private static final String WRITER = """
            const fs = require('fs');
            let n = 0;
            process.on('SIGTERM', () => { fs.writeFileSync('last', String(n)); process.exit(0); });
            setInterval(() => {
              let burst = '';
              for (let i = 0; i < 300; i++) burst += ++n + '\\n';
              for (let left = Buffer.from(burst); left.length > 0; left = left.subarray(fs.writeSync(1, left)));
            }, 2);
            """;

    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private NumberedLog start(int maxFiles) {
        velos.write("writer.js", WRITER);
        velos.write("velos.toml", """
                [process.writer]
                script = "writer.js"
                log = { max_size = "16K", max_files = %d }
                """.formatted(maxFiles));
        velos.velos("start", "--config", "velos.toml").succeeds();
        return velos.log("writer");
    }

    private long written() {
        return Long.parseLong(velos.read(velos.work().resolve("last")));
    }

    @Test
    void daemonKilledWhileRotating_losesNothing() {
        long seed = Long.getLong("velos.seed", System.nanoTime());
        System.out.println("daemonKilledWhileRotating: -Dvelos.seed=" + seed);
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        NumberedLog log = start(1000);
        for (int i = 0; i < 6; i++) {
            int rotations = log.files().size() + 1 + random.nextInt(3);
            velos.until("it has rotated", () -> log.files().size() >= rotations);
            velos.killDaemon();
            velos.velos("ping").succeeds();
        }
        velos.velos("stop", "writer").succeeds();
        log.isCompleteTo(written());
        assertThat(log.files()).hasSizeGreaterThan(6);
    }

    @Test
    void rotatedFiles_endWithAWholeLineAndAreBounded() throws Exception {
        NumberedLog log = start(3);
        Path oldest = VelosHome.rotated(log.current(), 3);
        velos.until("all files are there", () -> Files.exists(oldest));
        String first = velos.read(oldest);
        velos.until("the oldest gives way", () -> !velos.read(oldest).equals(first));
        velos.velos("stop", "writer").succeeds();
        assertThat(log.files()).hasSize(4);
        for (Path file : log.files()) {
            assertThat(velos.read(file)).endsWith("\n");
        }
        assertThat(log.last()).isEqualTo(written());
        String[] lines = log.text().split("\n");
        for (int i = 1; i < lines.length; i++) {
            assertThat(Long.parseLong(lines[i])).isEqualTo(Long.parseLong(lines[i - 1]) + 1);
        }
        velos.velos("logs", "writer", "--lines", "3").succeeds().says(Long.toString(written()));
    }
}
