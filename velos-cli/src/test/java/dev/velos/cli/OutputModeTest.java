package dev.velos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.cli.Harness.Outcome;
import dev.velos.cli.command.CommandTable;
import dev.velos.cli.command.ExitCode;
import dev.velos.client.ScriptedDaemon;
import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class OutputModeTest extends InHarness {
    static List<String> commands() {
        return CommandTable.NAMES;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void wrongCommandLine_isOneJsonObjectOnStdout(String command) {
        for (String mode : List.of("--ai", "--machine")) {
            Outcome outcome = velos.run(command, mode, "--no-such-option");
            assertComplaint(outcome, "usage", "velos " + command);
            assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void wrongCommandLine_isTheSameWhereTheEnvironmentSetsTheMode(String command) {
        for (String mode : List.of("ai", "machine")) {
            assertComplaint(in(mode).run(command, "--no-such-option"), "usage", "velos " + command);
        }
    }

    /** What else can be wrong, where there is no daemon and none can be had. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start ./a.js --name a/b|usage|USAGE",
                "start|usage|USAGE",
                "start --config none.toml|invalid-config|FAILED",
                "stop|usage|USAGE",
                "stop a|unavailable|UNREACHABLE",
                "restart a|unavailable|UNREACHABLE",
                "reload a --parallel no|usage|USAGE",
                "scale a many|unavailable|UNREACHABLE",
                "delete a|unavailable|UNREACHABLE",
                "reset|usage|USAGE",
                "signal a NOSIG|usage|USAGE",
                "send a|usage|USAGE",
                "import none.json|invalid-config|FAILED",
                "list|unavailable|UNREACHABLE",
                "info a|unavailable|UNREACHABLE",
                "env a b|usage|USAGE",
                "logs --lines -1|usage|USAGE",
                "logs a|unavailable|UNREACHABLE",
                "flush|unavailable|UNREACHABLE",
                "events nothing|not-found|NOT_FOUND",
                "ping|unavailable|UNREACHABLE",
                "mcp-server --max-tokens 1|usage|USAGE",
                "cleanup|usage|USAGE",
                "daemon strat|usage|USAGE",
                "daemon status|unavailable|UNREACHABLE",
                "save|unavailable|UNREACHABLE",
                "resurrect|unavailable|UNREACHABLE",
                "startup --init sysv|usage|USAGE",
                "unstartup --init sysv|usage|USAGE",
                "config get nonsense|invalid-request|FAILED",
                "completion tcsh|usage|USAGE",
                "help nonsense|usage|USAGE",
                "nonsense|usage|USAGE",
            })
    void whatGoesWrong_isOneJsonObjectOnStdoutWithItsExitCode(String words, String code, ExitCode exit) {
        for (String mode : List.of("--ai", "--machine")) {
            Outcome outcome = velos.run(
                    Stream.concat(Stream.of(words.split(" ")), Stream.of(mode)).toArray(String[]::new));
            assertComplaint(outcome, code, "");
            assertThat(outcome.code()).as(words).isEqualTo(exit);
        }
    }

    @Test
    void modesExcludeEachOther() {
        assertComplaint(velos.run("list", "--ai", "--json"), "usage", "--ai and --json exclude each other");
    }

    @Test
    void anOptionGoesBeforeTheEnvironment() {
        assertThat(in("ai").run("version", "--json").out()).contains("\"protocol\":");
        assertThat(in("text").run("version").out()).startsWith("velos ");
        assertThat(in("xml").run("version").err()).contains("VELOS_OUTPUT=xml is none of the modes");
        assertThat(in("xml").run("version").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void optionOfAScript_isNotOurs() {
        try (var _ = answering(_ -> results())) {
            assertThat(velos.run("stop", "all", "--", "--ai").out()).isEqualTo("There are no processes.\n");
        }
    }

    @Test
    void list_isOneObjectWithShortKeysAndWithoutWhatSaysNothing() {
        try (var _ = answering(_ ->
                Snapshots.reply(Snapshots.online(0, "api"), Snapshots.of(1, "web", ProcessStatus.WAITING, "exit 1")))) {
            assertThat(velos.run("list", "--ai").out()).isEqualTo("""
                            {"ps":[{"p":"api","st":"online","cpu":12.3,"mem":"50.0M","up":"3m5s"},\
                            {"p":"web","st":"waiting","rs":1,"why":"exit 1"}]}
                            """);
        }
    }

    @Test
    void listOfNothing_isAnEmptyList() {
        try (var _ = answering(_ -> Snapshots.reply())) {
            assertThat(velos.run("list", "--ai").out()).isEqualTo("{\"ps\":[]}\n");
            assertThat(velos.run("list", "--machine").out()).isEqualTo("[]\n");
        }
    }

    @Test
    void partOfWhatWasAskedThatFails_standsBesideWhatWasDone() {
        ActionResult failed = ActionResult.failed("web", Failure.notFound("There is no process \"web\".", "Look."));
        try (var _ = answering(_ -> results(ActionResult.done(Snapshots.online(0, "api")), failed))) {
            Outcome outcome = velos.run("restart", "api", "web", "--ai");
            assertThat(outcome.out()).isEqualTo("""
                            {"ps":[{"p":"api","st":"online","pid":4000},{"p":"web","error":{"code":"not-found",\
                            "message":"There is no process \\"web\\".","remedy":"Look."}}]}
                            """);
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.code()).isEqualTo(ExitCode.NOT_FOUND);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpOfEachCommand_isJson(String command) {
        assertObject(velos.run("help", command, "--ai").out());
        assertThat(velos.run("help", command, "--machine").out()).contains("\"usage\":\"velos " + command);
    }

    @Test
    void help_isJson() {
        assertObject(velos.run("help", "--ai").out());
        assertThat(in("ai").run().out()).contains("\"list\":");
    }

    private Harness in(String mode) {
        Map<String, String> environment = new HashMap<>(velos.environment());
        environment.put("VELOS_OUTPUT", mode);
        return new Harness(velos.home(), velos.cwd(), environment);
    }

    private ScriptedDaemon answering(Function<dev.velos.core.protocol.Request, Fields> answers) {
        return ScriptedDaemon.listen(
                velos.home(), (request, peer) -> peer.send(new Reply.Success(request.id(), answers.apply(request))));
    }

    private static Fields results(ActionResult... results) {
        return Fields.builder()
                .putList(
                        "results",
                        Stream.of(results).map(ActionResult::toFields).toList())
                .build();
    }

    private static void assertComplaint(Outcome outcome, String code, String words) {
        assertObject(outcome.out());
        assertThat(outcome.out())
                .startsWith("{\"error\":{\"code\":\"" + code + "\",\"message\":\"")
                .contains(words);
        assertThat(outcome.err()).isEmpty();
    }

    /** One object on one line, and nothing else, for a parser that is not ours. */
    private static void assertObject(String json) {
        assertThat(json).endsWith("}\n").hasLineCount(1);
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            parser.skipChildren();
            assertThat(parser.nextToken()).isNull();
        }
    }
}
