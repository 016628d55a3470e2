package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file holds, the answer is a result whose problems have a place and a remedy. */
class MutatedFilePropertyTest {
    private static final String VALID = """
            [process.api]
            script = "./api.js"
            args = ["--port", "3000"]
            kill_timeout = "10s"
            restart = "on-failure"
            max_restarts = 3
            log = { max_size = "10M", max_files = 5 }
            [process.api.env]
            NODE_ENV = "production"
            [process.api.env.staging]
            NODE_ENV = 'staging'
            [process."web.1"]
            script = \"""
            a\"""
            """;
    private static final String ALPHABET = "[]{}=\"'.,\n\r\t #\\0159aeu_-+\u00e9\u0001\ud83d\ude00";

    @TempDir
    Path folder;

    static LongStream seeds() {
        long base = System.nanoTime();
        return LongStream.concat(LongStream.rangeClosed(1, 10), LongStream.range(base, base + 5));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void mutatedFile_isLoadedOrRefusedWithPlaces(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            StringBuilder text = new StringBuilder(VALID);
            for (int edits = random.nextInt(6); edits >= 0; edits--) {
                mutate(text, random);
            }
            check(TomlFile.in(folder, text.toString()).load(), text.toString());
        }
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        char c = ALPHABET.charAt(random.nextInt(ALPHABET.length() - 2));
        switch (random.nextInt(4)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.setCharAt(at, c);
            case 2 -> text.insert(at, c);
            default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
        }
    }

    private static void check(ConfigResult result, String text) {
        switch (result) {
            case ConfigResult.Loaded(var specs) -> assertThat(specs).as(text).isNotEmpty();
            case ConfigResult.Invalid(var problems) ->
                assertThat(problems).as(text).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.text()).doesNotContain("\n", "\u0001");
                    assertThat(problem.message()).endsWith(".");
                    assertThat(problem.remedy()).isNotBlank();
                    assertThat(problem.line())
                            .isLessThanOrEqualTo((int) text.lines().count() + 1);
                });
        }
    }
}
