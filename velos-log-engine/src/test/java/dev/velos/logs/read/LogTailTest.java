package dev.velos.logs.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.VelosException;
import dev.velos.core.home.VelosHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    Path folder;

    private WrittenLog out;
    private WrittenLog err;

    @BeforeEach
    void logs() {
        out = new WrittenLog(folder, "api", "out");
        err = new WrittenLog(folder, "api", "err");
    }

    private List<String> last(int lines, WrittenLog... logs) {
        return LogTail.last(Arrays.stream(logs).map(log -> log.source).toList(), lines).stream()
                .map(LogLine::text)
                .toList();
    }

    @Test
    void missingAndEmptyFiles_haveNoLines() throws IOException {
        err.write("", 1);
        assertThat(last(10, out, err)).isEmpty();
        assertThat(last(10)).isEmpty();
    }

    @Test
    void noLinesAskedFor_givesNone() throws IOException {
        out.write("one\n", 1);
        assertThat(last(0, out)).isEmpty();
    }

    @Test
    void fewerLinesThanAskedFor_givesAll() throws IOException {
        out.write("one\n\ntwo\n", 1);
        assertThat(last(10, out)).containsExactly("one", "", "two");
    }

    @Test
    void lastLineWithoutLineFeed_isGiven() throws IOException {
        out.write("one\ntw", 1);
        assertThat(last(1, out)).containsExactly("tw");
        assertThat(last(2, out)).containsExactly("one", "tw");
    }

    @Test
    void onlyLineFeeds_areEmptyLines() throws IOException {
        out.write("\n\n\n", 1);
        assertThat(last(10, out)).containsExactly("", "", "");
    }

    @Test
    void streams_areMergedByArrival() throws IOException {
        out.write("a\n", 1).write("c\n", 3).write("e\n", 5);
        err.write("b\n", 2).write("d\n", 4);
        assertThat(last(10, out, err)).containsExactly("a", "b", "c", "d", "e");
        assertThat(last(2, err, out)).containsExactly("d", "e");
    }

    @Test
    void equalTimes_followTheOrderOfTheSources() throws IOException {
        out.write("o1\no2\n", 7);
        err.write("e1\n", 7);
        assertThat(last(10, out, err)).containsExactly("o1", "o2", "e1");
        assertThat(last(10, err, out)).containsExactly("e1", "o1", "o2");
    }

    @Test
    void clockThatWentBack_neverReordersOneSource() throws IOException {
        out.write("first\n", 100).write("second\n", 50);
        err.write("other\n", 70);
        assertThat(last(10, out, err)).containsExactly("first", "second", "other");
    }

    @Test
    void withoutIndex_linesHaveNoTimeAndFollowTheSources() throws IOException {
        out.bytes("o1\no2\n".getBytes(UTF_8));
        err.bytes("e1\ne2\n".getBytes(UTF_8));
        List<LogLine> lines = LogTail.last(List.of(out.source, err.source), 3);
        assertThat(lines).extracting(LogLine::text).containsExactly("o2", "e1", "e2");
        assertThat(lines).extracting(LogLine::time).allMatch(time -> time.isEmpty());
        assertThat(lines.getFirst().source()).isEqualTo(out.source);
    }

    @Test
    void linesBeforeTheFirstEntry_haveNoTimeButTheirPlace() throws IOException {
        out.bytes("old\n".getBytes(UTF_8)).index(4, 10).bytes("new\n".getBytes(UTF_8));
        err.write("between\n", 20);
        assertThat(last(10, out, err)).containsExactly("old", "new", "between");
        assertThat(LogTail.last(List.of(out.source), 2).getFirst().time()).isEmpty();
    }

    @Test
    void timeOfALine_isThatOfItsFirstByte() throws IOException {
        out.write("a\nbeg", 1_000_001).write("in\nc\n", 2_000_002);
        assertThat(LogTail.last(List.of(out.source), 3))
                .extracting(line -> line.time().orElseThrow())
                .containsExactly(
                        Instant.ofEpochSecond(1, 1_000),
                        Instant.ofEpochSecond(1, 1_000),
                        Instant.ofEpochSecond(2, 2_000));
    }

    @Test
    void ofTwoEntriesWithOneOffset_theLaterCounts() throws IOException {
        out.index(0, 5).write("a\n", 9);
        assertThat(LogTail.last(List.of(out.source), 1).getFirst().time()).contains(Instant.EPOCH.plusNanos(9_000));
    }

    @Test
    void tornAndBeyondTheEndEntries_areIgnored() throws IOException {
        out.write("a\n", 5).index(1_000, 77);
        Path index = folder.resolve("api-out.log.idx");
        byte[] whole = Files.readAllBytes(index);
        Files.write(index, Arrays.copyOf(whole, whole.length + 9));
        assertThat(LogTail.last(List.of(out.source), 1).getFirst().time()).contains(Instant.EPOCH.plusNanos(5_000));
    }

    @Test
    void rotatedFiles_areReadWhenTheCurrentOneHoldsTooFew() throws IOException {
        out.write("1\n2\n", 1).rotate().write("3\n", 3).rotate().write("4\n", 4);
        assertThat(last(10, out)).containsExactly("1", "2", "3", "4");
        assertThat(last(3, out)).containsExactly("2", "3", "4");
        assertThat(LogTail.last(List.of(out.source), 4))
                .extracting(line -> ArrivalOrder.micros(line.time().orElseThrow()))
                .containsExactly(1L, 1L, 3L, 4L);
    }

    @Test
    void lineCutByRotations_isOneLineWithTheTimeOfItsBeginning() throws IOException {
        out.write("a\nbe", 1).rotate().write("gi", 2).rotate().rotate().write("n\nz\n", 3);
        List<LogLine> lines = LogTail.last(List.of(out.source), 3);
        assertThat(lines).extracting(LogLine::text).containsExactly("a", "begin", "z");
        assertThat(lines.get(1).time()).contains(Instant.EPOCH.plusNanos(1_000));
    }

    @Test
    void rotationJustBehindALineFeed_makesNoEmptyLine() throws IOException {
        out.write("a\n", 1).rotate();
        assertThat(last(10, out)).containsExactly("a");
        out.write("b\n", 2);
        assertThat(last(10, out)).containsExactly("a", "b");
    }

    @Test
    void currentFileMissing_readsTheRotatedOnes() throws IOException {
        out.write("a\nb\n", 1).rotate();
        Files.delete(out.source.file());
        assertThat(last(1, out)).containsExactly("b");
    }

    @Test
    void megabyteWithoutLineFeed_isOneWholeLine() throws IOException {
        String line = "x".repeat(LineText.MAX_BYTES);
        out.write("before\n" + line, 1);
        assertThat(last(2, out)).containsExactly("before", line);
    }

    @Test
    void longerLine_isCutWithAMarker() throws IOException {
        int half = LineText.MAX_BYTES / 2 + 50;
        out.write("before\n" + "x".repeat(half), 1).rotate().write("y".repeat(half) + "\nafter\n", 2);
        List<String> lines = last(3, out);
        assertThat(lines).hasSize(3).startsWith("before").endsWith("after");
        assertThat(lines.get(1))
                .startsWith("x".repeat(half) + "y")
                .endsWith("y... [line cut: 100 more bytes]")
                .hasSize(LineText.MAX_BYTES + "... [line cut: 100 more bytes]".length());
    }

    @Test
    void cutInsideACharacter_leavesTheCharacterOut() throws IOException {
        out.write("x".repeat(LineText.MAX_BYTES - 1) + "\u20ac\n", 1);
        assertThat(last(1, out).getFirst()).endsWith("xx... [line cut: 3 more bytes]");
    }

    @Test
    void invalidUtf8_isReplaced() throws IOException {
        out.write(new byte[] {'a', (byte) 0xff, (byte) 0xc3, '\n', (byte) 0xe2, (byte) 0x82, '\n'}, 1);
        assertThat(last(2, out)).containsExactly("a\ufffd\ufffd", "\ufffd");
    }

    @Test
    void hundredThousandLines_allComeInOrder() throws IOException {
        List<String> expected = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            expected.add("line " + i);
            text.append("line ").append(i).append('\n');
            if (i % 20_000 == 19_999) {
                out.write(text.toString(), i).rotate();
                text.setLength(0);
            }
        }
        assertThat(last(200_000, out)).isEqualTo(expected);
        assertThat(last(50_001, out)).isEqualTo(expected.subList(49_999, 100_000));
    }

    @Test
    void largeIndex_datesEveryLine() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            out.index(text.length(), i);
            text.append(i).append('\n');
        }
        out.bytes(text.toString().getBytes(UTF_8));
        assertThat(LogTail.last(List.of(out.source), 5_000)).hasSize(3_000).allSatisfy(line -> {
            assertThat(Long.toString(ArrivalOrder.micros(line.time().orElseThrow())))
                    .isEqualTo(line.text());
        });
    }

    @Test
    void folderInPlaceOfALog_isAFailureThatNamesIt() throws IOException {
        Files.createDirectory(out.source.file());
        assertThatThrownBy(() -> last(1, out)).isInstanceOfSatisfying(VelosException.class, e -> {
            assertThat(e.failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(e.failure().message()).contains(out.source.file() + " is not a regular file");
        });
    }

    @Test
    void compressedFiles_areReadWithTheirTimes_andALineThatGoesThroughThemIsOne() throws IOException {
        out.write("one\ntw", 1_000_000).rotate().write("o\nthree\n", 2_000_000).rotate();
        out.write("four\n", 3_000_000).compress(2);
        assertThat(VelosHome.compressed(VelosHome.rotated(out.source.file(), 2)))
                .exists();
        assertThat(LogTail.last(List.of(out.source), 10))
                .extracting(LogLine::text)
                .containsExactly("one", "two", "three", "four");
        assertThat(LogTail.last(List.of(out.source), 10))
                .extracting(line -> line.time().orElseThrow())
                .startsWith(Instant.ofEpochSecond(1));
    }

    @Test
    void aFileThatIsThereBothWays_countsOnce() throws IOException {
        out.write("one\n", 1).rotate().write("two\n", 2).rotate();
        Path plain = VelosHome.rotated(out.source.file(), 2);
        byte[] bytes = Files.readAllBytes(plain);
        out.compress(2);
        Files.write(plain, bytes); // killed before it was removed
        assertThat(last(10, out)).containsExactly("one", "two");
    }

    @Test
    void damagedCompressedFile_isNamed() throws IOException {
        out.write("one\n", 1).rotate().write("two\n", 2).rotate().compress(2);
        Path compressed = VelosHome.compressed(VelosHome.rotated(out.source.file(), 2));
        byte[] bytes = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(bytes, bytes.length - 6));
        assertThatThrownBy(() -> last(10, out))
                .isInstanceOf(VelosException.class)
                .hasMessageContaining("api-out.log.2.gz is damaged");
    }
}
