package dev.velos.daemon.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.FullDisk;
import dev.velos.daemon.capture.CaptureBench.Entry;
import dev.velos.daemon.os.fake.FakeBackend;
import dev.velos.daemon.os.linux.LinuxBackend;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamCaptureTest {
    @TempDir
    Path folder;

    @Test
    void silentStream_hasNoLog() {
        try (CaptureBench bench = bench()) {
            bench.capture.drain();
            assertThat(folder.toFile().list()).containsExactly("api.out");
            assertThat(bench.capture.last(10, 0)).isEmpty();
        }
    }

    @Test
    void megabyteWithoutALineEnd_isWrittenAsItIs() {
        try (CaptureBench bench = bench()) {
            bench.print("x".repeat(1 << 20));
            assertThat(bench.text()).hasSize(1 << 20);
            assertThat(bench.grownTo).isEqualTo(1 << 20);
        }
    }

    @Test
    void programThatClosesItsOutput_isWatchedAgainWithTheNextOne() {
        FakeBackend fake = new FakeBackend();
        CaptureBench bench = new CaptureBench(fake, folder, LogPolicy.DEFAULT);
        bench.capture.watch();
        bench.write("last\n");
        bench.closeWriter();
        for (int i = 0; i < 5; i++) {
            bench.turn();
        }
        assertThat(bench.text()).isEqualTo("last\n");
        var next = fake.openWriter(folder.resolve("api.out"));
        next.write("not watched\n".getBytes(UTF_8));
        bench.turn();
        assertThat(bench.text()).isEqualTo("last\n");
        bench.capture.watch();
        bench.turn();
        assertThat(bench.text()).isEqualTo("last\nnot watched\n");
        next.close();
        bench.capture.discard();
        assertThat(fake.openHandles()).isEmpty();
    }

    @Test
    void writerThatNeverStops_doesNotHoldTheLoopUp() throws Exception {
        CaptureBench bench = bench();
        AtomicBoolean over = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                bench.write("x".repeat(4_000));
            }
        });
        for (int i = 0; i < 20; i++) {
            bench.capture.drain();
            bench.flush();
        }
        over.set(true);
        while (writer.isAlive()) {
            bench.capture.drain();
        }
        writer.join();
        bench.close();
    }

    @Test
    void removedLog_isMadeAnew() throws IOException {
        try (CaptureBench bench = bench()) {
            bench.print("before\n");
            Files.delete(bench.log);
            bench.clock.advance(Duration.ofSeconds(1));
            bench.print("after\n");
            assertThat(bench.text()).isEqualTo("after\n");
            assertThat(bench.index(bench.log)).last().isEqualTo(new Entry(0, bench.clock.epochMicros()));
            assertThat(bench.capture.droppedBytes()).isZero();
        }
    }

    @Test
    void removedFolderOfLogs_dropsUntilItIsThereAgain() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        try (CaptureBench bench = new CaptureBench(LinuxBackend.open(), logs, LogPolicy.DEFAULT)) {
            bench.print("before\n");
            Path elsewhere = folder.resolve("elsewhere");
            Files.move(logs, elsewhere);
            Files.delete(elsewhere.resolve("api-out.log"));
            bench.clock.advance(Duration.ofMillis(1));
            bench.print("lost\n");
            assertThat(bench.capture.droppedBytes()).isEqualTo(5);
            assertThat(bench.capture.last(5, 0)).containsExactly("lost");
            Files.move(elsewhere, logs);
            bench.print("after\n");
            assertThat(bench.text()).isEqualTo("after\n");
        }
    }

    @Test
    void folderInTheLogsPlace_dropsAndCounts() throws IOException {
        try (CaptureBench bench = bench()) {
            Files.createDirectory(bench.log);
            bench.print("lost\n".repeat(30_000));
            assertThat(bench.capture.droppedBytes()).isEqualTo(150_000);
            Files.delete(bench.log);
            bench.print("after\n");
            assertThat(bench.text()).isEqualTo("after\n");
        }
    }

    @Test
    void logEmptiedBySomebody_goesOnFromItsBeginning() throws IOException {
        try (CaptureBench bench = bench()) {
            bench.print("before\n");
            bench.clock.advance(Duration.ofSeconds(1));
            bench.print("more\n");
            try (RandomAccessFile file = new RandomAccessFile(bench.log.toFile(), "rw")) {
                file.setLength(0);
            }
            bench.clock.advance(Duration.ofSeconds(1));
            bench.print("after\n");
            assertThat(bench.text()).isEqualTo("after\n");
            assertThat(bench.grownTo).isEqualTo(6);
            assertThat(bench.index(bench.log)).containsExactly(new Entry(0, bench.clock.epochMicros()));
        }
    }

    @Test
    void flush_emptiesLogAndIndexAndRemovesRotatedFiles() {
        try (CaptureBench bench = new CaptureBench(
                LinuxBackend.open(), folder, LogPolicy.DEFAULT.withMaxBytes(100).withMaxFiles(5))) {
            for (int i = 0; i < 100; i++) {
                bench.print("line number " + i + "\n");
            }
            bench.write("waits in the pipe\n");
            bench.flush();
            assertThat(bench.text()).isEmpty();
            assertThat(bench.index(bench.log)).isEmpty();
            assertThat(folder.toFile().list()).hasSize(3);
            bench.print("after\n");
            assertThat(bench.text()).isEqualTo("after\n");
            assertThat(bench.index(bench.log)).hasSize(1);
        }
    }

    @Test
    void times_areThoseOfTheBytes() {
        try (CaptureBench bench = bench()) {
            long start = bench.clock.epochMicros();
            bench.print("one\n");
            bench.clock.advance(Duration.ofNanos(500_000));
            bench.print("two\n");
            bench.clock.advance(Duration.ofMillis(7));
            bench.print("three\n");
            assertThat(bench.index(bench.log)).containsExactly(new Entry(0, start), new Entry(8, start + 7_500));
        }
    }

    @Test
    void clockSetBack_isInTheIndexAtOnce() {
        try (CaptureBench bench = bench()) {
            bench.print("one\n");
            bench.clock.setBack(Duration.ofHours(1));
            bench.print("two\n");
            assertThat(bench.index(bench.log)).last().isEqualTo(new Entry(4, bench.clock.epochMicros()));
        }
    }

    @Test
    void tornIndex_isMended() throws IOException {
        try (CaptureBench bench = bench()) {
            Files.write(VelosHome.indexOf(bench.log), new byte[16 + 7]);
            bench.print("one\n");
            assertThat(bench.index(bench.log))
                    .containsExactly(new Entry(0, 0), new Entry(0, bench.clock.epochMicros()));
        }
    }

    @Test
    void indexOfAnotherLog_isBegunAnew() throws IOException {
        try (CaptureBench bench = bench()) {
            byte[] beyond = ByteBuffer.allocate(16).putLong(500).putLong(1).array();
            Files.write(VelosHome.indexOf(bench.log), beyond);
            bench.print("one\n");
            assertThat(bench.index(bench.log)).containsExactly(new Entry(0, bench.clock.epochMicros()));
        }
    }

    @Test
    void fullDisk_countsKeepsTheLastLinesAndGoesOnWithWholeLines() {
        FakeBackend fake = new FakeBackend();
        try (CaptureBench bench = new CaptureBench(fake, folder, LogPolicy.DEFAULT)) {
            bench.print("first\nbegun");
            fake.fillDisk();
            bench.print(" lost\nlost too\nhalf");
            assertThat(bench.capture.droppedBytes()).isEqualTo(19);
            assertThat(bench.capture.last(2, 0)).containsExactly("lost too", "half");
            fake.freeDisk();
            bench.print(" of it lost\nafter\n");
            bench.capture.drain();
            assertThat(bench.text()).isEqualTo("first\nbegun\nafter\n");
            assertThat(bench.capture.droppedBytes()).isEqualTo(19 + 12);
            assertThat(bench.capture.last(5, 0)).containsExactly("first", "begun", "after");
        }
    }

    @Test
    void diskThatFillsInTheMiddleOfALine_costsWholeLinesOnly() throws IOException {
        try (CaptureBench bench = bench()) {
            bench.print("line 0\n");
            int written = 1;
            try (FullDisk _ = FullDisk.beyond(100)) {
                for (; written < 1_000; written++) {
                    bench.print("line " + written + "\n");
                }
                assertThat(Files.size(bench.log)).isLessThanOrEqualTo(100);
            }
            bench.print("line 1000\n");
            List<String> lines = bench.text().lines().toList();
            assertThat(lines).startsWith("line 0", "line 1").endsWith("line 1000");
            assertThat(lines).filteredOn(line -> !line.matches("line \\d+")).hasSizeLessThanOrEqualTo(1);
            assertThat(bench.capture.droppedBytes()).isPositive();
            assertThat(bench.index(bench.log)).isSortedAccordingTo(Comparator.comparingLong(Entry::offset));
        }
    }

    @Test
    void fullDisk_holdsUpNoProgram() {
        try (CaptureBench bench = bench();
                FullDisk _ = FullDisk.beyond(0)) {
            bench.capture.watch();
            for (int i = 0; i < 100; i++) {
                bench.write("x".repeat(60_000));
                for (int turn = 0; turn < 3; turn++) {
                    bench.turn();
                }
            }
            assertThat(bench.capture.droppedBytes()).isEqualTo(6_000_000);
            assertThat(bench.capture.last(1, 0).getFirst()).hasSize(LineRing.MAX_BYTES);
        }
    }

    @Test
    void lastLinesAfterARotation_areFound() {
        try (CaptureBench bench = new CaptureBench(
                LinuxBackend.open(),
                folder,
                LogPolicy.DEFAULT.withMaxBytes(1_000).withMaxFiles(5))) {
            bench.print("x".repeat(2_000) + "\n");
            long offset = bench.capture.logSize();
            bench.print("new\nlast words\n");
            assertThat(bench.capture.last(10, offset)).containsExactly("new", "last words");
        }
    }

    @Test
    void nextDaemon_takesWhatWaitsInThePipe() throws IOException {
        try (CaptureBench bench = bench()) {
            bench.print("before\n");
            bench.write("between\n");
            StreamCapture next = bench.captures.stream(folder.resolve("api.out"), bench.log, LogPolicy.DEFAULT);
            next.open();
            next.drain();
            assertThat(bench.text()).isEqualTo("before\nbetween\n");
            next.discard();
        }
    }

    private CaptureBench bench() {
        return new CaptureBench(LinuxBackend.open(), folder, LogPolicy.DEFAULT);
    }
}
