package dev.velos.daemon.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.saved.SavedList.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedListTest {
    @TempDir
    Path folder;

    private Path file;
    private Path previous;

    @BeforeEach
    void paths() {
        file = folder.resolve("saved");
        previous = folder.resolve("saved.previous");
    }

    private static SavedProcess process(String name, Integer... up) {
        ProcessSpec spec = ProcessSpec.of(new ProcessName(name), "/bin/true", "/")
                .inheriting(Map.of("PATH", "/bin", "A_KEY", "secret"))
                .withEnvironment(it -> it.withOwn(Map.of("NAME", name)));
        return new SavedProcess(spec, List.of(up));
    }

    private void write(long atMillis, SavedProcess... processes) throws IOException {
        SavedList.write(file, previous, SavedList.records(new Content(atMillis, List.of(processes))));
    }

    private SavedList.Found found() throws IOException {
        return SavedList.find(file, previous).orElseThrow();
    }

    @Test
    void whatWasWritten_isRead() throws IOException {
        write(7, process("api", 0), process("worker"));
        assertThat(found().content()).isEqualTo(new Content(7, List.of(process("api", 0), process("worker"))));
        assertThat(found().complaint()).isEmpty();
    }

    @Test
    void file_isForItsOwnerOnly() throws IOException {
        write(1, process("api", 0));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void environmentThatManyInherit_isWrittenOnce() {
        List<SavedProcess> many = IntStream.range(0, 50)
                .mapToObj(number -> process("p" + number, 0))
                .toList();
        assertThat(SavedList.records(new Content(1, many)))
                .filteredOn(record -> record.text("kind").equals("env"))
                .hasSize(1);
    }

    @Test
    void nothingSaved_isNothingAndNoError() throws IOException {
        assertThat(SavedList.find(file, previous)).isEmpty();
    }

    @Test
    void emptyList_isOne() throws IOException {
        write(3);
        assertThat(found().content()).isEqualTo(new Content(3, List.of()));
    }

    @Test
    void damagedList_isSaidAndTheOneBeforeIsTaken() throws IOException {
        write(1, process("api", 0));
        write(2, process("api", 0), process("worker", 0));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 1;
        Files.write(file, bytes);
        assertThat(found().content().savedAtMillis()).isEqualTo(1);
        assertThat(found().complaint().orElseThrow())
                .contains(file + " cannot be used")
                .contains(previous.toString());
    }

    @Test
    void listCutShort_isDamaged() throws IOException {
        write(1, process("api", 0));
        write(2, process("api", 0), process("worker", 0));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, 300));
        assertThat(found().content().savedAtMillis()).isEqualTo(1);
        assertThat(found().complaint()).isPresent();
    }

    @Test
    void damagedList_isNotKeptInPlaceOfASoundOne() throws IOException {
        write(1, process("api", 0));
        write(2, process("api", 0));
        Files.writeString(file, "scribble");
        write(3, process("worker", 0));
        assertThat(found().content().savedAtMillis()).isEqualTo(3);
        Files.writeString(file, "scribble");
        assertThat(found().content().savedAtMillis()).isEqualTo(1);
    }

    @Test
    void killedBetweenTheTwoRenames_theOneBeforeIsTaken() throws IOException {
        write(1, process("api", 0));
        Files.move(file, previous);
        assertThat(found().content().savedAtMillis()).isEqualTo(1);
        assertThat(found().complaint().orElseThrow()).contains("there is none");
    }

    @Test
    void bothDamaged_isAnErrorThatNamesBoth() throws IOException {
        Files.writeString(file, "scribble");
        Files.writeString(previous, "scribble");
        assertThatThrownBy(this::found)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(previous.toString());
    }

    @Test
    void listOfANewerVersion_isRefusedAsSuch() throws IOException {
        List<Fields> records = List.of(Fields.builder()
                .put("kind", "saved")
                .put("version", 2)
                .put("at_ms", 1)
                .put("processes", 0)
                .build());
        SavedList.write(file, previous, records);
        assertThatThrownBy(this::found).hasMessageContaining("a newer Velos has written it");
    }
}
