package dev.velos.daemon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.StartArguments;
import dev.velos.daemon.Stage;
import dev.velos.daemon.supervise.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SavedCommandsTest extends OnClient {
    private void start(ProcessSpec... specs) {
        StartArguments arguments = new StartArguments(List.of(specs), StartArguments.Await.UP);
        assertThat(ActionResult.listOf(client.succeed(Commands.START, arguments.toFields())))
                .allSatisfy(result -> assertThat(result.failure()).isEmpty());
    }

    private Fields save() {
        return client.succeed(Commands.SAVE, Fields.empty());
    }

    private Fields resurrect() {
        return client.succeed(Commands.RESURRECT, Fields.empty());
    }

    private static List<String> names(List<ActionResult> results) {
        return results.stream().map(ActionResult::process).toList();
    }

    private static List<String> left(Fields reply) {
        return reply.list("left").stream().map(it -> it.text("process")).toList();
    }

    private ManagedProcess process(String name) {
        return stage.supervisor.byName(Stage.spec(name).name()).getFirst();
    }

    private void forgetAll() {
        client.succeed(Commands.DELETE, Client.targets("all"));
        assertThat(stage.supervisor.all()).isEmpty();
    }

    @Test
    void save_saysWhatItSavedAndWhere() {
        start(Stage.spec("api"), Stage.spec("worker"));
        client.succeed(Commands.STOP, Client.targets("worker"));
        assertThat(save())
                .isEqualTo(Fields.builder()
                        .put("file", stage.home.saved().toString())
                        .put("processes", 2)
                        .put("up", 1)
                        .build());
    }

    @Test
    void resurrect_startsWhatWasUp_andWhatWasDownEntersTheListOnly() {
        start(Stage.spec("api").inheriting(Map.of("HOME", "/h")), Stage.spec("worker"));
        client.succeed(Commands.STOP, Client.targets("worker"));
        save();
        forgetAll();
        Fields reply = resurrect();
        assertThat(names(ActionResult.listOf(reply))).containsExactly("api");
        assertThat(left(reply)).containsExactly("worker");
        assertThat(process("api").state().status()).isEqualTo(ProcessStatus.ONLINE);
        assertThat(process("api").spec().environment().inherited()).isEqualTo(Map.of("HOME", "/h"));
        assertThat(process("worker").state().status()).isEqualTo(ProcessStatus.STOPPED);
    }

    @Test
    void resurrect_leavesAloneWhatRuns() {
        start(Stage.spec("api"), Stage.spec("worker"));
        save();
        client.succeed(Commands.STOP, Client.targets("worker"));
        long pid = process("api").state().child().orElseThrow().pid();
        Fields reply = resurrect();
        assertThat(names(ActionResult.listOf(reply))).containsExactly("worker");
        assertThat(left(reply)).containsExactly("api");
        assertThat(process("api").state().child().orElseThrow().pid()).isEqualTo(pid);
    }

    @Test
    void resurrectWithoutASavedList_saysHowToMakeOne() {
        assertThat(client.fail(Commands.RESURRECT, Fields.empty()))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .satisfies(failure ->
                        assertThat(failure.text()).contains("No list was saved").contains("velos save"));
    }

    @Test
    void resurrectFromADamagedList_takesTheOneBeforeAndComplains() throws IOException {
        start(Stage.spec("api"));
        save();
        save();
        Files.writeString(stage.home.saved(), "scribble");
        forgetAll();
        Fields reply = resurrect();
        assertThat(reply.text("complaint")).contains("cannot be used").contains("saved.previous");
        assertThat(names(ActionResult.listOf(reply))).containsExactly("api");
    }

    @Test
    void resurrectWithNothingSound_failsAndStartsNothing() throws IOException {
        Files.writeString(stage.home.saved(), "scribble");
        assertThat(client.fail(Commands.RESURRECT, Fields.empty()).code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(stage.supervisor.all()).isEmpty();
    }

    @Test
    void saveThatCannotBeWritten_saysWhy() throws IOException {
        Files.createDirectory(stage.home.directory().resolve("saved.new"));
        Files.createFile(stage.home.directory().resolve("saved.new/in-the-way"));
        assertThat(client.fail(Commands.SAVE, Fields.empty()).message()).contains("The list cannot be saved");
    }

    @Test
    void autosave_savesABurstOfChangesOnceAndSomeTimeLater() {
        client.succeed(Commands.SETTINGS, Fields.builder().put("autosave", true).build());
        start(Stage.spec("api"), Stage.spec("worker"));
        assertThat(stage.home.saved()).doesNotExist();
        stage.until("it is saved", () -> Files.exists(stage.home.saved()));
        forgetAll();
        stage.until("it is saved again", () -> Files.exists(stage.home.savedBefore()));
        assertThat(left(resurrect())).isEmpty();
    }

    @Test
    void withoutAutosave_nothingIsSaved() {
        start(Stage.spec("api"));
        stage.pass(java.time.Duration.ofSeconds(10));
        assertThat(stage.home.saved()).doesNotExist();
    }

    @Test
    void autosaveBeforeEverythingIsStopped_keepsWhatWasUp() {
        client.succeed(Commands.SETTINGS, Fields.builder().put("autosave", true).build());
        start(Stage.spec("api"));
        stage.saver.freeze();
        client.succeed(Commands.STOP, Client.targets("api"));
        stage.pass(java.time.Duration.ofSeconds(10));
        assertThat(names(ActionResult.listOf(resurrect()))).containsExactly("api");
    }
}
