package dev.velos.daemon.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.loop.ManualClock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.linux.LinuxBackend;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs that are made line by line: what becomes of the lines, and that a kill at any moment costs none. */
class LineLogTest {
    private static final String LABEL = LineFormat.label("api", 0, "out");
    private static final LogPolicy SMALL = LogPolicy.DEFAULT.withMaxBytes(200).withMaxFiles(900);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();

    /** How lines are marked, and how the text of a marked line is had back. */
    enum Form {
        PLAIN(new LineFormat(false, false)),
        STAMPED(new LineFormat(false, true)),
        JSON(new LineFormat(true, false));

        final LineFormat format;

        Form(LineFormat format) {
            this.format = format;
        }

        String text(String line) {
            return switch (this) {
                case PLAIN -> line;
                case STAMPED -> line.substring("2026-01-01T00:00:00.000Z ".length());
                case JSON -> line.substring(line.indexOf("\"msg\":\"") + 7, line.length() - 2);
            };
        }
    }

    /** A daemon's end of one stream. */
    private LineLog log(CaptureIo io, VelosHome home, String stream, LogPolicy policy, LineFormat format) {
        Carrier carrier = new Carrier(io, StagingBuffer.open(home.stagingBuffer()));
        LogFile target = new LogFile(carrier, file(home), policy);
        return log(carrier, target, home, stream, format);
    }

    private static LineLog log(Carrier carrier, LogFile target, VelosHome home, String stream, LineFormat format) {
        ByteBuffer text = ByteBuffer.allocateDirect(256 << 10);
        return new LineLog(target, carrier, home.lines("api", 0, stream), format, LABEL, text);
    }

    private static Path file(VelosHome home) {
        return home.directory().resolve("api-all.log");
    }

    private VelosHome home(String name) throws IOException {
        VelosHome home = new VelosHome(Files.createDirectory(folder.resolve(name)));
        Files.createDirectory(home.run());
        return home;
    }

