package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.protocol.Fields;
import dev.velos.e2e.fixture.Result;
import dev.velos.e2e.fixture.VelosFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What scripts and people read. */
class OutputTest {
    private static final String ESCAPE = "\u001b";

    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @BeforeEach
    void startOne() {
        velos.write("say.sh", "echo out; echo err >&2; exec sleep 1000\n");
        velos.velos("start", "say.sh", "--name", "api", "--", "arg").succeeds();
    }

    @Test
    void forAModel_answersAreBounded_andTheirCursorsGoOnUntilAllIsTold() {
        velos.velos("start", "say.sh", "--name", "web", "-i", "14", "--no-wait").succeeds();
        velos.velos("wait", "web", "--ready").succeeds();
        assertThat(told("list", "ps", "p")).doesNotHaveDuplicates().hasSize(15);
        assertThat(told("info all", "ps", "p")).doesNotHaveDuplicates().hasSize(15);
        int all = velos.velos("events", "--since", "1h", "--json")
                .succeeds()
                .out()
                .lines()
                .toList()
                .size();
        assertThat(told("events --since 1h", "ev", "e")).hasSize(all);
        assertThat(told("events --lines 12", "ev", "e")).hasSize(12);
        velos.velos("list", "--ai", "--cursor", "yesterday").exits(2).says("--cursor yesterday", "leave it out");
        velos.velos("events", "--ai", "--cursor", "1-2").exits(2).says("--cursor 1-2");
        velos.velos("list", "--ai", "--max-tokens", "5").exits(2).says("--max-tokens 5");
    }

    /** That key of all rows of as many answers as it takes, none of which is longer than 150 tokens. */
    private List<String> told(String command, String rows, String key) {
        List<String> told = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int answers = 0;
        do {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.addAll(List.of("--ai", "--max-tokens", "150"));
            cursor.ifPresent(it -> words.addAll(List.of("--cursor", it)));
            Result result = velos.velos(words.toArray(new String[0])).succeeds();
            Fields answer = result.jsonObject();
            if (answer.list(rows).size() > 1) {
                assertThat(result.out()).hasSizeLessThan(450);
            }
            answer.list(rows).forEach(row -> told.add(row.text(key)));
            cursor = answer.optionalText("cur");
            assertThat(answer.has("more")).isEqualTo(cursor.isPresent());
            answers++;
        } while (cursor.isPresent());
        assertThat(answers).isGreaterThan(1);
        return told;
    }

    @Test
    void listJson_hasTheDocumentedFields() {
        for (String command : List.of("list", "ls", "ps")) {
            List<Fields> all = velos.velos(command, "--json").succeeds().jsonArray();
            assertThat(all).hasSize(1);
            Fields api = all.getFirst();
            assertThat(api.asMap())
                    .containsEntry("name", "api")
                    .containsEntry("id", 0L)
                    .containsEntry("instance", 0L)
                    .containsEntry("status", "online")
                    .containsEntry("restarts", 0L)
                    .containsEntry("args", List.of("arg"))
                    .containsEntry("cwd", velos.work().toString())
                    .containsEntry("script", velos.work().resolve("say.sh").toString());
            assertThat(api.integer("pid")).isGreaterThan(1);
            assertThat(api.integer("memory")).isGreaterThan(100_000);
            assertThat(api.integer("uptime_ms")).isNotNegative();
            assertThat(api.number("cpu", -1)).isNotNegative();
        }
    }

    @Test
    void formOfOutput_mayStandBeforeTheCommand() {
        assertThat(velos.velos("--json", "list").succeeds().jsonArray()).hasSize(1);
        assertThat(velos.velos("--ai", "list").succeeds().out()).startsWith("{\"ps\":[{\"p\":\"api\"");
        assertThat(velos.velos("--machine", "info", "nobody").exits(3).out()).contains("\"not-found\"");
    }

