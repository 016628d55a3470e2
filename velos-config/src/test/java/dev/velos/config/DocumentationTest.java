package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/velos-toml.md says what the code does. */
class DocumentationTest {
    @TempDir
    Path folder;

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "velos-toml.md"));
    }

    private static String block(String page, String fence) {
        int start = page.indexOf(fence) + fence.length();
        return page.substring(start, page.indexOf("\n```", start));
    }

    @Test
    void example_isLoaded() throws IOException {
        List<ProcessSpec> specs =
                TomlFile.in(folder, block(page(), "```toml\n")).specs();
        assertThat(specs).extracting(spec -> spec.name().value()).containsExactly("api", "worker");
        assertThat(specs.get(1).program().interpreter())
                .contains(folder.resolve("venv/bin/python").toString());
    }

    @Test
    void examplesOfTheRepository_areLoaded() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", "examples"))) {
            assertThat(files.filter(file -> file.endsWith("velos.toml")))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(file -> assertThat(ConfigLoader.load(file, TomlFile.ENVIRONMENT, Optional.empty()))
                            .isInstanceOf(ConfigResult.Loaded.class));
        }
    }

    @Test
    void everyKey_isDescribed() throws IOException {
        assertThat(ProcessKeys.ALL).hasSizeGreaterThan(26);
        for (Key<?> key : ProcessKeys.ALL) {
            assertThat(page()).contains("\n| `" + key.name() + "` |");
        }
    }

    @Test
    void errors_readAsShown() throws IOException {
        String shown = block(page(), "nothing is started:\n\n```\n");
        List<String> problems = TomlFile.in(folder, """
                [process.api]
                script = "./api.js"
                kill_timeout = "10"
                scrpt = "./api.js"

                [process.api.env]
                PORT = 3000
                """).problems();
        assertThat(problems)
                .map(problem -> "velos.toml:" + problem)
                .containsExactlyElementsOf(shown.lines().toList());
    }
}
