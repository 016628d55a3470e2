package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.daemon.os.FolderEvents.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backend that can watch folders promises of them. */
abstract class FolderContract {
    @TempDir
    Path folder;

    private Backend backend;
    private FolderEvents events;
    private boolean ready;
    private final List<String> heard = new ArrayList<>();

    private final FolderEvents.Listener listener = new FolderEvents.Listener() {
        @Override
        public void happened(int watch, Change change, FolderEvents.Name name) {
            heard.add(change + " " + name.text());
        }

        @Override
        public void ended(int watch) {
            heard.add("ended");
        }

        @Override
        public void moved(int watch) {
            heard.add("moved");
        }

        @Override
        public void overflowed() {
            heard.add("overflowed");
        }
    };

    abstract Backend openBackend();

    @BeforeEach
    void open() throws OsException {
        backend = openBackend();
        events = backend.openFolderEvents().orElseThrow();
        events.onReady(() -> ready = true);
    }

    @AfterEach
    void close() {
        events.close();
        backend.close();
    }

    private void until(BooleanSupplier condition) {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            assertThat(i).as(heard.toString()).isLessThan(1_000);
            backend.poller().await(30_000_000);
        }
    }

    private List<String> read() throws OsException {
        until(() -> ready);
        events.read(listener);
        ready = false;
        events.rearm();
        return heard;
    }

    @Test
    void fileThatIsMadeWrittenMovedAndRemoved_isTold() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        events.add(folder.toString());
        Files.writeString(folder.resolve("\u00e9 a"), "x");
        Files.move(folder.resolve("\u00e9 a"), folder.resolve("b"));
        Files.move(folder.resolve("b"), folder.resolve("sub/b"));
        Files.writeString(folder.resolve("c"), "x");
        Files.delete(folder.resolve("c"));
        assertThat(read())
                .containsExactly(
                        "FILE_APPEARED \u00e9 a",
                        "FILE_WRITTEN \u00e9 a",
                        "FILE_GONE \u00e9 a",
                        "FILE_APPEARED b",
                        "FILE_GONE b",
                        "FILE_APPEARED c",
                        "FILE_WRITTEN c",
                        "FILE_GONE c");
    }

    @Test
    void folders_areToldApartFromFiles() throws IOException {
        events.add(folder.toString());
        Files.createDirectory(folder.resolve("sub"));
        Files.move(folder.resolve("sub"), folder.resolve("other"));
        Files.delete(folder.resolve("other"));
        assertThat(read()).containsExactly("FOLDER_APPEARED sub", "FOLDER_MOVED_AWAY sub", "FOLDER_APPEARED other");
    }

    @Test
    void folderThatIsRemovedOrMoved_isTold() throws IOException {
        Path moving = Files.createDirectory(folder.resolve("moving"));
        Path ending = Files.createDirectory(folder.resolve("ending"));
        events.add(moving.toString());
        events.add(ending.toString());
        Files.move(moving, folder.resolve("moved"));
        Files.delete(ending);
        assertThat(read()).containsExactly("moved", "ended");
    }

    @Test
    void sameFolder_hasOneWatch() throws OsException {
        assertThat(events.add(folder.toString())).isEqualTo(events.add(folder.toString()));
    }

    @Test
    void removedWatch_isQuiet() throws IOException {
        int watch = events.add(folder.toString());
        events.remove(watch);
        events.remove(watch);
        Files.writeString(folder.resolve("a"), "x");
        assertThat(read()).containsExactly("ended");
    }

    @Test
    void readiness_isToldOnceUntilItIsAskedForAgain() throws IOException {
        events.add(folder.toString());
        Files.writeString(folder.resolve("a"), "x");
        until(() -> ready);
        ready = false;
        backend.poller().await(0);
        assertThat(ready).isFalse();
        events.rearm();
        until(() -> ready);
    }

    @Test
    void nothingToRead_isSaid() throws OsException {
        assertThat(events.read(listener)).isFalse();
    }

    @Test
    void whatIsNoFolder_isRefused() throws IOException {
        Files.writeString(folder.resolve("file"), "x");
        Files.createSymbolicLink(folder.resolve("link"), folder);
        assertThatThrownBy(() -> events.add(folder.resolve("missing").toString()))
                .isInstanceOfSatisfying(
                        OsException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        for (String name : List.of("file", "link")) {
            assertThatThrownBy(() -> events.add(folder.resolve(name).toString()))
                    .isInstanceOfSatisfying(
                            OsException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOTDIR));
        }
    }

    @Test
    void limit_isNamed() {
        assertThat(events.limit()).matches("fs\\.inotify\\.max_user_watches = [0-9]+");
    }
}