    @Test
    void factsOfEveryCommand_comeAsJson() {
        Fields ping = velos.velos("ping", "--json").succeeds().jsonObject();
        assertThat(ping.integer("pid")).isEqualTo(velos.daemonPid());
        assertThat(ping.integer("processes")).isEqualTo(1);
        assertThat(ping.text("backend")).isNotEmpty();
        assertThat(velos.velos("daemon", "status", "--json")
                        .succeeds()
                        .jsonObject()
                        .integer("pid"))
                .isEqualTo(velos.daemonPid());
        Fields info =
                velos.velos("info", "api", "--json").succeeds().jsonArray().getFirst();
        assertThat(info.text("name")).isEqualTo("api");
        assertThat(velos.velos("version", "--json").succeeds().jsonObject().text("version"))
                .matches("\\d+\\.\\d+\\.\\d+.*");
        for (String action : List.of("restart", "stop", "flush", "delete")) {
            List<Fields> results =
                    velos.velos(action, "api", "--json").succeeds().jsonArray();
            assertThat(results).as(action).hasSize(1);
            assertThat(results.getFirst().text("process")).isEqualTo("api");
            assertThat(results.getFirst().has("failure")).isFalse();
        }
        assertThat(velos.velos("list", "--json").succeeds().jsonArray()).isEmpty();
        Fields killed = velos.velos("kill", "--json").succeeds().jsonObject();
        assertThat(killed.flag("was_running", false)).isTrue();
    }

    @Test
    void logsJson_isOneObjectForEachLine() {
        velos.until(
                "both lines are there",
                () -> velos.velos("logs", "api").out().lines().count() == 2);
        List<String> lines =
                velos.velos("logs", "api", "--json").succeeds().out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.toString()).contains("\"out\"", "\"err\"", "\"api\"");
        velos.velos("logs", "api", "--err").succeeds().says("err");
        assertThat(velos.velos("logs", "api", "--err").out()).doesNotContain("out");
        assertThat(velos.velos("logs", "api", "--out", "--timestamps").out()).containsPattern("\\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void outputInAPipe_hasNeitherColoursNorBoxes() {
        for (String[] words :
                new String[][] {{"list"}, {"info", "api"}, {"logs", "api"}, {"help"}, {"stop", "nobody"}}) {
            Result result = velos.velos(words);
            assertThat(result.out() + result.err())
                    .as(List.of(words).toString())
                    .doesNotContain(ESCAPE, "│", "─");
        }
    }

    @Test
    void terminal_getsColoursAndBoxesUnlessNoColorIsSet() {
        assertThat(onTerminal("0")).contains(ESCAPE + "[", "api", "online");
        assertThat(onTerminal("1")).contains("api", "online").doesNotContain(ESCAPE + "[3", ESCAPE + "[1m");
    }

    /** script(1) runs the command on a terminal of its own. */
    private String onTerminal(String noColor) {
        String line = (noColor.equals("1") ? "NO_COLOR=1 " : "") + System.getProperty("velos.dist") + "/bin/velos list";
        return velos.command("script", "-qec", line, "/dev/null")
                .env("TERM", "xterm-256color")
                .runProgram()
                .succeeds()
                .out();
    }

    @Test
    void exitCodes_areTheDocumentedOnes() {
        velos.velos("list").exits(0);
        velos.velos("help").exits(0);
        velos.velos("start", "/nowhere/at/all.js").exits(1);
        velos.velos("lits").exits(2).complains("lits", "list");
        velos.velos("list", "--nonsense").exits(2).complains("--nonsense");
        velos.velos("start").exits(2).complains("needs a script");
        velos.velos("logs", "api", "--lines", "many").exits(2).complains("many");
        velos.velos("stop", "nobody").exits(3).complains("nobody");
        velos.velos("info", "nobody").exits(3);
        velos.velos("logs", "nobody").exits(3);
        velos.velos("kill").exits(0);
        velos.velos("ping").exits(4).complains("No daemon is running");
        velos.velos("daemon", "status").exits(4);
        velos.velos("kill").exits(0).says("No daemon is running");
    }

    @Test
    void stopOfSomeThatExist_stopsThemAndNamesTheOthers() {
        velos.velos("stop", "nobody", "api").exits(3).says("api stopped").complains("nobody");
    }

    @Test
    void closedPipe_endsQuietly() {
        Result result = velos.command("sh", "-c", System.getProperty("velos.dist") + "/bin/velos help | head -1")
                .runProgram()
                .succeeds();
        assertThat(result.err()).isEmpty();
    }

    @Test
    void completion_isAScriptThatTheShellTakes() {
        String script = velos.velos("completion", "bash").succeeds().out();
        velos.write("completion.bash", script);
        velos.command("bash", "-n", "completion.bash").runProgram().succeeds();
        velos.write("try.bash", """
                source ./completion.bash
                COMP_WORDS=(velos st); COMP_CWORD=1; _velos; echo "${COMPREPLY[@]}"
                """);
        velos.command("bash", "try.bash").runProgram().succeeds().says("start", "stop");
        velos.velos("completion", "zsh").succeeds().says("#compdef velos");
        velos.velos("completion", "fish").succeeds().says("complete -c velos");
        velos.velos("completion", "names").succeeds().says("api");
    }
}
