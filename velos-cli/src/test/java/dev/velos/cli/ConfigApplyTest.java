package dev.velos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.cli.Harness.Outcome;
import dev.velos.cli.command.ExitCode;
import dev.velos.client.ScriptedDaemon;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.ApplyArguments;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Reply;
import dev.velos.core.protocol.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A velos.toml against a daemon that knows some of it already. */
class ConfigApplyTest extends InHarness {
    private final List<Fields> infos = new ArrayList<>();

    @BeforeEach
    void writeFile() throws IOException {
        Files.writeString(folder.resolve("velos.toml"), """
                [process.same]
                script = "/srv/same"
                [process.changed]
                script = "/srv/changed"
                args = ["b"]
                env.API_KEY = "new secret"
                env.PORT = "2"
                [process.policy]
                script = "/srv/policy"
                max_restarts = 3
                [process.fresh]
                script = "/srv/fresh"
                """);
        known("same", ProcessStatus.ONLINE);
        infos.add(info(
                spec("changed")
                        .withProgram(it -> it.withArgs(List.of("a")))
                        .withEnvironment(it -> it.withOwn(Map.of("API_KEY", "old secret", "PORT", "1"))),
                ProcessStatus.ONLINE));
        known("policy", ProcessStatus.ONLINE);
        known("left", ProcessStatus.ONLINE);
    }

    private ProcessSpec spec(String name) {
        return ProcessSpec.of(new ProcessName(name), "/srv/" + name, folder.toString())
                .withRegistration(it ->
                        it.withOrigin(Optional.of(folder.resolve("velos.toml").toString())));
    }

    private void known(String name, ProcessStatus status) {
        infos.add(info(spec(name), status));
    }

    private Fields info(ProcessSpec spec, ProcessStatus status) {
        ProcessSnapshot snapshot = Snapshots.of(infos.size(), spec.name().value(), status, "");
        return Fields.builder()
                .putAll(snapshot.toFields())
                .put("spec", spec.toFieldsWithoutBase())
                .build();
    }

    private ScriptedDaemon daemon() {
        return ScriptedDaemon.listen(
                velos.home(), (request, peer) -> peer.send(new Reply.Success(request.id(), reply(request))));
    }

    private Fields reply(Request request) {
        if (request.command().equals(Commands.INFO)) {
            return Fields.builder().putList("processes", infos).build();
        }
        ApplyArguments arguments = ApplyArguments.of(request.arguments());
        List<Fields> results = new ArrayList<>();
        List<String> names = new ArrayList<>(arguments.gone());
        arguments.wanted().specs().forEach(spec -> names.add(spec.name().value()));
        names.forEach(
                name -> results.add(ActionResult.done(Snapshots.online(9, name)).toFields()));
        return Fields.builder().putList("results", results).build();
    }

    private static List<String> sent(ScriptedDaemon daemon) {
        return ApplyArguments.of(daemon.requests().getLast().arguments()).wanted().specs().stream()
                .map(spec -> spec.name().value())
                .toList();
    }

    @Test
    void onlyWhatDiffers_isSentAndTheReasonIsTold() {
        try (ScriptedDaemon daemon = daemon()) {
            Outcome outcome = velos.run("start");
            assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
            assertThat(outcome.out().lines())
                    .anyMatch(line -> line.matches(".*same online pid 4000, unchanged"))
                    .anyMatch(line ->
                            line.matches(".*changed online pid .*\\(reloaded, changed: args, env.API_KEY, env.PORT\\)"))
                    .anyMatch(line -> line.matches(".*policy online pid .*\\(goes on, changed: max_restarts\\)"))
                    .anyMatch(line -> line.matches(".*fresh online pid .*\\(new\\)"));
            assertThat(sent(daemon)).containsExactly("changed", "policy", "fresh");
            assertThat(daemon.requests()).extracting(Request::command).containsOnlyOnce(Commands.INFO, Commands.APPLY);
        }
    }

    @Test
    void dryRun_showsThePlanWithSecretsMaskedAndDoesNothing() {
        try (ScriptedDaemon daemon = daemon()) {
            Outcome outcome = velos.run("start", "--dry-run", "--prune");
            assertThat(outcome.out()).isEqualTo("""
                    Nothing is done; this is the plan:
                      same unchanged
                      changed reloaded
                          args: ["a"] -> ["b"]
                          env.API_KEY: *** -> ***
                          env.PORT: "1" -> "2"
                      policy updated
                          max_restarts: 16 -> 3
                      fresh new
                      left removed
                    """);
            assertThat(velos.run("start", "--dry-run", "--json").out())
                    .contains("{\"process\":\"changed\",\"change\":\"reloaded\",\"keys\":[{\"key\":\"args\"")
                    .doesNotContain("secret");
            assertThat(daemon.requests()).extracting(Request::command).containsOnly(Commands.INFO);
        }
    }

