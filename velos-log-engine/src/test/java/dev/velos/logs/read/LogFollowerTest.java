package dev.velos.logs.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.VelosHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
    @TempDir
    Path folder;

    private WrittenLog out;
    private WrittenLog err;

    @BeforeEach
    void logs() {
        out = new WrittenLog(folder, "api", "out", 3);
        err = new WrittenLog(folder, "api", "err", 3);
    }

    private static List<String> texts(List<LogLine> lines) {
        return lines.stream().map(LogLine::text).toList();
    }

    private LogFollower followOut() {
        return new LogFollower(List.of(out.source));
    }

    @Test
    void logAddedLater_beginsWithItsFirstLineSinceThen() throws IOException {
        out.write("known\n", 1);
        try (LogFollower follower = followOut()) {
            err.write("of an earlier life\n", 5).write("first\nsec", 10);
            follower.add(err.source, Instant.EPOCH.plusNanos(6_000));
            err.write("ond\n", 11);
            assertThat(texts(follower.poll())).containsExactly("first");
            assertThat(texts(follower.poll())).containsExactly("second");
        }
    }

    @Test
    void nothingNew_isAnEmptyList() throws IOException {
        out.write("old\n", 1);
        try (LogFollower follower = followOut()) {
            assertThat(follower.poll()).isEmpty();
        }
    }

    @Test
    void missingFile_isEmptyUntilItAppears() throws IOException {
        try (LogFollower follower = followOut()) {
            assertThat(follower.poll()).isEmpty();
            out.write("born\n", 1);
            assertThat(texts(follower.poll())).containsExactly("born");
        }
    }

    @Test
    void lineWithoutLineFeed_isHeldUntilItIsWhole() throws IOException {
        out.write("old\n", 1);
        try (LogFollower follower = followOut()) {
            out.write("ha", 2);
            assertThat(follower.poll()).isEmpty();
            out.write("lf\n", 3);
            List<LogLine> lines = follower.poll();
            assertThat(texts(lines)).containsExactly("half");
            assertThat(lines.getFirst().time()).contains(Instant.EPOCH.plusNanos(2_000));
        }
    }

    @Test
    void lineUnfinishedAtTheStart_isGivenWhole() throws IOException {
        out.write("old\nbeg", 1).rotate().write("in", 2);
        try (LogFollower follower = followOut()) {
            out.write("ning\n", 3);
            List<LogLine> lines = follower.poll();
            assertThat(texts(lines)).containsExactly("beginning");
            assertThat(lines.getFirst().time()).contains(Instant.EPOCH.plusNanos(1_000));
        }
    }

    @Test
    void drain_givesTheUnfinishedLineToo() throws IOException {
        try (LogFollower follower = followOut()) {
            out.write("one\ntw", 1);
            assertThat(texts(follower.drain())).containsExactly("one", "tw");
            assertThat(follower.drain()).isEmpty();
        }
    }

    @Test
    void backlog_andWhatFollows_meetWithoutGapOrRepeat() throws IOException {
        out.write("1\n2\n", 1).rotate().write("3\npart", 3);
        err.write("e\n", 2);
        try (LogFollower follower = new LogFollower(List.of(out.source, err.source), 3)) {
            out.write("ial\n", 4);
            assertThat(texts(follower.poll())).containsExactly("2", "e", "3");
            assertThat(texts(follower.poll())).containsExactly("partial");
        }
    }

    @Test
    void rotation_readsTheRestOfTheOldFileFirst() throws IOException {
        out.write("old\n", 1);
        try (LogFollower follower = followOut()) {
            out.write("1\n2", 2).rotate().write("b\n3\n", 3);
            assertThat(texts(follower.poll())).containsExactly("1", "2b", "3");
        }
    }

    @Test
    void severalRotationsBetweenPolls_loseNothing() throws IOException {
        out.write("old\n", 1);
        try (LogFollower follower = followOut()) {
            out.write("1\n", 2)
                    .rotate()
                    .write("2\n", 3)
                    .rotate()
                    .write("3\n", 4)
                    .rotate()
                    .write("4\n", 5);
            List<LogLine> lines = follower.poll();
            assertThat(texts(lines)).containsExactly("1", "2", "3", "4");
            assertThat(lines)
                    .extracting(line -> ArrivalOrder.micros(line.time().orElseThrow()))
                    .containsExactly(2L, 3L, 4L, 5L);
        }
    }

    @Test
    void fileRotatedOutBetweenPolls_goesOnWithTheFilesThatAreLeft() throws IOException {
        out.write("old\n", 1).rotate();
        Files.setLastModifiedTime(VelosHome.rotated(out.source.file(), 1), FileTime.fromMillis(1_000));
        Files.setLastModifiedTime(out.source.file(), FileTime.fromMillis(2_000));
        try (LogFollower follower = followOut()) {
            out.write("1\n", 2)
                    .rotate()
                    .write("2\n", 2)
                    .rotate()
                    .write("3\n", 3)
                    .rotate()
                    .write("4\n", 4);
            out.rotate().write("5\n", 5);
            assertThat(texts(follower.poll())).containsExactly("1", "2", "3", "4", "5");
        }
    }

    @Test
    void fileRemovedAndMadeAnew_doesNotRepeatRotatedOnes() throws IOException {
        out.write("rotated\n", 1).rotate().write("old\n", 2);
        Files.setLastModifiedTime(VelosHome.rotated(out.source.file(), 1), FileTime.fromMillis(1_000));
        try (LogFollower follower = followOut()) {
            Files.delete(out.source.file());
            assertThat(follower.poll()).isEmpty();
            Files.delete(VelosHome.indexOf(out.source.file()));
            out.write("new\n", 3);
            assertThat(texts(follower.poll())).containsExactly("new");
        }
    }

    @Test
    void emptiedFile_isReadFromItsBeginning() throws IOException {
        out.write("a long old line\nunfinished", 1);
        try (LogFollower follower = followOut()) {
            out.empty().write("new\n", 9);
            List<LogLine> lines = follower.poll();
            assertThat(texts(lines)).containsExactly("new");
            assertThat(lines.getFirst().time()).contains(Instant.EPOCH.plusNanos(9_000));
        }
    }

    @Test
    void indexThatAppearsLater_isFound() throws IOException {
        try (LogFollower follower = followOut()) {
            out.bytes("undated\n".getBytes(UTF_8));
            assertThat(follower.poll().getFirst().time()).isEmpty();
            out.write("dated\n", 5);
            assertThat(follower.poll().getFirst().time()).contains(Instant.EPOCH.plusNanos(5_000));
        }
    }

    @Test
    void linesOfOnePoll_areInTheOrderOfTheirArrival() throws IOException {
        try (LogFollower follower = new LogFollower(List.of(out.source, err.source))) {
            out.write("1\n", 1).write("3\n", 3);
            err.write("2\n", 2).write("4\n", 4);
            assertThat(texts(follower.poll())).containsExactly("1", "2", "3", "4");
        }
    }

    @Test
    void megabyteWithoutLineFeed_isCutWhenItGrowsOn() throws IOException {
        try (LogFollower follower = followOut()) {
            for (int i = 0; i < 3; i++) {
                out.write("x".repeat(1 << 20), i);
                assertThat(follower.poll()).isEmpty();
            }
            out.write("\nnext\n", 9);
            List<String> lines = texts(follower.poll());
            assertThat(lines).hasSize(2).endsWith("next");
            assertThat(lines.getFirst())
                    .hasSize((1 << 20) + "... [line cut: 2097152 more bytes]".length())
                    .endsWith("x... [line cut: 2097152 more bytes]");
        }
    }

    @Test
    void veryMuchAtOnce_comesInSeveralPolls() throws IOException {
        String line = "y".repeat(1023) + "\n";
        try (LogFollower follower = followOut()) {
            out.write(line.repeat(12 << 10), 1);
            int polls = 0;
            int lines = 0;
            for (List<LogLine> some = follower.poll(); !some.isEmpty(); some = follower.poll()) {
                polls++;
                lines += some.size();
            }
            assertThat(lines).isEqualTo(12 << 10);
            assertThat(polls).isBetween(2, 12);
        }
    }

    @Test
    void fileThatIsCompressedWhileItIsRead_isNotReadAgain() throws IOException {
        try (LogFollower follower = new LogFollower(List.of(out.source))) {
            out.write("one\n", 1);
            assertThat(follower.poll()).extracting(LogLine::text).containsExactly("one");
            out.write("two\n", 2)
                    .rotate()
                    .write("three\n", 3)
                    .rotate()
                    .compress(2)
                    .write("four\n", 4);
            assertThat(follower.drain()).extracting(LogLine::text).containsExactly("two", "three", "four");
        }
    }

    @Test
    void filesThatWereCompressedUnread_areRead() throws IOException {
        out.write("one\n", 1);
        try (LogFollower follower = new LogFollower(List.of(out.source))) {
            for (String line : List.of("two\n", "three\n", "four\n")) {
                out.rotate().write(line, 5).compress(2).compress(3);
            }
            assertThat(follower.drain()).extracting(LogLine::text).containsExactly("two", "three", "four");
        }
    }
}
