package dev.velos.e2e.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.FrameReader;
import dev.velos.core.protocol.Message;
import dev.velos.core.protocol.MessageCodec;
import dev.velos.core.protocol.Reply;
import dev.velos.core.protocol.Request;
import dev.velos.core.protocol.WireException;
import dev.velos.e2e.fixture.Bystander;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that do not keep to the protocol: they lose their connection, and nobody else loses anything. */
class BadFramesTest {
    private static final byte[] PING = MessageCodec.encode(new Request(1, Commands.PING, Fields.empty()));

    @RegisterExtension
    static final VelosFixture velos = new VelosFixture();

    private static Bystander bystander;
    private static long daemon;

    @BeforeAll
    static void startBystander() {
        bystander = Bystander.start(velos);
        daemon = velos.daemonPid();
    }

    @AfterEach
    void bystanderWritesOn() {
        bystander.writesOn();
    }

    @AfterAll
    static void bystanderIsUndisturbed() {
        assertThat(velos.daemonPid()).as("the daemon is the same").isEqualTo(daemon);
        bystander.isUndisturbed();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(velos.home().socket()));
    }

    private static void send(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** What the daemon sends, up to {@code most} messages or to the end of the connection. */
    private static List<Message> receive(SocketChannel channel, int most) throws IOException, WireException {
        FrameReader reader = new FrameReader();
        List<Message> messages = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (messages.size() < most) {
            Optional<Message> message = reader.next();
            if (message.isPresent()) {
                messages.add(message.get());
            } else if (channel.read(buffer.clear()) < 0) {
                break;
            } else {
                reader.feed(buffer.array(), 0, buffer.position());
            }
        }
        return messages;
    }

    private void isRefused(byte[] bytes, ErrorCode code, String why) throws IOException, WireException {
        try (SocketChannel channel = connect()) {
            send(channel, bytes);
            List<Message> answer = receive(channel, 2);
            assertThat(answer).as("one failure, then the end of the connection").hasSize(1);
            assertThat(answer.getFirst()).isInstanceOfSatisfying(Reply.Failed.class, failed -> {
                assertThat(failed.failure().code()).isEqualTo(code);
                assertThat(failed.failure().message()).contains(why);
                assertThat(failed.failure().remedy()).isNotEmpty();
            });
        }
    }

    @Test
    void garbage_isRefusedAtOnce() throws Exception {
        isRefused("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8), ErrorCode.INVALID_REQUEST, "bad magic");
        byte[] brokenBody = PING.clone();
        Arrays.fill(brokenBody, 8, brokenBody.length, (byte) 0xc1);
        isRefused(brokenBody, ErrorCode.INVALID_REQUEST, "could not be read");
        byte[] unknownKind = PING.clone();
        unknownKind[3] = 9;
        isRefused(unknownKind, ErrorCode.INVALID_REQUEST, "kind");
    }

    @Test
    void otherVersion_isRefusedWithBothVersions() throws Exception {
        byte[] frame = PING.clone();
        frame[2] = 2;
        isRefused(frame, ErrorCode.VERSION_MISMATCH, "protocol version 2");
    }

    @Test
    void headerOfOneGibibyte_isRefusedByItsLength() throws Exception {
        byte[] header = {'V', 'L', 1, 1, 0x40, 0, 0, 0};
        isRefused(header, ErrorCode.INVALID_REQUEST, "1073741824");
        isRefused(new byte[] {'V', 'L', 1, 1, -1, -1, -1, -1}, ErrorCode.INVALID_REQUEST, "4294967295");
    }

    @Test
    void randomBytes_endTheConnectionOnly() throws Exception {
        long seed = Long.getLong("velos.seed", System.nanoTime());
        System.out.println("randomBytes: -Dvelos.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = Arrays.copyOf(PING, PING.length);
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try (SocketChannel channel = connect()) {
                send(channel, bytes);
                channel.shutdownOutput();
                assertThat(receive(channel, 2)).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void halfFrame_waitsForItsRestAndHoldsNobodyUp() throws Exception {
        try (SocketChannel half = connect()) {
            send(half, Arrays.copyOf(PING, PING.length - 3));
            velos.velos("ping").succeeds();
            send(half, Arrays.copyOfRange(PING, PING.length - 3, PING.length));
            assertThat(receive(half, 1)).first().isInstanceOf(Reply.Success.class);
            send(half, Arrays.copyOf(PING, 5));
        }
        velos.velos("ping").succeeds();
    }

    @Test
    void unknownCommand_isAFailureOnAnOpenConnection() throws Exception {
        try (SocketChannel channel = connect()) {
            send(channel, MessageCodec.encode(new Request(7, "fly", Fields.empty())));
            send(channel, PING);
            List<Message> answers = receive(channel, 2);
            assertThat(answers.getFirst())
                    .isInstanceOfSatisfying(
                            Reply.Failed.class,
                            failed -> assertThat(failed.id()).isEqualTo(7));
            assertThat(answers.getLast()).isInstanceOf(Reply.Success.class);
        }
    }

    @Test
    void clientThatNeverReads_holdsNobodyUp() throws Exception {
        try (SocketChannel deaf = connect()) {
            deaf.configureBlocking(false);
            ByteBuffer requests = ByteBuffer.allocate(PING.length * 1000);
            for (int i = 0; i < 1000; i++) {
                requests.put(PING);
            }
            int refusals = 0;
            for (int i = 0; i < 20_000 && refusals < 3; i++) {
                int sent = deaf.write(requests.hasRemaining() ? requests : requests.rewind());
                if (sent == 0) {
                    refusals++;
                    velos.velos("list").succeeds();
                }
            }
            assertThat(refusals).as("the daemon stops to read from it").isEqualTo(3);
            bystander.writesOn();
        }
    }

    @Test
    void followerThatNeverReads_holdsNobodyUp() throws Exception {
        try (SocketChannel deaf = connect()) {
            send(
                    deaf,
                    MessageCodec.encode(new Request(
                            1,
                            Commands.FOLLOW,
                            Fields.builder().putTexts("targets", List.of("all")).build())));
            velos.write("chatty.js", "setInterval(() => console.log('x'.repeat(5000)), 1)\n");
            velos.velos("start", "chatty.js").succeeds();
            velos.until("much is written", () -> velos.log("chatty").size() > 3_000_000);
            velos.velos("delete", "chatty").succeeds();
            bystander.writesOn();
        }
    }
}
