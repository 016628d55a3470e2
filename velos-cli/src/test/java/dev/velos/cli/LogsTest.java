package dev.velos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.cli.Harness.Outcome;
import dev.velos.cli.command.ExitCode;
import dev.velos.client.ScriptedDaemon;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Notice;
import dev.velos.core.protocol.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogsTest extends InHarness {
    @BeforeEach
    void makeLogs() throws IOException {
        Files.createDirectories(velos.home().logs());
        Files.writeString(out("api"), "one\ntwo\nthree\n");
        Files.writeString(err("api"), "");
        Files.writeString(out("web"), "");
        Files.writeString(err("web"), "oops\n");
    }

    @Test
    void oneStream_isPrintedAsItIs() {
        try (var _ = listing()) {
            assertThat(velos.run("logs", "api", "--out", "--lines", "2").out()).isEqualTo("two\nthree\n");
        }
    }

    @Test
    void severalFiles_areToldApart() {
        try (var _ = listing()) {
            assertThat(velos.run("logs").out()).contains("api | one\n").contains("web ! oops\n");
        }
    }

    @Test
    void asJson_isOneObjectALine() {
        try (var _ = listing()) {
            assertThat(velos.run("logs", "web", "--json").out())
                    .isEqualTo("{\"process\":\"web\",\"stream\":\"err\",\"text\":\"oops\"}\n");
        }
    }

    @Test
    void unknownProcess_isNotFoundWithTheNearest() {
        try (var _ = listing()) {
            Outcome outcome = velos.run("logs", "wev");
            assertThat(outcome.code()).isEqualTo(ExitCode.NOT_FOUND);
            assertThat(outcome.err()).contains("Did you mean \"web\"?");
        }
    }

    @Test
    void withoutADaemon_theFilesAreReadAsTheyLie() {
        Outcome outcome = velos.run("logs", "api", "--lines", "1");
        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.out()).isEqualTo("api | three\n");
        assertThat(outcome.err()).contains("without the daemon");
    }

    @Test
    void withoutADaemonAndWithoutFiles_isUnreachable() {
        assertThat(velos.run("logs", "nobody").code()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void follow_printsWhatGrowsUntilTheDaemonIsStopped() {
        try (var _ = ScriptedDaemon.listen(velos.home(), (request, peer) -> {
            if (request.command().equals(Commands.LIST)) {
                peer.send(new Reply.Success(request.id(), table()));
                return;
            }
            assertThat(request.command()).isEqualTo(Commands.FOLLOW);
            peer.send(new Reply.Success(
                    request.id(), Fields.builder().put("subscription", 1).build()));
            Files.writeString(out("api"), "four\nfi", StandardOpenOption.APPEND);
            peer.send(new Notice(1, Commands.LOG_GREW, Fields.empty()));
            Files.writeString(out("api"), "ve\nsix", StandardOpenOption.APPEND);
            Files.delete(velos.home().socket());
            peer.send(new Notice(1, Commands.LOG_GREW, Fields.empty()));
            peer.close();
        })) {
            Outcome outcome = velos.run("logs", "api", "--out", "--follow", "--lines", "1");
            assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
            assertThat(outcome.out()).isEqualTo("three\nfour\nfive\nsix\n");
            assertThat(outcome.err()).contains("The daemon was stopped");
        }
    }

    @Test
    void followWithConditions_givesWhatWasThere_andThenWhatComes() {
        try (var _ = ScriptedDaemon.listen(velos.home(), (request, peer) -> {
            if (request.command().equals(Commands.LIST) || request.command().equals(Commands.INFO)) {
                peer.send(new Reply.Success(request.id(), table()));
                return;
            }
            Files.writeString(out("api"), "four\nthou", StandardOpenOption.APPEND);
            peer.send(new Reply.Success(request.id(), Fields.empty()));
            peer.send(new Notice(1, Commands.LOG_GREW, Fields.empty()));
            Files.writeString(out("api"), "gh\nfive\n  though indented\n", StandardOpenOption.APPEND);
            Files.delete(velos.home().socket());
            peer.send(new Notice(1, Commands.LOG_GREW, Fields.empty()));
            peer.close();
        })) {
            Outcome outcome = velos.run("logs", "api", "--out", "--follow", "--grep", "^.*t[wh]o");
            assertThat(outcome.out()).isEqualTo("two\nthough\nfive\n  though indented\n");
        }
    }

    @Test
    void followOverTheDeathOfADaemon_losesAndRepeatsNothing() throws IOException {
        int[] lives = {0};
        try (var _ = ScriptedDaemon.listen(velos.home(), (request, peer) -> {
            if (request.command().equals(Commands.LIST)) {
                peer.send(new Reply.Success(request.id(), table()));
                return;
            }
            lives[0]++;
            Files.writeString(out("api"), "life " + lives[0] + "\nand ", StandardOpenOption.APPEND);
            if (lives[0] == 3) {
                Files.delete(velos.home().socket());
            }
            peer.send(new Reply.Success(request.id(), Fields.empty()));
            peer.close();
        })) {
            Outcome outcome = velos.run("logs", "api", "--out", "--follow", "--lines", "0");
            assertThat(outcome.out()).isEqualTo("life 1\nand life 2\nand life 3\nand \n");
            assertThat(outcome.err()).contains("came back");
        }
    }

    private ScriptedDaemon listing() {
        return ScriptedDaemon.listen(
                velos.home(), (request, peer) -> peer.send(new Reply.Success(request.id(), table())));
    }

    private Fields table() {
        return Snapshots.reply(snapshot(0, "api"), snapshot(1, "web"));
    }

    private ProcessSnapshot snapshot(long id, String name) {
        return new ProcessSnapshot(
                id,
                name,
                Optional.empty(),
                0,
                1,
                OptionalLong.empty(),
                ProcessStatus.STOPPED,
                0,
                0,
                0,
                0,
                "",
                0,
                false,
                0,
                dev.velos.core.process.Condition.NONE,
                "/x",
                List.of(),
                "/",
                Optional.empty(),
                out(name).toString(),
                err(name).toString(),
                0,
                OptionalLong.empty(),
                Map.of(),
                Optional.empty());
    }

    private Path out(String name) {
        return velos.home().log(name, 0, 1, "out");
    }

    private Path err(String name) {
        return velos.home().log(name, 0, 1, "err");
    }
}
