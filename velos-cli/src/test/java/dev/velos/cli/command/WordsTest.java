package dev.velos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How single words of a command line are understood. */
class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "/srv/api.js, api",
        "worker.tar.gz, worker.tar",
        "/opt/my server.py, my-server",
        "/opt/.hidden, .hidden",
        "/opt/42.sh, app-42",
        "/opt/all.sh, app-all",
        "/opt/été.rb, t",
        "/opt/süß 日本.js, s",
        "/opt/-x.sh, x",
        "/opt/--.sh, app",
        "/opt/a--b.sh, a--b",
        "sleep, sleep"
    })
    void nameOfAScript_isItsFileMadeLegal(String script, String name) {
        assertThat(NameOfScript.of(script).value()).isEqualTo(name);
    }

    @Test
    void nameOfALongScript_isCut() {
        assertThat(NameOfScript.of("x".repeat(300) + ".js").value()).hasSize(60);
    }

    @Test
    void nearest_isTheFewestEditsAway() {
        List<String> commands = List.of("start", "stop", "restart", "list");
        assertThat(Nearest.to("strat", commands)).contains("start");
        assertThat(Nearest.to("lst", commands)).contains("list");
        assertThat(Nearest.to("STOP", commands)).contains("stop");
        assertThat(Nearest.to("frobnicate", commands)).isEmpty();
        assertThat(dev.velos.core.failure.Nearest.distance("ab", "ba")).isEqualTo(1);
        assertThat(dev.velos.core.failure.Nearest.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void localeThatTheLauncherSet_isTakenBack() {
        Map<String, String> set = Map.of("VELOS_CALLER_LC_ALL", "C", "LC_ALL", "C.UTF-8", "A", "1");
        assertThat(CallerEnvironment.restored(set)).containsOnly(Map.entry("LC_ALL", "C"), Map.entry("A", "1"));
        Map<String, String> unset = Map.of("VELOS_CALLER_LC_ALL", "", "LC_ALL", "C.UTF-8");
        assertThat(CallerEnvironment.restored(unset)).isEmpty();
        assertThat(CallerEnvironment.restored(Map.of("LC_ALL", "C"))).containsEntry("LC_ALL", "C");
    }

    @Test
    void wordsBehindTheDashes_areNotParsed() {
        Arguments arguments = CommandParser.parse(
                new StartCommand(), List.of("a.js", "--name", "x", "--", "--name", "y", "--", "@file"));
        assertThat(arguments.text("--name")).contains("x");
        assertThat(arguments.wordsBeforeDashes()).containsExactly("a.js");
        assertThat(arguments.afterDashes()).containsExactly("--name", "y", "--", "@file");
    }

    @Test
    void wordWithAnAt_isNoArgumentFile() {
        assertThat(CommandParser.parse(new StopCommand(), List.of("@etc", "@@x"))
                        .words())
                .containsExactly("@etc", "@@x");
    }

    @Test
    void everyCommand_hasAModelOfItsName() {
        for (String name : CommandTable.NAMES) {
            assertThat(CommandTable.require(name).model().name()).isEqualTo(name);
            assertThat(CommandTable.require(name).model().usageMessage().description()[0])
                    .endsWith(".");
        }
    }
}
