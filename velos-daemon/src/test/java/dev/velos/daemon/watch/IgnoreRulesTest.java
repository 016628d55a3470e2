package dev.velos.daemon.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths that end in a slash are folders. */
class IgnoreRulesTest {
    private static boolean ignores(List<String> patterns, String path) {
        boolean folder = path.endsWith("/");
        return IgnoreRules.of(List.of(), patterns)
                .ignores(folder ? path.substring(0, path.length() - 1) : path, folder);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a.txt, a.txt, true",
                "a.txt, sub/a.txt, true",
                "a.txt, sub/deep/a.txt, true",
                "a.txt, b.txt, false",
                "*.log, x.log, true",
                "*.log, sub/x.log, true",
                "*.log, x.log.gz, false",
                "*, anything, true",
                "/a.txt, a.txt, true",
                "/a.txt, sub/a.txt, false",
                "sub/a.txt, sub/a.txt, true",
                "sub/a.txt, other/sub/a.txt, false",
                "sub/*, sub/a, true",
                "sub/*, sub/deep/a, true",
                "sub/*.c, sub/deep/a.c, false",
                "build/, build/, true",
                "build/, build, false",
                "build/, sub/build/, true",
                "build/, build/x, true",
                "build/, sub/build/x/y, true",
                "/build/, sub/build/x, false",
                "**/foo, foo, true",
                "**/foo, a/b/foo, true",
                "**/foo/bar, a/foo/bar, true",
                "**/foo/bar, foo/x/bar, false",
                "foo/**, foo/a, true",
                "foo/**, foo/a/b, true",
                "foo/**, foo/, false",
                "foo/**, foo, false",
                "a/**/b, a/b, true",
                "a/**/b, a/x/b, true",
                "a/**/b, a/x/y/b, true",
                "a/**/b, a/xb, false",
                "a/**/b, x/a/b, false",
                "a**b, a/b, false",
                "a**b, axxb, true",
                "foo**/bar, fooxx/bar, true",
                "foo**/bar, foo/x/bar, true",
                "**, a/b, true",
                "?.c, a.c, true",
                "?.c, ab.c, false",
                "a?b, a/b, false",
                "[ab].c, a.c, true",
                "[ab].c, c.c, false",
                "[!ab].c, c.c, true",
                "[^ab].c, a.c, false",
                "[a-c]x, bx, true",
                "[a-c]x, dx, false",
                "[]]x, ]x, true",
                "[!]]x, ax, true",
                "[[:digit:]]x, 7x, true",
                "[[:digit:]]x, ax, false",
                "[[:alpha:][:digit:]]x, ax, true",
                "[a-, a-, false",
                "a[/]b, a/b, false",
                "\\*, *, true",
                "\\*, a, false",
                "\\#x, #x, true",
                "#x, #x, false",
                "\\!x, !x, true",
                "a\\, a\\, false",
                "\"a \", a, true",
                "\"a\\ \", \"a \", true",
                "\"a\\ \", a, false",
                "*a*a*a*a*a*a*b, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false",
                "**/a/**/b/**/c, a/a/b/b/c, true",
                "**/x*y/z, q/xay/xby/z, true",
                "a**/?, ab, true",
                "a**/?, a/b, true",
                "a?**/?, abc, false",
            })
    void pattern_ignoresWhatGitIgnores(String pattern, String path, boolean ignored) {
        assertThat(ignores(List.of(pattern), path)).isEqualTo(ignored);
    }

    @Test
    void lastPatternThatMatches_decides() {
        List<String> patterns = List.of("*.log", "!keep.log", "/sub/keep.log");
        assertThat(ignores(patterns, "x.log")).isTrue();
        assertThat(ignores(patterns, "keep.log")).isFalse();
        assertThat(ignores(patterns, "sub/keep.log")).isTrue();
    }

    @Test
    void whatIsInAnIgnoredFolder_cannotBeTakenBack() {
        assertThat(ignores(List.of("build/", "!build/keep"), "build/keep")).isTrue();
        assertThat(ignores(List.of("build/*", "!build/keep"), "build/keep")).isFalse();
    }

    @Test
    void everythingButOneFolder_canBeIgnored() {
        List<String> patterns = List.of("/*", "!/src/", "/src/*", "!/src/main/");
        assertThat(ignores(patterns, "README")).isTrue();
        assertThat(ignores(patterns, "src/test/x")).isTrue();
        assertThat(ignores(patterns, "src/main/x")).isFalse();
    }

    @Test
    void defaults_coverWhatToolsAndEditorsWrite() {
        for (String path : List.of(
                "node_modules/",
                ".git/index",
                "logs/x",
                "out.log",
                "src/.app.js.swp",
                "src/4913",
                "a~",
                ".#a",
                "#a#")) {
            assertThat(IgnoreRules.of(IgnoreRules.DEFAULTS, List.of())
                            .ignores(
                                    path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
                                    path.endsWith("/")))
                    .as(path)
                    .isTrue();
        }
        IgnoreRules own = IgnoreRules.of(IgnoreRules.DEFAULTS, List.of("!logs/"));
        assertThat(own.ignores("logs/x", false)).isFalse();
        assertThat(own.ignores("src/app.js", false)).isFalse();
    }

    /** Random patterns and paths, judged by git itself where there is one. */
    @Test
    void randomPatterns_areTakenAsGitTakesThem(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(runs(folder, "git", "init", "-q", "."));
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            List<String> patterns = new ArrayList<>();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                patterns.add(text(random, List.of("a", "b", "*", "**", "?", "/", "/", "!", "[ab]", "\\*", "[!a]"), 6));
            }
            List<String> paths = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String path = text(random, List.of("a", "b", "ab", "/", "*"), 7).replaceAll("/+", "/");
                paths.add(path.replaceAll("^/|/$", "").isEmpty() ? "a" : path.replaceAll("^/|/$", ""));
            }
            Files.writeString(folder.resolve(".gitignore"), String.join("\n", patterns) + "\n");
            Set<String> byGit = ignoredByGit(folder, paths);
            for (String path : paths) {
                assertThat(ignores(patterns, path)).as(patterns + " " + path).isEqualTo(byGit.contains(path));
            }
        }
    }

    private static String text(Random random, List<String> parts, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, most); i > 0; i--) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }

    private static boolean runs(Path folder, String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words).directory(folder.toFile()).start().waitFor() == 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static Set<String> ignoredByGit(Path folder, List<String> paths) throws Exception {
        Process git = new ProcessBuilder("git", "check-ignore", "--no-index", "-z", "--stdin")
                .directory(folder.toFile())
                .start();
        git.getOutputStream().write((String.join("\0", paths) + "\0").getBytes(StandardCharsets.UTF_8));
        git.getOutputStream().close();
        String ignored = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        git.waitFor();
        return new HashSet<>(List.of(ignored.split("\0")));
    }
}
