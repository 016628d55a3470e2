package dev.velos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.cli.Harness.Outcome;
import dev.velos.cli.command.ExitCode;
import dev.velos.client.ScriptedDaemon;
import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Reply;
import dev.velos.core.protocol.Request;
import dev.velos.core.protocol.StartArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonFactory;

class VelosTest extends InHarness {
    private static final Failure UNKNOWN = Failure.notFound("There is no process \"x\".", "Did you mean \"y\"?");

    @Test
    void unknownCommand_isAUsageErrorWithTheNearest() {
        Outcome outcome = velos.run("lits");
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("no command \"lits\"").contains("\"list\"");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void unknownOption_isAUsageErrorWithTheNearest() {
        Outcome outcome = velos.run("list", "--jsno");
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("no option --jsno").contains("\"--json\"");
    }

    @Test
    void optionOfTheScriptBeforeTheDashes_isExplained() {
        Outcome outcome = velos.run("start", "app.js", "--verbose");
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("Arguments of the script go behind \"--\"");
    }

    @Test
    void commandsWithoutWhatTheyNeed_areUsageErrors() {
        for (String command : List.of("start", "stop", "restart", "delete", "info", "daemon", "completion")) {
            assertThat(velos.run(command).code()).as(command).isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void wordsThatAreNoneOfAFew_areAnsweredWithThoseFew() {
        assertThat(velos.run("daemon", "strat").err()).contains("Did you mean \"start\"?");
        assertThat(velos.run("daemon", "bogus").err()).contains("start, restart, status or stop");
        assertThat(velos.run("completion", "tcsh").err()).contains("bash, zsh or fish");
    }

    @Test
    void actionOnAllOfNone_saysThatThereAreNone() {
        try (var _ = answering(request -> results())) {
            assertThat(velos.run("stop", "all").out()).isEqualTo("There are no processes.\n");
        }
    }

    @Test
    void valuesThatCannotBe_areUsageErrors() {
        assertThat(velos.run("start", "./a.js", "--name", "a/b").err()).contains("position 2 is not allowed");
        assertThat(velos.run("start", "./a.js", "--restart", "daily").err()).contains("always, on-failure or never");
        assertThat(velos.run("start", "./a.js", "--kill-timeout", "soon").err())
                .contains("--kill-timeout: \"soon\" is not a duration");
        assertThat(velos.run("start", "./a.js", "--env", "production").err()).contains("profiles come with velos.toml");
        assertThat(velos.run("start", "./a.js", "--name", "a", "--name", "b").err())
                .contains("more than once");
        assertThat(velos.run("logs", "a", "--lines", "-3").code()).isEqualTo(ExitCode.USAGE);
        assertThat(velos.run("start", "./a.js", "--name", "a/b").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void daemonThatCannotBeStarted_isUnreachable() {
        Outcome outcome = velos.run("list");
        assertThat(outcome.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(outcome.err()).startsWith("velos: No daemon runs in ").doesNotContain("\tat ");
    }

    @Test
    void pingAndStatus_startNothing() {
        assertThat(velos.run("ping").code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(velos.run("daemon", "status").code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(velos.home().directory()).doesNotExist();
    }

    @Test
    void killWithoutADaemon_isDone() {
        Outcome outcome = velos.run("kill");
        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.out()).contains("No daemon is running");
    }

    @Test
    void list_isATable() {
        try (var _ = answering(request -> Snapshots.reply(Snapshots.online(0, "api")))) {
            Outcome outcome = velos.run("list");
            assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
            assertThat(outcome.out()).isEqualTo("""
                            id  name  status   pid    cpu  memory  uptime  restarts
                             0  api   online  4000  12.3%  50.0 M   3m 5s         0
                            """);
        }
    }

    @Test
    void questionThatADyingDaemonDoesNotAnswer_isAskedOnceMore() {
        int[] asked = {0};
        try (var _ = ScriptedDaemon.listen(velos.home(), (request, peer) -> {
            if (asked[0]++ == 0) {
                peer.close();
            } else {
                peer.send(new Reply.Success(request.id(), Snapshots.reply(Snapshots.online(0, "api"))));
            }
        })) {
            assertThat(velos.run("list").out()).contains("api");
            assertThat(asked[0]).isEqualTo(2);
        }
    }

    @Test
    void actionThatADyingDaemonDoesNotAnswer_isNotSentTwiceAndSaysHowThingsStand() {
        try (ScriptedDaemon daemon = ScriptedDaemon.listen(velos.home(), (request, peer) -> {
            switch (request.command()) {
                case Commands.PING -> peer.send(new Reply.Success(request.id(), Fields.empty()));
                case Commands.LIST ->
                    peer.send(new Reply.Success(request.id(), Snapshots.reply(Snapshots.online(0, "api"))));
                default -> peer.close();
            }
        })) {
            Outcome outcome = velos.run("stop", "api", "web");
            assertThat(outcome.code()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(outcome.err())
                    .contains("before it answered \"stop\"")
                    .contains("How far it got is not known; now api is online, web is not in the list.");
            assertThat(daemon.requests())
                    .filteredOn(request -> request.command().equals(Commands.STOP))
                    .hasSize(1);
        }
    }

    @Test
    void killThatTheDaemonEndsWithoutAnswering_isDone() {
        try (var _ = ScriptedDaemon.listen(velos.home(), (request, peer) -> {
            if (request.command().equals(Commands.PING)) {
                peer.send(new Reply.Success(request.id(), Fields.empty()));
            } else {
                Files.delete(velos.home().socket());
                peer.close();
            }
        })) {
            assertThat(velos.run("kill").code()).isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void listAsJson_isAnArrayOfSnapshots() {
        ProcessSnapshot snapshot = Snapshots.of(1, "api", ProcessStatus.ERRORED, "exit 1");
        try (var _ = answering(request -> Snapshots.reply(snapshot))) {
            Outcome outcome = velos.run("ls", "--json");
            assertThat(outcome.out())
                    .startsWith("[\n{\"id\":1,\"name\":\"api\",\"instance\":0,\"instances\":1,\"status\":\"errored\",")
                    .contains("\"cpu\":0.0,\"memory\":0,\"uptime_ms\":0,\"restarts\":1,\"reason\":\"exit 1\"")
                    .endsWith("}\n]\n");
            assertThat(tokens(outcome.out())).isGreaterThan(20);
        }
    }

    @Test
    void stopOfAnUnknownProcess_isNotFound() {
        try (var _ = answering(request -> results(ActionResult.failed("x", UNKNOWN)))) {
            Outcome outcome = velos.run("stop", "x");
            assertThat(outcome.code()).isEqualTo(ExitCode.NOT_FOUND);
            assertThat(outcome.err()).contains("There is no process \"x\"").contains("Did you mean \"y\"?");
        }
    }

    @Test
    void oneFailureAmongSuccesses_isAFailure() {
        ActionResult done = ActionResult.done(Snapshots.of(0, "api", ProcessStatus.STOPPED, ""));
        ActionResult failed = ActionResult.failed("web", Failure.conflict("It is being started.", "Wait."));
        try (var _ = answering(request -> results(done, failed, ActionResult.failed("x", UNKNOWN)))) {
            Outcome outcome = velos.run("stop", "api", "web", "x");
            assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.out())
                    .contains("api stopped")
                    .contains("3 processes in")
                    .contains("2 of them failed");
            assertThat(outcome.err()).contains("web: It is being started.");
        }
    }

    @Test
    void startThatFails_showsTheReasonAndTheLastLines() throws IOException {
        Files.writeString(folder.resolve("api.js"), "");
        Failure died = Failure.spawnFailed("\"api\" did not come up: exit 1.", "Mend the script.");
        ActionResult result = new ActionResult(
                "api", Optional.empty(), Optional.of(died), List.of("Error: no port", "    at api.js:1"));
        try (var _ = answering(request -> results(result))) {
            Outcome outcome = velos.run("start", "api.js");
            assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.err())
                    .contains("exit 1")
                    .contains("Mend the script.")
                    .contains("    Error: no port\n        at api.js:1");
        }
    }

    @Test
    void start_sendsWhatWasAsked() throws IOException {
        Files.writeString(folder.resolve("api.js"), "");
        try (ScriptedDaemon daemon = answering(request -> results(ActionResult.done(Snapshots.online(0, "web"))))) {
            Outcome outcome = velos.run(
                    "start",
                    "api.js",
                    "--name",
                    "web",
                    "--cwd",
                    "sub",
                    "-e",
                    "A=1",
                    "--env",
                    "B=x=y",
                    "--interpreter",
                    "none",
                    "--restart",
                    "on-failure",
                    "--kill-timeout",
                    "1500ms",
                    "--no-wait",
                    "--",
                    "--port",
                    "80");
            assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
            assertThat(outcome.out()).startsWith("✔ web online pid 4000 in ");
            StartArguments sent = StartArguments.of(daemon.requests().getLast().arguments());
            assertThat(sent.await()).isEqualTo(StartArguments.Await.NOTHING);
            ProcessSpec spec = sent.specs().getFirst();
            assertThat(spec.name().value()).isEqualTo("web");
            assertThat(spec.program().script())
                    .isEqualTo(folder.resolve("api.js").toString());
            assertThat(spec.program().cwd()).isEqualTo(folder.resolve("sub").toString());
            assertThat(spec.program().args()).containsExactly("--port", "80");
            assertThat(spec.environment().own()).containsOnlyKeys("A", "B").containsEntry("B", "x=y");
            assertThat(spec.program().interpreter()).contains("none");
            assertThat(spec.stop().killTimeout()).hasMillis(1500);
            assertThat(spec.restart().mode().wire()).isEqualTo("on-failure");
            assertThat(spec.environment().inherited())
                    .containsEntry("PATH", "/bin")
                    .doesNotContainKey("VELOS_SECRET");
        }
    }

    @Test
    void startWithAConfig_startsAllThatItDescribes() throws IOException {
        Files.writeString(folder.resolve("velos.toml"), """
                [process.api]
                script = "./api.js"
                [process.worker]
                script = "./worker.py"
                """);
        ActionResult api = ActionResult.done(Snapshots.online(0, "api"));
        try (ScriptedDaemon daemon =
                answering(request -> request.command().equals(Commands.INFO) ? Snapshots.reply() : results(api))) {
            assertThat(velos.run("start").out())
                    .startsWith("\u2714 api online pid 4000 in ")
                    .endsWith("(new)\n");
            assertThat(velos.run("start", "--config", "velos.toml").code()).isEqualTo(ExitCode.DONE);
            List<Request> applied = daemon.requests().stream()
                    .filter(request -> request.command().equals(Commands.APPLY))
                    .toList();
            assertThat(applied).hasSize(2);
            for (Request request : applied) {
                assertThat(StartArguments.of(request.arguments()).specs())
                        .extracting(spec -> spec.name().value())
                        .containsExactly("api", "worker");
            }
        }
    }

    @Test
    void startWithABrokenConfig_namesEveryProblemWithItsPlace() throws IOException {
        Files.writeString(folder.resolve("velos.toml"), "[process.api]\nscrpt = \"./api.js\"\ninstances = \"two\"\n");
        Outcome outcome = velos.run("start", "--config", "velos.toml");
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err())
                .contains("Nothing was started")
                .contains("velos.toml:2:1: ")
                .contains("velos.toml:3:");
    }

    @Test
    void scriptOptionsBesideAConfig_areUsageErrors() {
        assertThat(velos.run("start", "--config", "x.toml", "--name", "api").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(velos.run("start", "--config", "x.toml", "api").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void startOfAStoppedProcess_startsItAgain() {
        ProcessSnapshot stopped = Snapshots.of(3, "api", ProcessStatus.STOPPED, "");
        try (ScriptedDaemon daemon = answering(request -> request.command().equals(Commands.LIST)
                ? Snapshots.reply(stopped)
                : results(ActionResult.done(Snapshots.online(3, "api"))))) {
            assertThat(velos.run("start", "api").code()).isEqualTo(ExitCode.DONE);
            Request last = daemon.requests().getLast();
            assertThat(last.command()).isEqualTo(Commands.RESTART);
            assertThat(last.arguments().texts("targets")).containsExactly("3");
        }
    }

    @Test
    void startOfARunningProcess_leavesItAlone() {
        try (ScriptedDaemon daemon = answering(request -> Snapshots.reply(Snapshots.online(0, "api")))) {
            Outcome outcome = velos.run("start", "api");
            assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
            assertThat(outcome.out()).isEqualTo("✔ api online pid 4000, as it was\n");
            assertThat(daemon.requests()).hasSize(1);
        }
    }

    @Test
    void startOfABareWordThatNamesNothing_isLeftToThePath() {
        try (ScriptedDaemon daemon = answering(request -> request.command().equals(Commands.LIST)
                ? Snapshots.reply()
                : results(ActionResult.done(Snapshots.online(0, "sleep"))))) {
            velos.run("start", "sleep", "--", "60");
            ProcessSpec spec = StartArguments.of(daemon.requests().getLast().arguments())
                    .specs()
                    .getFirst();
            assertThat(spec.program().script()).isEqualTo("sleep");
            assertThat(spec.program().args()).containsExactly("60");
        }
    }

    @Test
    void info_hidesTheInheritedEnvironment() {
        ProcessSpec spec = ProcessSpec.of(new dev.velos.core.process.ProcessName("api"), "/srv/api.js", "/srv")
                .inheriting(java.util.Map.of("TOKEN", "hidden"))
                .withEnvironment(it -> it.withOwn(java.util.Map.of("PORT", "80")));
        Fields process = Fields.builder()
                .putAll(Snapshots.online(0, "api").toFields())
                .put("spec", spec.toFields())
                .build();
        try (var _ = answering(request ->
                Fields.builder().putList("processes", List.of(process)).build())) {
            assertThat(velos.run("info", "api").out())
                    .contains("api (id 0)")
                    .contains("PORT=80")
                    .contains("always, at most 16 unstable in a row")
                    .doesNotContain("hidden");
            assertThat(velos.run("info", "api", "--json").out())
                    .contains("\"PORT\":\"80\"")
                    .doesNotContain("hidden");
        }
    }

    @Test
    void versionMismatch_isUnreachableAndNamesTheRemedy() {
        try (var _ = ScriptedDaemon.listen(velos.home(), (request, peer) -> {
            byte[] frame = dev.velos.core.protocol.MessageCodec.encode(new Reply.Success(1, Fields.empty()));
            frame[2] = 9;
            peer.sendBytes(frame);
        })) {
            Outcome outcome = velos.run("list");
            assertThat(outcome.code()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(outcome.err()).contains("protocol version 9").contains("velos daemon restart");
        }
    }

    @Test
    void helpOfACommand_isTheSameByWordAndByOption() {
        Outcome byWord = velos.run("help", "logs");
        assertThat(byWord.out()).contains("--timestamps").contains("--follow");
        assertThat(velos.run("logs", "--help")).isEqualTo(byWord);
    }

    /** Not in a manual page, which is written on another machine. */
    @Test
    void helpOfLogs_statesTheZoneOfThisMachine() {
        String zone = java.time.ZoneId.systemDefault().toString();
        assertThat(velos.run("help", "logs").out()).contains("The zone of this machine is " + zone + ".");
        assertThat(dev.velos.cli.command.ManPage.of("velos-logs")).doesNotContain("zone of this machine is");
    }

    @Test
    void help_listsEveryCommandAndExitCode() {
        String help = velos.run().out();
        assertThat(help).contains(dev.velos.cli.command.CommandTable.NAMES);
        for (ExitCode code : ExitCode.values()) {
            assertThat(help).contains(code.number() + "  " + code.meaning());
        }
    }

    private ScriptedDaemon answering(Function<Request, Fields> answers) {
        return ScriptedDaemon.listen(
                velos.home(), (request, peer) -> peer.send(new Reply.Success(request.id(), answers.apply(request))));
    }

    private static Fields results(ActionResult... results) {
        return Fields.builder()
                .putList(
                        "results",
                        List.of(results).stream().map(ActionResult::toFields).toList())
                .build();
    }

    /** How many tokens a parser that is not ours finds, which refuses what is no JSON. */
    private static int tokens(String json) {
        int count = 0;
        try (JsonParser parser = new JsonFactory().createParser(tools.jackson.core.ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                count++;
            }
        }
        return count;
    }
}
