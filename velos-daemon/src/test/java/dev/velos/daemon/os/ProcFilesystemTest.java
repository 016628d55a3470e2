package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.daemon.os.ProcessFacts.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesystemTest {
    private static final String NUMBERS = " 1 2 3 0 -1 0 0 0 0 0 1 1 0 0 20 0 1 0 77 1000 5 0\n";

    @TempDir
    Path root;

    private ProcFilesystem table;

    @BeforeEach
    void open() {
        table = new ProcFilesystem(root, new ProcStat(100, 4096));
    }

    @Test
    void all_takesNumbersOnly() throws IOException {
        process(7, "7 (a b) S" + NUMBERS);
        process(12, "12 (c) Z" + NUMBERS);
        Files.createDirectories(root.resolve("self"));
        Files.writeString(root.resolve("meminfo"), "");
        assertThat(table.all()).extracting(ProcessFacts::pid).containsExactlyInAnyOrder(7L, 12L);
    }

    @Test
    void all_skipsProcessThatEndedMeanwhile() throws IOException {
        process(7, "7 (a) S" + NUMBERS);
        Files.createDirectories(root.resolve("8"));
        process(9, "");
        assertThat(table.all()).extracting(ProcessFacts::pid).containsExactly(7L);
    }

    @Test
    void threads_areEachReadByItself() throws IOException {
        process(7, "7 (a) S" + NUMBERS);
        thread(7, 7, "7 (a) S" + NUMBERS);
        thread(7, 8, "8 (worker) R) R" + NUMBERS);
        thread(7, 9, "9 (a) D" + NUMBERS);
        Files.createDirectories(root.resolve("7/task/10")); // ended meanwhile
        assertThat(table.threads(7)).containsExactlyInAnyOrder(State.SLEEPING, State.RUNNING, State.OTHER);
        assertThat(table.threads(8)).isEmpty();
    }

    @Test
    void factsOfUnknownPid_areEmpty() {
        assertThat(table.facts(7)).isEmpty();
    }

    @Test
    void variable_matchesTheWholeName() throws IOException {
        process(7, "7 (a) S" + NUMBERS);
        Files.writeString(root.resolve("7/environ"), "XNAME=1\0NAME2=2\0NAME=wert=ü\nx\0EMPTY=\0LAST=z");
        assertThat(table.variable(7, "NAME")).contains("wert=ü\nx");
        assertThat(table.variable(7, "EMPTY")).contains("");
        assertThat(table.variable(7, "LAST")).contains("z");
        assertThat(table.variable(7, "NAM")).isEmpty();
        assertThat(table.variable(8, "NAME")).isEmpty();
    }

    @Test
    void missingBootId_saysWhatToDo() {
        assertThatThrownBy(table::bootId).hasMessageContaining("Mount /proc");
    }

    private void thread(long pid, long thread, String stat) throws IOException {
        Path folder = Files.createDirectories(root.resolve(pid + "/task/" + thread));
        Files.writeString(folder.resolve("stat"), stat);
    }

    private void process(long pid, String stat) throws IOException {
        Path folder = Files.createDirectories(root.resolve(Long.toString(pid)));
        Files.writeString(folder.resolve("stat"), stat);
    }
}
