package dev.velos.daemon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.protocol.Fields;
import dev.velos.daemon.FullDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
    private static final int AHEAD = 256 << 10;

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("journal");
    }

    @Test
    void cutAtEveryByte_readsAWholePrefix() throws IOException {
        List<Fields> records = records(12);
        List<Long> ends = write(records);
        byte[] whole = Files.readAllBytes(path);
        for (int cut = 0; cut <= ends.getLast(); cut++) {
            Files.write(path, Arrays.copyOf(whole, cut));
            assertPrefix(records, ends, cut);
        }
    }

    @Test
    void zerosFromEveryByteOn_readAWholePrefix() throws IOException {
        List<Fields> records = records(12);
        List<Long> ends = write(records);
        byte[] whole = Files.readAllBytes(path);
        for (int from = ends.getLast().intValue(); from >= 0; from--) {
            Arrays.fill(whole, from, whole.length, (byte) 0);
            Files.write(path, whole);
            JournalFile.Content content = JournalFile.read(path);
            assertThat(content.records())
                    .isEqualTo(records.subList(0, content.records().size()));
            assertThat(content.end()).isLessThanOrEqualTo(from + lastZerosOf(ends, from));
        }
    }

    /** A record whose last bytes are zeros is whole before they are written. */
    private static long lastZerosOf(List<Long> ends, long from) {
        return ends.stream().filter(end -> end >= from).findFirst().orElseThrow() - from;
    }

    @Test
    void flippedByte_endsTheJournalBeforeItsRecord() throws IOException {
        List<Fields> records = records(8);
        List<Long> ends = write(records);
        byte[] whole = Files.readAllBytes(path);
        for (int at = 0; at < ends.getLast(); at++) {
            for (int bits : new int[] {0x01, 0x80, 0xff}) {
                whole[at] ^= (byte) bits;
                Files.write(path, whole);
                assertPrefix(records, ends, at);
                whole[at] ^= (byte) bits;
            }
        }
    }

    @Test
    void missingFile_isEmpty() throws IOException {
        assertThat(JournalFile.read(path).records()).isEmpty();
    }

    @Test
    void appending_goesOnAfterATornRecord() throws IOException {
        List<Fields> records = records(5);
        List<Long> ends = write(records);
        cut(ends.get(3) + 5);
        append(record(99, "new"));
        assertThat(JournalFile.read(path).records())
                .isEqualTo(List.of(records.get(0), records.get(1), records.get(2), records.get(3), record(99, "new")));
    }

    @Test
    void appendingOverABrokenRecord_bringsNoneOfThoseBehindItBack() throws IOException {
        List<Fields> records = List.of(record(1, "aaaa"), record(2, "bbbb"), record(3, "cccc"), record(4, "dddd"));
        List<Long> ends = write(records);
        byte[] whole = Files.readAllBytes(path);
        whole[ends.getFirst().intValue() + 10] ^= 1;
        Files.write(path, whole);
        append(record(5, "eeee"));
        assertThat(JournalFile.read(path).records()).containsExactly(record(1, "aaaa"), record(5, "eeee"));
    }

    @Test
    void largestRequest_fitsIntoARecord() throws IOException {
        Fields record = record(1, "x".repeat(16 << 20));
        append(record);
        append(record(2, "after it"));
        assertThat(JournalFile.read(path).records()).containsExactly(record, record(2, "after it"));
    }

    @Test
    void fullDisk_stillTakesWhatWasWrittenAhead() throws IOException {
        JournalFile file = JournalFile.append(path);
        List<Fields> written = new ArrayList<>();
        file.append(record(0, "first"));
        written.add(record(0, "first"));
        try (FullDisk _ = FullDisk.beyond(path.toFile().length())) {
            assertThatThrownBy(() -> {
                        for (int i = 1; ; i++) {
                            file.append(record(i, "more"));
                            written.add(record(i, "more"));
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        file.close();
        assertThat(JournalFile.read(path).records()).isEqualTo(written);
        assertThat(JournalFile.read(path).end()).isGreaterThan(AHEAD - 200);
    }

    @Test
    void nearlyFullDisk_takesRecordsAsLongAsTheyFit() throws IOException {
        JournalFile file = JournalFile.append(path);
        file.append(record(0, "first"));
        long room = path.toFile().length() + 10_000;
        try (FullDisk _ = FullDisk.beyond(room)) {
            for (int i = 1; file.size() < room - 200; i++) {
                file.append(record(i, "more"));
            }
        }
        file.close();
        assertThat(JournalFile.read(path).end()).isEqualTo(file.size());
    }

    @Test
    void recordThatDidNotFit_isNotThereWhenThereIsRoomAgain() throws IOException {
        JournalFile file = JournalFile.append(path);
        file.append(record(0, "first"));
        Fields large = record(1, "x".repeat(2 * AHEAD));
        try (FullDisk _ = FullDisk.beyond(path.toFile().length())) {
            assertThatThrownBy(() -> file.append(large)).isInstanceOf(IOException.class);
        }
        file.append(record(2, "second"));
        file.append(large);
        file.close();
        assertThat(JournalFile.read(path).records()).containsExactly(record(0, "first"), record(2, "second"), large);
    }

    @Test
    void crashBeforeReplace_leavesTheOldFile() throws IOException {
        append(record(1, "old"));
        JournalFile fresh = JournalFile.create(path);
        fresh.append(record(2, "new"));
        fresh.close();
        assertThat(JournalFile.read(path).records()).containsExactly(record(1, "old"));
        JournalFile again = JournalFile.create(path);
        again.append(record(3, "newest"));
        again.replace(path);
        again.append(record(4, "later"));
        again.close();
        assertThat(JournalFile.read(path).records()).containsExactly(record(3, "newest"), record(4, "later"));
    }

    private void assertPrefix(List<Fields> records, List<Long> ends, long at) throws IOException {
        int whole = (int) ends.stream().filter(end -> end <= at).count();
        JournalFile.Content content = JournalFile.read(path);
        assertThat(content.records()).isEqualTo(records.subList(0, whole));
        assertThat(content.end()).isEqualTo(whole == 0 ? 0 : ends.get(whole - 1));
    }

    private static List<Fields> records(int count) {
        List<Fields> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record(i, "x".repeat(i * 3)));
        }
        return records;
    }

    private static Fields record(long id, String text) {
        return Fields.builder().put("id", id).put("text", text).build();
    }

    /** Where each record ends. */
    private List<Long> write(List<Fields> records) throws IOException {
        JournalFile file = JournalFile.append(path);
        List<Long> ends = new ArrayList<>();
        for (Fields record : records) {
            file.append(record);
            ends.add(file.size());
        }
        file.close();
        return ends;
    }

    private void append(Fields record) throws IOException {
        JournalFile file = JournalFile.append(path);
        file.append(record);
        file.close();
    }

    private void cut(long length) throws IOException {
        Files.write(path, Arrays.copyOf(Files.readAllBytes(path), (int) length));
    }
}
