package dev.velos.e2e.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.Fields;
import dev.velos.e2e.fixture.Json;
import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.VelosFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logs that are made line by line, while the daemon is killed again and again, on every backend. */
abstract class LogOptions {
    private static final int LINES = 6_000;

    /** Numbers its lines on both streams in turn, some of them in two writes. */
    private static final String PROGRAM = """
            import os, time
            for n in range(1, %d):
                fd = 1 + n %% 2
                line = b"%%d" %% n
                os.write(fd, line[:1])
                os.write(fd, line[1:] + b" end\\n")
                if n %% 20 == 0:
                    time.sleep(0.005)
            os.write(1, b"last words")
            time.sleep(1000)
            """.formatted(LINES + 1);

    @RegisterExtension
    final VelosFixture velos;

    LogOptions(Platform platform) {
        velos = new VelosFixture(platform);
    }

    private void start(String options) {
        velos.write("talk.py", PROGRAM);
        velos.write(
                "velos.toml",
                "[process.talk]\nscript = \"talk.py\"\n[process.talk.log]\nmax_size = \"32K\"\nmax_files = 500\n"
                        + options);
        velos.velos("start").succeeds();
    }

    private Path log(String name) {
        return velos.home().logs().resolve(name);
    }

    private void killWhileItTalks(Path log) {
        for (int size = 20_000; size <= 60_000; size += 20_000) {
            int enough = size;
            velos.until("it has written", () -> allText(log).length() > enough);
            velos.killDaemon();
            velos.velos("list").succeeds();
        }
    }

    private String allText(Path log) {
        StringBuilder text = new StringBuilder();
        for (int n = 500; n >= 1; n--) {
            text.append(velos.read(VelosHome.rotated(log, n)));
        }
        return text.append(velos.read(log)).toString();
    }

    @Test
    void mergedJsonLines_areAllThereOnceAfterTheDaemonWasKilled() {
        start("format = \"json\"\nmerge = \"streams\"\n");
        Path log = log("talk-all.log");
        killWhileItTalks(log);
        velos.until("it has said all", () -> allText(log).contains("\"msg\":\"" + LINES + " end\""));
        List<Integer> numbers = new ArrayList<>();
        for (String line : allText(log).lines().toList()) {
            Fields fields = Json.object(line);
            int number = Integer.parseInt(fields.text("msg").replace(" end", ""));
            assertThat(fields.text("src")).isEqualTo(number % 2 == 0 ? "out" : "err");
            assertThat(fields.text("name")).isEqualTo("talk");
            numbers.add(number);
        }
        assertThat(numbers.stream().sorted().toList())
                .isEqualTo(IntStream.rangeClosed(1, LINES).boxed().toList());
        velos.velos("stop", "talk").succeeds();
        assertThat(velos.read(log)).contains("\"msg\":\"last words\"");
        assertThat(log("talk-out.log")).doesNotExist();
        velos.velos("logs", "talk", "--lines", "1").succeeds().says("last words");
    }

    @Test
    void stampedLines_areAllThereOnce_andOldFilesAreCompressed() {
        start("timestamps = true\ncompress = true\n");
        Path log = log("talk-out.log");
        velos.until("an old file is compressed", () -> Files.exists(VelosHome.compressed(VelosHome.rotated(log, 2))));
        velos.killDaemon();
        velos.velos("list").succeeds();
        velos.until("it has said all", () -> velos.read(log).contains("Z " + LINES + " end"));
        List<String> lines = velos.velos("logs", "talk", "--out", "--lines", "100000")
                .succeeds()
                .out()
                .lines()
                .toList();
        assertThat(lines)
                .allMatch(line -> line.matches(".*....-..-..T..:..:..\\....Z \\d+ end"))
                .hasSize(LINES / 2);
    }
}
