package dev.velos.daemon.session;

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
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same as {@link SessionTest}, as far as sockets of the kernel may differ from those of the fake. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // so that an answer that never comes is noticed
class RealSessionTest {
    @TempDir
    Path folder;

    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RunningServer(folder);
    }

    @AfterEach
    void othersAreStillServed() throws Exception {
        try (Connection other = new Connection()) {
            assertThat(other.ping()).isInstanceOf(Reply.Success.class);
        }
        server.stop();
    }

    @Test
    void garbage_getsAFailureAndTheConnectionCloses() throws IOException {
        assertRefused("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8), ErrorCode.INVALID_REQUEST);
        assertRefused(new byte[1], ErrorCode.INVALID_REQUEST);
    }

    @Test
    void headerOfOneGigabyte_isRefusedWhileTheClientStillSends() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
        bytes.put("VL".getBytes(UTF_8)).put((byte) 1).put((byte) 1).putInt(1 << 30);
        try (Connection client = new Connection()) {
            bytes.clear();
            try {
                while (bytes.hasRemaining()) {
                    client.channel.write(bytes);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("pipe");
            }
            assertThat(client.failure().failure().message()).contains("over the limit");
        }
    }

    @Test
    void otherVersion_isToldSo() throws IOException {
        byte[] frame = request(1, Commands.PING);
        frame[2] = 2;
        assertRefused(frame, ErrorCode.VERSION_MISMATCH);
    }

    @Test
    void halfFramesThenEnd_costNothing() throws IOException {
        for (int i = 0; i < 500; i++) {
            try (Connection client = new Connection()) {
                client.write(Arrays.copyOf(request(1, Commands.PING), i % 15));
            }
        }
    }

    @Test
    void requestThenEndOfSending_isHandled() throws IOException {
        try (Connection client = new Connection()) {
            client.write(request(5, Commands.PING));
            assertThat(((Reply) client.read()).id()).isEqualTo(5);
            client.channel.shutdownOutput();
            assertThat(client.channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void clientThatNeverReads_isReadNoFurtherAndOthersAreServed() throws IOException {
        try (Connection client = new Connection();
                Connection other = new Connection()) {
            client.channel.configureBlocking(false);
            byte[] request = request(1, Commands.LIST);
            long written = 0;
            for (int quietPings = 0; quietPings < 200; quietPings++) {
                int count;
                while ((count = client.channel.write(ByteBuffer.wrap(request))) == request.length) {
                    written += count;
                    quietPings = 0;
                }
                written += Math.max(0, count);
                assertThat(other.ping()).isInstanceOf(Reply.Success.class);
                if (count > 0 && count < request.length) {
                    break;
                }
            }
            assertThat(written).isLessThan(8 << 20);
            assertThat(other.ping()).isInstanceOf(Reply.Success.class);
        }
    }

    @Test
    void pipelinedRequests_areAnsweredInOrderHoweverSlowTheReader() throws Exception {
        int count = 50_000;
        try (Connection client = new Connection()) {
            Thread writer = Thread.ofVirtual().start(() -> writeAll(client, count));
            for (long id = 1; id <= count; id++) {
                assertThat(((Reply) client.read()).id()).isEqualTo(id);
            }
            writer.join();
        }
    }

    private static void writeAll(Connection client, int count) {
        try {
            for (long id = 1; id <= count; id++) {
                client.write(request(id, Commands.LIST));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sixHundredConnections_dropTheOldest() throws IOException {
        List<Connection> clients = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            clients.add(new Connection());
            assertThat(clients.getLast().ping()).isInstanceOf(Reply.Success.class);
        }
        assertThat(clients.getFirst().channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(clients.get(88).ping()).isInstanceOf(Reply.Success.class);
        for (Connection client : clients) {
            client.close();
        }
    }

    @Test
    void randomBytes_harmNobody() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] frame = request(1, Commands.PING);
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            System.arraycopy(frame, 0, bytes, 0, Math.min(bytes.length, random.nextInt(frame.length)));
            try (Connection client = new Connection();
                    Connection other = new Connection()) {
                client.write(bytes);
                assertThat(other.ping()).as("seed " + seed).isInstanceOf(Reply.Success.class);
            }
        }
    }

    private void assertRefused(byte[] bytes, ErrorCode code) throws IOException {
        try (Connection client = new Connection()) {
            client.write(bytes);
            assertThat(client.failure().failure().code()).isEqualTo(code);
            assertThat(client.channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    private static byte[] request(long id, String command) {
        return MessageCodec.encode(new Request(id, command, Fields.empty()));
    }

    /** A client whose calls wait. */
    private final class Connection implements AutoCloseable {
        private final SocketChannel channel;
        private final FrameReader reader = new FrameReader();

        Connection() throws IOException {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(server.home.socket()));
        }

        void write(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        Message ping() throws IOException {
            write(request(77, Commands.PING));
            return read();
        }

        Reply.Failed failure() throws IOException {
            Message message = read();
            assertThat(message).isInstanceOf(Reply.Failed.class);
            return (Reply.Failed) message;
        }

        Message read() throws IOException {
            ByteBuffer part = ByteBuffer.allocate(8192);
            try {
                while (true) {
                    var message = reader.next();
                    if (message.isPresent()) {
                        return message.get();
                    }
                    assertThat(channel.read(part.clear()))
                            .as("bytes of a message")
                            .isPositive();
                    reader.feed(part.array(), 0, part.position());
                }
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
