package dev.velos.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Message;
import dev.velos.core.protocol.MessageCodec;
import dev.velos.core.protocol.Notice;
import dev.velos.core.protocol.Reply;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VelosClientTest {
    private static final Timeouts SHORT = new Timeouts(Duration.ofMillis(200), Duration.ofMillis(300));
    private static final Fields FACTS = Fields.builder()
            .put("version", "9.9")
            .put("protocol", 1)
            .put("pid", 77)
            .put("started_at_ms", 5)
            .build();

    @TempDir
    Path folder;

    private VelosHome home;

    @BeforeEach
    void chooseHome() {
        home = new VelosHome(folder);
    }

    @Test
    void noSocketFile_isNotRunning() {
        assertThat(VelosClient.connect(home)).isEmpty();
    }

    @Test
    void staleSocketFile_isNotRunning() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(home.socket()));
        }
        assertThat(home.socket()).exists();
        assertThat(VelosClient.connect(home)).isEmpty();
    }

    @Test
    void plainFileInPlaceOfTheSocket_isNotRunning() throws IOException {
        Files.writeString(home.socket(), "not a socket");
        assertThat(VelosClient.connect(home)).isEmpty();
    }

    @Test
    void socketPathOverTheKernelsLimit_isExplained() {
        VelosHome deep = new VelosHome(folder.resolve("d".repeat(120)));
        assertThatExceptionOfType(VelosException.class)
                .isThrownBy(() -> VelosClient.connect(deep))
                .withMessageContaining("the system takes at most 106")
                .withMessageContaining("VELOS_HOME");
    }

    @Test
    void answer_isTyped() {
        try (var _ = daemon((request, peer) -> peer.send(new Reply.Success(request.id(), FACTS)));
                VelosClient client = client()) {
            assertThat(client.ping().pid()).isEqualTo(77);
            assertThat(client.ping().version()).isEqualTo("9.9");
        }
    }

    @Test
    void failureOfTheDaemon_isThrownAsItIs() {
        Failure failure = Failure.notFound("There is no \"x\".", "Look at the list.");
        try (var _ = daemon((request, peer) -> peer.send(new Reply.Failed(request.id(), failure)));
                VelosClient client = client()) {
            assertThat(failureOf(() -> client.stop(List.of("x")))).isEqualTo(failure);
        }
    }

    @Test
    void replyInSingleBytes_isPutTogether() {
        try (var _ = daemon((request, peer) -> {
                    for (byte one : MessageCodec.encode(new Reply.Success(request.id(), FACTS))) {
                        peer.sendBytes(new byte[] {one});
                    }
                });
                VelosClient client = client()) {
            assertThat(client.ping().pid()).isEqualTo(77);
        }
    }

    @Test
    void garbage_isNoVelosDaemon() {
        try (var _ = daemon((_, peer) -> peer.sendBytes("HTTP/1.1 400 Bad".getBytes(StandardCharsets.US_ASCII)));
                VelosClient client = client()) {
            Failure failure = failureOf(client::ping);
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.message()).contains("is not a Velos daemon").contains("bad magic");
        }
    }

    @Test
    void answerToAnotherRequest_isRefused() {
        try (var _ = daemon((request, peer) -> peer.send(new Reply.Success(request.id() + 9, FACTS)));
                VelosClient client = client()) {
            assertThat(failureOf(client::ping).message()).contains("never made");
        }
    }

    @Test
    void requestFromTheDaemon_isRefused() {
        Message request = new dev.velos.core.protocol.Request(1, Commands.PING, Fields.empty());
        try (var _ = daemon((_, peer) -> peer.send(request));
                VelosClient client = client()) {
            assertThat(failureOf(client::ping).message()).contains("a request where none can be");
        }
    }

    @Test
    void deathWithinAFrame_namesPidAndLastLogLines() throws IOException {
        Files.writeString(home.pidFile(), "2147480000\n");
        Files.writeString(home.daemonLog(), "12:00 INFO up\n12:01 ERROR out of luck\n");
        try (var _ = daemon((request, peer) -> {
                    byte[] frame = MessageCodec.encode(new Reply.Success(request.id(), FACTS));
                    peer.sendBytes(Arrays.copyOf(frame, frame.length / 2));
                    peer.close();
                });
                VelosClient client = client()) {
            Failure failure = failureOf(client::list);
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.message())
                    .contains("pid 2147480000")
                    .contains("ended before it answered \"list\"")
                    .contains("out of luck");
            assertThat(failure.remedy()).contains("Run the command again");
        }
    }

    @Test
    void frameOfAnotherProtocol_isAVersionMismatch() throws IOException {
        Files.writeString(home.pidFile(), "4242\n");
        try (var _ = daemon((request, peer) -> {
                    byte[] frame = MessageCodec.encode(new Reply.Success(request.id(), FACTS));
                    frame[2] = 2;
                    peer.sendBytes(frame);
                });
                VelosClient client = client()) {
            Failure failure = failureOf(client::ping);
            assertThat(failure.code()).isEqualTo(ErrorCode.VERSION_MISMATCH);
            assertThat(failure.message()).contains("speaks protocol 1").contains("protocol version 2");
            assertThat(failure.remedy()).contains("velos daemon restart");
        }
    }

    @Test
    void silence_endsInATimeout() {
        try (var _ = daemon((_, _) -> {});
                VelosClient client = VelosClient.connect(home, SHORT).orElseThrow()) {
            Failure failure = failureOf(client::ping);
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.message()).contains("did not answer \"ping\" within 200 ms");
        }
    }

    @Test
    void silenceAfterAnAnswer_endsInATimeoutToo() {
        try (ScriptedDaemon daemon = daemon((request, peer) -> {
                    if (request.id() < 3) {
                        peer.send(new Reply.Success(request.id(), FACTS));
                    }
                });
                VelosClient client = VelosClient.connect(home, SHORT).orElseThrow()) {
            client.ping();
            client.ping();
            assertThat(failureOf(client::ping).message()).contains("did not answer");
            assertThat(daemon.requests()).hasSize(3);
        }
    }

    @Test
    void noticesBeforeTheReply_areKept() {
        try (var _ = daemon((request, peer) -> {
                    peer.send(new Notice(
                            1,
                            Commands.LOG_GREW,
                            Fields.builder().put("size", 10).build()));
                    peer.send(new Reply.Success(request.id(), Fields.empty()));
                    peer.send(new Notice(
                            1,
                            Commands.LOG_GREW,
                            Fields.builder().put("size", 20).build()));
                });
                VelosClient client = client()) {
            client.follow(List.of("all"));
            List<Long> sizes = new ArrayList<>();
            while (sizes.size() < 2) {
                client.awaitNotices().forEach(notice -> sizes.add(notice.body().integer("size")));
            }
            assertThat(sizes).containsExactly(10L, 20L);
        }
    }

    @Test
    void failureSentBeforeTheConnectionCloses_isStillRead() {
        Failure failure = Failure.invalidRequest("The frame is too long.", "Ask for less.");
        try (var _ = daemon((_, peer) -> {
                    peer.send(new Reply.Failed(0, failure));
                    peer.close();
                });
                VelosClient client = client()) {
            assertThat(failureOf(client::list)).isEqualTo(failure);
        }
    }

    private ScriptedDaemon daemon(ScriptedDaemon.Script script) {
        return ScriptedDaemon.listen(home, script);
    }

    private VelosClient client() {
        return VelosClient.connect(home).orElseThrow();
    }

    private static Failure failureOf(Runnable call) {
        try {
            call.run();
        } catch (VelosException e) {
            return e.failure();
        }
        throw new AssertionError("the call did not fail");
    }
}
