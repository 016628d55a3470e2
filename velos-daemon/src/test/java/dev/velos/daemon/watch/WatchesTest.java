package dev.velos.daemon.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.FolderEvents.Change;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchesTest {
    private static final Duration LONG = Duration.ofSeconds(1);

    @TempDir
    Path home;

    @TempDir
    Path folder;

    private Stage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new Stage(home);
        Files.createDirectories(folder.resolve("src/deep"));
        Files.createDirectories(folder.resolve("node_modules/x"));
        Files.writeString(folder.resolve("app.js"), "");
        Files.writeString(folder.resolve("src/a.js"), "");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private ProcessSpec spec() {
        return Stage.spec("api")
                .withProgram(it -> it.withCwd(folder.toString()))
                .withWatching(it -> it.withOn(true));
    }

    private ManagedProcess start(ProcessSpec spec) {
        ManagedProcess process = stage.startOnline(spec);
        stage.pass(LONG);
        return process;
    }

    private String path(String below) {
        return folder.resolve(below).toString();
    }

    private void writes(String below) {
        stage.backend.folders().happen(path(below).replaceFirst("/[^/]*$", ""), Change.FILE_WRITTEN, name(below));
    }

    private static String name(String below) {
        return below.substring(below.lastIndexOf('/') + 1);
    }

    private static long restarts(ManagedProcess process) {
        return process.state().tally().restarts();
    }

    private static String reason(ManagedProcess process) {
        return process.state().tally().reason();
    }

    @Test
    void foldersThatAreNotIgnored_areWatched() {
        start(spec());
        assertThat(stage.backend.folders().watched())
                .containsExactly(path("").replaceFirst("/$", ""), path("src"), path("src/deep"));
    }

    @Test
    void fileThatWasWritten_restartsTheProcessAndIsNamed() {
        ManagedProcess process = start(spec());
        writes("src/a.js");
        stage.pass(LONG);
        assertThat(restarts(process)).isEqualTo(1);
        assertThat(reason(process)).isEqualTo("watch: src/a.js");
        assertThat(process.state()).isInstanceOf(ProcessState.Online.class);
    }

    @Test
    void ignoredFile_restartsNothing() {
        ManagedProcess process = start(spec().withWatching(it -> it.withIgnore(List.of("/src/a.*"))));
        writes("api.log");
        writes("src/a.js");
        stage.pass(LONG);
        assertThat(restarts(process)).isZero();
    }

    @Test
    void burst_restartsOnceWhenItIsOver() {
        ManagedProcess process = start(spec());
        for (int i = 0; i < 1_000; i++) {
            writes("src/a.js");
            stage.pass(Duration.ofMillis(2));
        }
        assertThat(restarts(process)).isZero();
        stage.pass(LONG);
        assertThat(restarts(process)).isEqualTo(1);
    }

    @Test
    void burstWithoutEnd_restartsAllTheSame() {
        ManagedProcess process = start(spec());
        for (int i = 0; i < 700; i++) {
            writes("src/a.js");
            stage.pass(Duration.ofMillis(100));
        }
        assertThat(restarts(process)).isPositive();
    }

    @Test
    void manyFiles_areCounted() throws IOException {
        ManagedProcess process = start(spec());
        for (int i = 0; i < 40; i++) {
            Files.writeString(folder.resolve("src/f" + i), "");
            writes("src/f" + i);
        }
        stage.pass(LONG);
        assertThat(reason(process)).isEqualTo("watch: src/f0 and many more");
        writes("app.js");
        writes("src/f3");
        stage.pass(LONG);
        assertThat(reason(process)).isEqualTo("watch: app.js and 1 more");
    }

    @Test
    void saveThroughATemporaryFile_namesTheFileThatWasSaved() {
        ManagedProcess process = start(spec());
        String src = path("src");
        stage.backend.folders().happen(src, Change.FILE_APPEARED, "a.js.part");
        stage.backend.folders().happen(src, Change.FILE_WRITTEN, "a.js.part");
        stage.backend.folders().happen(src, Change.FILE_GONE, "a.js.part");
        stage.backend.folders().happen(src, Change.FILE_APPEARED, "a.js");
        stage.pass(LONG);
        assertThat(reason(process)).isEqualTo("watch: src/a.js");
    }

    @Test
    void fileThatCameAndWent_restartsNothing() {
        ManagedProcess process = start(spec());
        stage.backend.folders().happen(path("src"), Change.FILE_APPEARED, "x");
        stage.backend.folders().happen(path("src"), Change.FILE_WRITTEN, "x");
        stage.backend.folders().happen(path("src"), Change.FILE_GONE, "x");
        stage.pass(LONG);
        assertThat(restarts(process)).isZero();
    }

    @Test
    void fileThatIsGone_restartsTheProcess() {
        ManagedProcess process = start(spec());
        stage.backend.folders().happen(path("src"), Change.FILE_GONE, "old.js");
        stage.pass(LONG);
        assertThat(reason(process)).isEqualTo("watch: src/old.js");
    }

    @Test
    void newFolder_isFollowedWithWhatItHoldsAlready() throws IOException {
        ManagedProcess process = start(spec());
        Files.createDirectories(folder.resolve("lib/inner"));
        Files.writeString(folder.resolve("lib/inner/b.js"), "");
        stage.backend.folders().happen(path("").replaceFirst("/$", ""), Change.FOLDER_APPEARED, "lib");
        stage.pass(LONG);
        assertThat(reason(process)).isEqualTo("watch: lib/inner/b.js");
        assertThat(stage.backend.folders().watched()).contains(path("lib"), path("lib/inner"));
        writes("lib/inner/c.js");
        stage.pass(LONG);
        assertThat(reason(process)).isEqualTo("watch: lib/inner/c.js");
    }

    @Test
    void emptyOrIgnoredNewFolder_restartsNothing() throws IOException {
        ManagedProcess process = start(spec());
        Files.createDirectories(folder.resolve("empty"));
        Files.createDirectories(folder.resolve(".git/objects"));
        Files.writeString(folder.resolve(".git/objects/x"), "");
        for (String name : List.of("empty", ".git")) {
            stage.backend.folders().happen(path("").replaceFirst("/$", ""), Change.FOLDER_APPEARED, name);
        }
        stage.pass(LONG);
        assertThat(restarts(process)).isZero();
        assertThat(stage.backend.folders().watched()).contains(path("empty")).doesNotContain(path(".git"));
    }

    @Test
    void folderThatMovedAway_isLetGoOf() {
        ManagedProcess process = start(spec());
        stage.backend.folders().happen(path("").replaceFirst("/$", ""), Change.FOLDER_MOVED_AWAY, "src");
        stage.pass(LONG);
        assertThat(reason(process)).isEqualTo("watch: src");
        assertThat(stage.backend.folders().watched()).doesNotContain(path("src"), path("src/deep"));
    }

    @Test
    void overflow_restartsOnceAndFindsNewFolders() throws IOException {
        ManagedProcess process = start(spec());
        Files.createDirectories(folder.resolve("unseen"));
        stage.backend.folders().overflow();
        stage.pass(LONG);
        assertThat(restarts(process)).isEqualTo(1);
        assertThat(reason(process)).isEqualTo("watch: many files");
        assertThat(stage.backend.folders().watched()).contains(path("unseen"));
    }

    @Test
    void limitOfWatches_isToldWithWhatToRaise() {
        stage.backend.folders().allow(2);
        ManagedProcess process = start(spec());
        assertThat(process.notes().get("watch"))
                .contains("fs.inotify.max_user_watches = 2", "sysctl fs.inotify.max_user_watches=1048576");
        writes("app.js");
        stage.pass(LONG);
        assertThat(restarts(process)).isEqualTo(1);
    }

    @Test
    void oneFile_isWatchedByItsFolder() {
        ManagedProcess process = start(spec().withWatching(it -> it.withPaths(List.of(path("src/a.js")))));
        assertThat(stage.backend.folders().watched()).containsExactly(path("src"));
        writes("src/b.js");
        stage.pass(LONG);
        assertThat(restarts(process)).isZero();
        stage.backend.folders().happen(path("src"), Change.FILE_APPEARED, "a.js");
        stage.pass(LONG);
        assertThat(reason(process)).isEqualTo("watch: src/a.js");
    }

    @Test
    void patterns_areRelativeToTheWorkingDirectory() {
        ManagedProcess process = start(
                spec().withWatching(it -> it.withPaths(List.of(path("src"))).withIgnore(List.of("/src/a.js"))));
        writes("src/a.js");
        stage.pass(LONG);
        assertThat(restarts(process)).isZero();
    }

    @Test
    void missingPath_isToldAndWatchedWhenItIsThere() throws IOException {
        ManagedProcess process = start(spec().withWatching(it -> it.withPaths(List.of(path("dist")))));
        assertThat(process.notes().get("watch")).contains(path("dist") + " does not exist");
        Files.createDirectories(folder.resolve("dist"));
        Files.writeString(folder.resolve("dist/b.js"), "");
        stage.pass(Duration.ofSeconds(3));
        assertThat(process.notes()).isEmpty();
        assertThat(reason(process)).isEqualTo("watch: dist/b.js");
    }

    @Test
    void pathThatWasRemovedAndMadeAnew_isWatchedAgain() throws IOException {
        ManagedProcess process = start(spec().withWatching(it -> it.withPaths(List.of(path("src/deep")))));
        stage.backend.folders().end(path("src/deep"));
        Files.writeString(folder.resolve("src/deep/b.js"), "");
        stage.pass(Duration.ofSeconds(3));
        assertThat(reason(process)).isEqualTo("watch: src/deep/b.js");
    }

    @Test
    void stoppedProcess_isNotWatched() {
        ManagedProcess process = start(spec());
        stage.supervisor.wish(process, Goal.DOWN);
        stage.until(process, ProcessState.Stopped.class);
        assertThat(stage.backend.folders().isOpen()).isFalse();
        stage.supervisor.wish(process, Goal.UP);
        stage.until(process, ProcessState.Online.class);
        stage.pass(LONG);
        writes("app.js");
        stage.pass(LONG);
        assertThat(reason(process)).isEqualTo("watch: app.js");
    }

    @Test
    void processThatWasGivenUp_startsWithTheChangeThatMendsIt() {
        ManagedProcess process =
                start(spec().withRestart(it -> it.withMaxRestarts(0).withMinUptime(Duration.ofHours(1))));
        stage.backend.exit(Stage.pid(process), 1 << 8);
        stage.until(process, ProcessState.Errored.class);
        writes("app.js");
        stage.until(process, ProcessState.Online.class);
        assertThat(reason(process)).isEqualTo("watch: app.js");
    }

    @Test
    void twoProcessesInOneFolder_areBothRestarted() {
        ManagedProcess one = start(spec());
        ManagedProcess other = start(Stage.spec("web")
                .withProgram(it -> it.withCwd(folder.toString()))
                .withWatching(it -> it.withOn(true)));
        writes("src/a.js");
        stage.pass(LONG);
        assertThat(List.of(restarts(one), restarts(other))).containsExactly(1L, 1L);
        stage.supervisor.wish(one, Goal.DOWN);
        stage.until(one, ProcessState.Stopped.class);
        writes("src/a.js");
        stage.pass(LONG);
        assertThat(restarts(other)).isEqualTo(2);
    }

    @Test
    void otherSpec_isWatchedByWithoutARestart() {
        ManagedProcess process = start(spec());
        stage.supervisor.respec(process, spec().withWatching(it -> it.withIgnore(List.of("src/"))));
        stage.pass(LONG);
        assertThat(stage.backend.folders().watched()).hasSize(1);
        assertThat(restarts(process)).isZero();
        stage.supervisor.respec(process, spec().withWatching(it -> it.withOn(false)));
        stage.turn();
        assertThat(stage.backend.folders().isOpen()).isFalse();
    }

    @Test
    void nextDaemon_watchesOn() {
        start(spec());
        stage.backend.folders().close();
        stage.killAndStartAnew();
        stage.pass(LONG);
        writes("app.js");
        stage.pass(LONG);
        assertThat(reason(stage.process("api"))).isEqualTo("watch: app.js");
    }

    @Test
    void nothingWatched_opensNothing() {
        stage.startOnline("quiet");
        assertThat(stage.backend.folders().isOpen()).isFalse();
    }
}
