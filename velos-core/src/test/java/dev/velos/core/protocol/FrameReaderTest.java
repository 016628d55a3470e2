package dev.velos.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameReaderTest {
    private static FrameReader fed(byte[] bytes) {
        FrameReader reader = new FrameReader();
        reader.feed(bytes, 0, bytes.length);
        return reader;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    void everyPrefixOfAFrame_isWaitedFor() throws WireException {
        byte[] frame = MessageCodec.encode(MessageCodecTest.STOP);
        FrameReader reader = new FrameReader();
        for (int i = 0; i < frame.length; i++) {
            assertThat(reader.next()).isEmpty();
            assertThat(reader.pending()).isEqualTo(i);
            reader.feed(frame, i, 1);
        }
        assertThat(reader.next()).contains(MessageCodecTest.STOP);
        assertThat(reader.next()).isEmpty();
        assertThat(reader.pending()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "47, not a Velos frame: bad magic",
        "56 4d, not a Velos frame: bad magic",
        "47 45 54 20 2f, not a Velos frame: bad magic",
        "56 4c 01 01 01000001, a frame of 16777217 bytes is over the limit of 16777216",
        "56 4c 01 01 40000000, a frame of 1073741824 bytes is over the limit of 16777216",
        "56 4c 01 01 ffffffff, a frame of 4294967295 bytes is over the limit of 16777216",
        "56 4c 01 09 00000001 80, unknown kind of frame: 9",
        "56 4c 01 00 00000001 80, unknown kind of frame: 0",
        "56 4c 01 ff 00000001 80, unknown kind of frame: -1"
    })
    void garbage_isRefusedAtItsFirstWrongByte(String hex, String message) {
        assertThatThrownBy(() -> fed(bytes(hex)).next())
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.kind()).isEqualTo(WireException.Kind.MALFORMED))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"56 4c 02, 2", "56 4c 00 01 00000001 80, 0", "56 4c ff 01 ffffffff, 255"})
    void otherVersion_isToldApart(String hex, int version) {
        assertThatThrownBy(() -> fed(bytes(hex)).next())
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.kind()).isEqualTo(WireException.Kind.VERSION))
                .hasMessage("protocol version " + version + ", where this side speaks 1");
    }

    @Test
    void emptyBody_isMalformed() {
        assertThatThrownBy(() -> fed(bytes("56 4c 01 01 00000000")).next()).isInstanceOf(WireException.class);
    }

    @Test
    void largestHeader_reservesNothing() throws WireException {
        long before = allocatedByThisThread();
        assertThat(fed(bytes("56 4c 01 01 01000000")).next()).isEmpty();
        assertThat(allocatedByThisThread() - before).isLessThan(1 << 20);
    }

    @Test
    void largeFrame_comesThroughInPieces() throws WireException {
        Request request = new Request(
                1, "x", Fields.builder().put("text", "y".repeat(12 << 20)).build());
        byte[] frame = MessageCodec.encode(request);
        FrameReader reader = new FrameReader();
        Optional<Message> message = Optional.empty();
        for (int at = 0; at < frame.length; at += 64 << 10) {
            assertThat(message).isEmpty();
            reader.feed(frame, at, Math.min(64 << 10, frame.length - at));
            message = reader.next();
        }
        assertThat(message).contains(request);
    }

    private static long allocatedByThisThread() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static List<Message> messages(RandomFields fields, Random random) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            messages.add(
                    random.nextBoolean()
                            ? new Request(random.nextLong(), fields.text(), fields.next())
                            : new Notice(random.nextLong(), fields.text(), fields.next()));
        }
        return messages;
    }

    private static byte[] frames(List<Message> messages) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        messages.forEach(message -> stream.writeBytes(MessageCodec.encode(message)));
        return stream.toByteArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.velos.core.protocol.Seeds#seeds")
    void stream_howeverItIsCut_givesItsMessages(long seed) throws WireException {
        Random random = new Random(seed);
        List<Message> messages = messages(new RandomFields(seed), random);
        byte[] stream = frames(messages);
        FrameReader reader = new FrameReader();
        List<Message> read = new ArrayList<>();
        int longest = 1 + random.nextInt(5_000);
        for (int at = 0; at < stream.length; ) {
            int length = Math.min(stream.length - at, 1 + random.nextInt(longest));
            reader.feed(stream, at, length);
            at += length;
            for (Optional<Message> next = reader.next(); next.isPresent(); next = reader.next()) {
                read.add(next.get());
            }
        }
        assertThat(read).isEqualTo(messages);
        assertThat(reader.pending()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.velos.core.protocol.Seeds#seeds")
    void mutatedFrames_throwNothingButWireExceptions(long seed) {
        Random random = new Random(seed);
        byte[] stream = frames(messages(new RandomFields(seed), random));
        for (int i = 0; i < 100; i++) {
            byte[] mutated = Arrays.copyOf(stream, Math.min(stream.length, 2_000));
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            assertReadOrRefused(mutated);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.velos.core.protocol.Seeds#seeds")
    void randomBodies_throwNothingButWireExceptions(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] body = new byte[random.nextInt(60)];
            random.nextBytes(body);
            byte[] frame = new byte[8 + body.length];
            System.arraycopy(bytes("56 4c 01 01 000000"), 0, frame, 0, 7);
            frame[3] = (byte) (1 + random.nextInt(3));
            frame[7] = (byte) body.length;
            System.arraycopy(body, 0, frame, 8, body.length);
            assertReadOrRefused(frame);
        }
    }

    /** Anything but a message or a {@link WireException} fails the test, and so does memory by claimed lengths. */
    private static void assertReadOrRefused(byte[] bytes) {
        long before = allocatedByThisThread();
        FrameReader reader = fed(bytes);
        try {
            while (reader.next().isPresent()) {
                assertThat(reader.pending()).isLessThan(bytes.length);
            }
        } catch (WireException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        assertThat(allocatedByThisThread() - before).isLessThan(16 << 20);
    }
}