    @Test
    void dryRunWithoutADaemon_startsNone() {
        assertThat(velos.run("start", "--dry-run").out()).contains("same new").contains("fresh new");
        assertThat(velos.home().directory()).doesNotExist();
    }

    @Test
    void prune_removesWhatTheFileNoLongerHas() {
        infos.add(info(ProcessSpec.of(new ProcessName("stranger"), "/srv/stranger", "/"), ProcessStatus.ONLINE));
        try (ScriptedDaemon daemon = daemon()) {
            Outcome outcome = velos.run("start", "--prune", "--only", "same");
            assertThat(outcome.out())
                    .contains("same online pid 4000, unchanged")
                    .contains("left deleted");
            ApplyArguments sent = ApplyArguments.of(daemon.requests().getLast().arguments());
            assertThat(sent.gone()).containsExactly("left");
            assertThat(sent.wanted().specs()).isEmpty();
        }
    }

    @Test
    void only_namesThoseOfTheFile() {
        try (ScriptedDaemon daemon = daemon()) {
            velos.run("start", "--only", "fresh,policy");
            assertThat(sent(daemon)).containsExactly("fresh", "policy");
        }
        Outcome outcome = velos.run("start", "--only", "frsh");
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("the file has no process \"frsh\"").contains("\"fresh\"");
    }

    @Test
    void unchangedFile_sendsNothingButAQuestion() throws IOException {
        Files.writeString(folder.resolve("velos.toml"), """
                        [process.same]
                        script = "/srv/same"
                        [process.policy]
                        script = "/srv/policy"
                        [process.left]
                        script = "/srv/left"
                        """);
        try (ScriptedDaemon daemon = daemon()) {
            assertThat(velos.run("start").out()).matches("(?s).* 3 processes unchanged, in .*");
            assertThat(daemon.requests()).extracting(Request::command).containsExactly(Commands.INFO);
        }
    }

    @Test
    void json_tellsWhatBecameOfEach() {
        try (var _ = daemon()) {
            assertThat(velos.run("start", "--json").out())
                    .contains("\"process\":\"same\"")
                    .contains("\"change\":\"unchanged\",\"keys\":[]")
                    .contains("\"change\":\"reloaded\",\"keys\":[\"args\",\"env.API_KEY\",\"env.PORT\"]")
                    .doesNotContain("secret");
        }
    }

    @Test
    void validate_tellsAllProblemsAndNeedsNoDaemon() throws IOException {
        assertThat(velos.run("validate").out()).contains("is valid: same, changed, policy, fresh");
        Files.writeString(folder.resolve("bad.toml"), "[process.a]\nscrpt = \"x\"\nargs = 1\n");
        Outcome outcome = velos.run("validate", "--config", "bad.toml");
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err()).contains("bad.toml:1:1: ", "bad.toml:2:1: scrpt", "bad.toml:3:1: args");
        assertThat(velos.run("validate", "--config", "bad.toml", "--json").out())
                .contains("\"line\":2,\"column\":1,\"message\":\"scrpt is not a key of velos.toml.\"");
        assertThat(velos.home().directory()).doesNotExist();
    }

    @Test
    void optionsOfAFileWithAScript_areUsageErrors() {
        assertThat(velos.run("start", "./x.js", "--prune").code()).isEqualTo(ExitCode.USAGE);
        assertThat(velos.run("start", "--env", "A=1").err()).contains("--env <profile>");
        assertThat(velos.run("start", "--env", "nope").err()).contains("No process has a profile \"nope\"");
    }

    @Test
    void environments_areMaskedUnlessAskedFor() {
        ProcessSpec spec = spec("same")
                .withEnvironment(it -> it.withInherited(Map.of("DB_PASSWORD_FILE", "in", "LANG", "C"))
                        .withOwn(Map.of("API_KEY", "abc", "PORT", "80", "my_secret", "x")));
        infos.clear();
        infos.add(Fields.builder()
                .putAll(Snapshots.online(0, "same").toFields())
                .put("spec", spec.toFields())
                .build());
        try (var _ = daemon()) {
            assertThat(velos.run("env", "same").out())
                    .isEqualTo("API_KEY=***\nDB_PASSWORD_FILE=***\nLANG=C\nPORT=80\nmy_secret=***\n");
            assertThat(velos.run("env", "same", "--show-secrets").out()).contains("API_KEY=abc\n", "my_secret=x\n");
            assertThat(velos.run("env", "same", "--json").out())
                    .isEqualTo("{\"set\":{\"API_KEY\":\"***\",\"PORT\":\"80\",\"my_secret\":\"***\"},"
                            + "\"inherited\":{\"DB_PASSWORD_FILE\":\"***\",\"LANG\":\"C\"}}\n");
            for (List<String> words : List.of(List.of("info", "same"), List.of("info", "same", "--json"))) {
                assertThat(velos.run(words.toArray(new String[0])).out())
                        .contains("***")
                        .doesNotContain("abc");
            }
            assertThat(velos.run("info", "same", "--show-secrets").out()).contains("API_KEY=abc");
        }
    }
}