    private static List<String> lines(VelosHome home) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int n = 999; n >= 1; n--) {
            Path rotated = VelosHome.rotated(file(home), n);
            text.append(Files.exists(rotated) ? Files.readString(rotated, ISO_8859_1) : "");
        }
        return text.append(Files.exists(file(home)) ? Files.readString(file(home), ISO_8859_1) : "")
                .toString()
                .lines()
                .toList();
    }

    private void move(LineLog log, int pipe) throws OsException {
        if (log.stage(pipe, 1 << 20, clock.epochMicros()) > 0) {
            log.write(clock.epochMicros());
        }
    }

    private String written(Form form, String... parts) throws Exception {
        VelosHome home = home("h" + System.nanoTime());
        try (Backend backend = LinuxBackend.open()) {
            CaptureIo io = backend.capture();
            LineLog log = log(io, home, "out", LogPolicy.DEFAULT, form.format);
            Path pipe = home.run().resolve("pipe");
            int reader = io.openPipe(pipe);
            try (RandomAccessFile program = new RandomAccessFile(pipe.toFile(), "rw")) {
                for (String part : parts) {
                    program.write(part.getBytes(UTF_8));
                    move(log, reader);
                }
            }
            log.finishLine(clock.epochMicros());
            log.discard();
            io.close(reader);
            assertThat(home.lines("api", 0, "out")).doesNotExist();
        }
        return Files.exists(file(home)) ? Files.readString(file(home)) : "";
    }

    @Test
    void jsonLines_haveTimeNameStreamAndTheEscapedText() throws Exception {
        assertThat(written(Form.JSON, "say \"hi\"\t\\ \u0001é\n"))
                .matches("\\{\"ts\":\"....-..-..T..:..:..\\.......Z\",\"name\":\"api\",\"instance\":0,\"src\":\"out\","
                        + "\"msg\":\"say \\\\\"hi\\\\\"\\\\t\\\\\\\\ \\\\u0001é\"}\n");
    }

    @Test
    void stampedLines_beginWithTheTime() throws Exception {
        assertThat(written(Form.STAMPED, "one\n", "tw", "o\n"))
                .matches("....-..-..T..:..:..\\....Z one\n....-..-..T..:..:..\\....Z two\n");
    }

    @Test
    void lineThatIsNotEnded_isWrittenWhenNoMoreCanCome() throws Exception {
        assertThat(written(Form.PLAIN, "one\ntw", "o, unfinished")).isEqualTo("one\ntwo, unfinished\n");
        assertThat(written(Form.PLAIN, "\n\n", "")).isEqualTo("\n\n");
    }

    @Test
    void lineBeyondTheBound_becomesSeveral_andNoCharacterIsCut() throws Exception {
        String line = "é".repeat(50_000);
        String text = written(
                Form.PLAIN,
                line.substring(0, 20_001),
                line.substring(20_001, 40_000),
                line.substring(40_000) + "\nend\n");
        List<String> lines = text.lines().toList();
        assertThat(lines).last().isEqualTo("end");
        assertThat(String.join("", lines)).isEqualTo(line + "end");
        assertThat(lines).allSatisfy(it -> assertThat(it.getBytes(UTF_8).length).isLessThanOrEqualTo(32 << 10));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void deathAtAnyMoment_neitherLosesNorDoublesALine(Form form) throws IOException {
        for (int seed = 0; seed < 3; seed++) {
            int moment = 0;
            while (diesAt(moment, seed, form)) {
                moment++;
            }
            assertThat(moment).as("moments of seed " + seed).isGreaterThan(40);
        }
    }

    /** Whether the daemon died: false where it had nothing more to do. Two streams write to one log. */
    private boolean diesAt(int moment, int seed, Form form) throws IOException {
        VelosHome home = home(form + "-" + seed + "-" + moment);
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder[] written = {new StringBuilder(), new StringBuilder()};
        try (Backend backend = LinuxBackend.open();
                RandomAccessFile outProgram = program(backend, home, "out");
                RandomAccessFile errProgram = program(backend, home, "err")) {
            CaptureIo dying = new DyingCapture(backend.capture(), moment);
            LineLog[] logs = logs(dying, home, form);
            int[] pipes = {pipe(backend, home, "out"), pipe(backend, home, "err")};
            boolean died = false;
            for (int i = 0; i < 20 && !died; i++) {
                int stream = random.nextInt(2);
                String text = text(random, stream);
                (stream == 0 ? outProgram : errProgram).write(text.getBytes(ISO_8859_1));
                written[stream].append(text);
                try {
                    move(logs[stream], pipes[stream]);
                } catch (DyingCapture.Killed e) {
                    died = true;
                }
            }
            clock.advance(java.time.Duration.ofSeconds(1));
            Captures next = Captures.open(backend, clock, Runnable::run, home, (_, _) -> {});
            next.finishLeftover();
            logs = logs(backend.capture(), home, form);
            for (int stream = 0; stream < 2; stream++) {
                move(logs[stream], pipes[stream]);
                logs[stream].finishLine(clock.epochMicros());
                logs[stream].close();
            }
            check(home, form, written, "moment " + moment + ", seed " + seed);
            return died;
        }
    }

    private LineLog[] logs(CaptureIo io, VelosHome home, Form form) {
        Carrier carrier = new Carrier(io, StagingBuffer.open(home.stagingBuffer()));
        LogFile target = new LogFile(carrier, file(home), SMALL);
        return new LineLog[] {
            log(carrier, target, home, "out", form.format), log(carrier, target, home, "err", form.format)
        };
    }

    private static int pipe(Backend backend, VelosHome home, String stream) throws OsException {
        return backend.capture().openPipe(home.run().resolve(stream));
    }

    private static RandomAccessFile program(Backend backend, VelosHome home, String stream) throws IOException {
        pipe(backend, home, stream);
        return new RandomAccessFile(home.run().resolve(stream).toFile(), "rw");
    }

    private static void check(VelosHome home, Form form, StringBuilder[] written, String moment) throws IOException {
        List<List<String>> found = List.of(new ArrayList<>(), new ArrayList<>());
        for (String line : lines(home)) {
            String text = form.text(line);
            found.get(text.startsWith("0") ? 0 : 1).add(text);
        }
        for (int stream = 0; stream < 2; stream++) {
            assertThat(found.get(stream))
                    .as("stream " + stream + ", " + moment)
                    .isEqualTo(written[stream].toString().lines().toList());
        }
    }

    /** Lines that begin with the number of their stream; the last may go on with the next text of it. */
    private static String text(SplittableRandom random, int stream) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(stream)
                    .append(Long.toString(random.nextLong() & 0xffffff, 36).repeat(random.nextInt(4)));
            text.append(random.nextInt(3) == 0 ? "" : "\n");
        }
        return text.toString();
    }

    @Test
    void lineThatIsLookedFor_isFoundAlsoWhereItComesInPieces() throws Exception {
        VelosHome home = home("look");
        try (Backend backend = LinuxBackend.open()) {
            Captures captures = Captures.open(backend, clock, Runnable::run, home, (_, _) -> {});
            Path pipe = home.run().resolve("pipe");
            LogFile target = captures.shared(file(home), SMALL.withTimestamps(true));
            StreamCapture capture = captures.byLine(pipe, home.lines("api", 0, "out"), target, LABEL);
            List<String> seen = new ArrayList<>();
            capture.open();
            capture.look(java.util.Optional.of(new LineWatch(line -> none(seen, line), () -> {})));
            try (RandomAccessFile program = new RandomAccessFile(pipe.toFile(), "rw")) {
                for (String part : List.of("rea", "dy no", "w\nnext\n")) {
                    program.write(part.getBytes(UTF_8));
                    capture.drain();
                }
            }
            capture.discard();
            assertThat(seen).containsExactly("ready now", "next");
        }
    }

    @Test
    void bufferOfSomebodyElse_holdsNothingThatBreaksIt() throws IOException {
        Path file = folder.resolve("noise");
        for (int seed = 0; seed < 200; seed++) {
            byte[] noise = new byte[80 << 10];
            new java.util.Random(seed).nextBytes(noise);
            Files.write(file, noise);
            ByteBuffer held = LineBuffer.open(file).bytes();
            assertThat(held.position()).isBetween(0, held.limit());
        }
    }

    /** Keeps the line, and wants more. */
    private static boolean none(List<String> seen, String line) {
        seen.add(line);
        return false;
    }
}
