package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes of real files that restart real programs. */
class WatchTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @BeforeEach
    void writeProgram() {
        velos.write("app.sh", "cat src/text.txt; exec sleep 1000\n");
        velos.write("src/text.txt", "one\n");
        velos.write("node_modules/x/index.js", "");
    }

    private void start(String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "start";
        words[1] = "app.sh";
        words[2] = "--watch";
        System.arraycopy(options, 0, words, 3, options.length);
        velos.velos(words).succeeds();
        untilLogged("one");
    }

    private void untilLogged(String text) {
        velos.until("it has said " + text, () -> velos.log("app").text().contains(text));
    }

    private void untilRestarted(long times, Runnable change) {
        untilRestarted("app", times, change);
    }

    /** The daemon watches a little after the start; a change that came too early is made again. */
    private void untilRestarted(String name, long times, Runnable change) {
        long[] nextNanos = {System.nanoTime()};
        velos.until("it was restarted", () -> {
            ProcessSnapshot app = velos.process(name);
            if (app.restarts() < times && System.nanoTime() - nextNanos[0] >= 0) {
                change.run();
                nextNanos[0] = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            }
            return app.restarts() >= times && app.status() == ProcessStatus.ONLINE;
        });
    }

    @Test
    void savedFile_restartsTheProgramThatReadsIt() {
        start();
        untilRestarted(1, () -> velos.write("src/text.txt", "two\n"));
        untilLogged("two");
        assertThat(velos.process("app").reason()).isEqualTo("watch: src/text.txt");
    }

    @Test
    void fileSavedByRenaming_isTheOneThatIsNamed() {
        start("--watch-path", "src");
        untilRestarted(1, () -> {
            try {
                Path part = velos.write("src/text.part", "two\n");
                Files.move(part, velos.work().resolve("src/text.txt"), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(velos.process("app").reason()).isEqualTo("watch: src/text.txt");
    }

    @Test
    void manyFilesInNewFolders_restartItOnce() {
        start("--watch-delay", "1s");
        untilRestarted(1, () -> velos.write("src/text.txt", "two\n"));
        for (int i = 0; i < 1_000; i++) {
            velos.write("new/f" + i % 10 + "/" + i, "x");
        }
        untilRestarted(2, () -> {});
        assertThat(velos.process("app").restarts()).isEqualTo(2);
        assertThat(velos.process("app").reason()).startsWith("watch: new/f").endsWith(" and many more");
    }

    @Test
    void ignoredFiles_restartNothing() {
        start("--watch-ignore", "*.md");
        velos.write("README.md", "x");
        velos.write("node_modules/x/index.js", "x");
        velos.write("app.log", "x");
        untilRestarted(1, () -> velos.write("src/text.txt", "two\n"));
        assertThat(velos.process("app").reason()).isEqualTo("watch: src/text.txt");
    }

    @Test
    void nextDaemon_watchesOn() {
        start();
        velos.killDaemon();
        velos.velos("ping").succeeds();
        untilRestarted(1, () -> velos.write("src/text.txt", "two\n"));
        assertThat(velos.process("app").reason()).isEqualTo("watch: src/text.txt");
    }

    @Test
    void pathThatIsMissing_isRefused() {
        velos.velos("start", "app.sh", "--watch", "--watch-path", "nope")
                .exits(2)
                .complains("nope does not exist");
        velos.velos("start", "app.sh", "--watch-path", "src").exits(2).complains("--watch-path has no effect");
        velos.write(
                "velos.toml", "[process.api]\nscript = \"app.sh\"\nwatch = true\nwatch_paths = [\"src\", \"nope\"]\n");
        velos.velos("start").exits(1).complains("velos.toml:4:1: watch_paths: ", "/nope does not exist");
    }

    @Test
    void example_restartsWithItsGreeting() throws IOException {
        Path example = VelosFixture.sources().resolve("examples/watch");
        for (String file : new String[] {"velos.toml", "greeter.sh", "src/greeting.txt"}) {
            velos.write("example/" + file, Files.readString(example.resolve(file)));
        }
        velos.velos("start", "--config", "example/velos.toml").succeeds();
        velos.until("it has greeted", () -> velos.log("greeter").text().contains("Good morning"));
        untilRestarted("greeter", 1, () -> velos.write("example/src/greeting.txt", "Good evening\n"));
        velos.until("it greets anew", () -> velos.log("greeter").text().contains("Good evening"));
        assertThat(velos.process("greeter").reason()).isEqualTo("watch: src/greeting.txt");
    }
}
