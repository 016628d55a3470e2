package dev.velos.daemon.balance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.process.Balancing;
import dev.velos.core.process.Balancing.Method;
import dev.velos.core.process.ListenAddress;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.Sockets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that the thread of the balancer carries between clients and servers of the test. On every backend. */
abstract class Carrying {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int PATIENCE_MILLIS = 60_000;
    static final String GET = "GET / HTTP/1.1\r\n\r\n";
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    Switchboard board;
    Front front;
    private Backend backend;
    private int port;

    abstract Backend backend();

    @BeforeEach
    void listen() throws Exception {
        backend = backend();
        board = Switchboard.start(backend, new EventLoop(backend.poller(), Clock.SYSTEM));
        front = new Front("api", board, Balancing.NONE);
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            port = free.getLocalPort();
        }
        enter(new ListenAddress.Tcp("127.0.0.1", port));
    }

    /** The two ends of a way to hand connections over by. */
    Sockets.Pair way() throws Exception {
        return backend.sockets().pair(folder.resolve("h"));
    }

    /** What was said by a way, as soon as it is as long as that; the connections that come with it are let go. */
    String heardBy(int end, int length) {
        StringBuilder heard = new StringBuilder();
        byte[] some = new byte[length];
        while (heard.length() < length) {
            int got = backend.sockets().receive(end, some);
            assertThat(got).isNotEqualTo(Sockets.CLOSED);
            heard.append(new String(some, 0, Math.max(0, got), US_ASCII));
            Thread.onSpinWait();
        }
        return heard.toString();
    }

    void sayBy(int end, String words) {
        assertThat(backend.sockets().send(end, words.getBytes(US_ASCII), 0, words.length()))
                .isEqualTo(words.length());
    }

    void close(int end) {
        backend.sockets().close(end);
    }

    private void enter(ListenAddress address) throws IOException {
        int handle = backend.handedSockets().open(address);
        int shared = backend.handedSockets().share(handle);
        onBoard(() -> front.enter(address, shared));
        backend.handedSockets().close(handle);
    }

    @AfterEach
    void end() throws Exception {
        onBoard(front::close);
        board.stop();
        for (AutoCloseable each : open) {
            each.close();
        }
        backend.close();
    }

    void onBoard(Runnable action) {
        CountDownLatch done = new CountDownLatch(1);
        board.post(() -> {
            action.run();
            done.countDown();
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private <T extends AutoCloseable> T closed(T thing) {
        open.add(thing);
        return thing;
    }

    ServerSocket server() throws IOException {
        return closed(new ServerSocket(0, 50, LOOPBACK));
    }

    static Upstream upstream(ServerSocket server) {
        return new Upstream("api:0", server.getLocalPort());
    }

    void assign(Method method, Upstream... upstreams) {
        onBoard(() -> front.assign(Balancing.NONE.withMethod(method), List.of(upstreams)));
    }

    Socket client() throws IOException {
        Socket client = closed(new Socket());
        client.connect(new InetSocketAddress(LOOPBACK, port), PATIENCE_MILLIS);
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    Socket accepted(ServerSocket server) throws IOException {
        server.setSoTimeout(PATIENCE_MILLIS);
        Socket socket = closed(server.accept());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    static String hear(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), US_ASCII);
    }

    static boolean isAtEnd(Socket socket) throws IOException {
        return socket.getInputStream().read() < 0;
    }

    @Test
    void bytes_goBothWays_andAreCounted() throws IOException {
        ServerSocket server = server();
        Upstream upstream = upstream(server);
        assign(Method.ROUND_ROBIN, upstream);
        Socket client = client();
        Socket program = accepted(server);
        say(program, "banner");
        assertThat(hear(client, 6)).isEqualTo("banner");
        say(client, "hello");
        assertThat(hear(program, 5)).isEqualTo("hello");
        client.close();
        assertThat(isAtEnd(program)).isTrue();
        assertThat(upstream.counts().bytesIn()).isEqualTo(5);
        assertThat(upstream.counts().bytesOut()).isEqualTo(6);
        assertThat(upstream.counts().total()).isEqualTo(1);
    }

    @Test
    void clientThatSaysNoMore_stillHears() throws IOException {
        ServerSocket server = server();
        assign(Method.ROUND_ROBIN, upstream(server));
        Socket client = client();
        Socket program = accepted(server);
        say(client, "all");
        client.shutdownOutput();
        assertThat(new String(program.getInputStream().readAllBytes(), US_ASCII))
                .isEqualTo("all");
        say(program, "and more");
        program.close();
        assertThat(new String(client.getInputStream().readAllBytes(), US_ASCII)).isEqualTo("and more");
    }

    @Test
    void programThatSaysNoMore_stillHears() throws IOException {
        ServerSocket server = server();
        assign(Method.ROUND_ROBIN, upstream(server));
        Socket client = client();
        Socket program = accepted(server);
        say(program, "all");
        program.shutdownOutput();
        assertThat(new String(client.getInputStream().readAllBytes(), US_ASCII)).isEqualTo("all");
        say(client, "more");
        assertThat(hear(program, 4)).isEqualTo("more");
    }

    @Test
    void programThatIsCutOff_cutsOffItsClient() throws IOException {
        ServerSocket server = server();
        assign(Method.ROUND_ROBIN, upstream(server));
        Socket client = client();
        Socket program = accepted(server);
        say(program, "half");
        assertThat(hear(client, 4)).isEqualTo("half");
        program.setSoLinger(true, 0);
        program.close();
        assertThatThrownBy(() -> isAtEnd(client)).hasMessageContaining("reset");
    }

    static IntStream endBehindMuch_arrives_howeverMuchThatIs() {
        return IntStream.rangeClosed(1, 50);
    }

    /** The end may come as any step of a turn. */
    @ParameterizedTest
    @MethodSource
    void endBehindMuch_arrives_howeverMuchThatIs(int pieces) throws IOException {
        ServerSocket server = server();
        assign(Method.ROUND_ROBIN, upstream(server));
        Socket client = client();
        Socket program = accepted(server);
        byte[] much = new byte[pieces * Buffers.BYTES];
        CountDownLatch written = new CountDownLatch(1);
        board.post(() -> {
            try {
                written.await(); // so that all of it comes in one turn
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        program.getOutputStream().write(much);
        program.close();
        written.countDown();
        assertThat(client.getInputStream().readAllBytes()).hasSameSizeAs(much);
    }

    @Test
    void slowReader_slowsItsWriterDown_andLosesNothing() throws Exception {
        ServerSocket server = server();
        assign(Method.ROUND_ROBIN, upstream(server));
        Socket client = client();
        Socket program = accepted(server);
        byte[] much = new byte[32 << 20];
        new SplittableRandom(3).nextBytes(much);
        AtomicReference<IOException> failure = new AtomicReference<>();
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                program.getOutputStream().write(much);
                program.close();
            } catch (IOException e) {
                failure.set(e);
            }
        });
        ByteBuffer heard = ByteBuffer.allocate(much.length);
        byte[] part = new byte[50_000];
        InputStream in = client.getInputStream();
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
            heard.put(part, 0, count);
        }
        writer.join();
        assertThat(failure.get()).isNull();
        assertThat(heard.array()).isEqualTo(much);
    }

    @Test
    void connectionThatIsRefused_goesToTheNext() throws IOException {
        ServerSocket gone = server();
        Upstream refusing = upstream(gone);
        gone.close();
        ServerSocket server = server();
        assign(Method.ROUND_ROBIN, refusing, upstream(server));
        Socket client = client();
        say(client, "x");
        assertThat(hear(accepted(server), 1)).isEqualTo("x");
        assertThat(refusing.counts().refused()).isEqualTo(1);
        assertThat(refusing.counts().total()).isZero();
    }

    @Test
    void requestThatItsProgramDiesOf_isPutToOneMore() throws IOException {
        ServerSocket first = server();
        ServerSocket second = server();
        assign(Method.ROUND_ROBIN, upstream(first), upstream(second));
        Socket client = client();
        say(client, GET);
        cutOff(accepted(first), GET);
        Socket next = accepted(second);
        assertThat(hear(next, GET.length())).isEqualTo(GET);
        say(next, OK);
        assertThat(hear(client, OK.length())).isEqualTo(OK);
        say(client, GET);
        cutOff(next, GET);
        cutOff(accepted(first), GET);
        assertThatThrownBy(() -> isAtEnd(client)).hasMessageContaining("reset");
    }

    @Test
    void requestThatChangesSomething_isPutToNobodyElse() throws IOException {
        ServerSocket first = server();
        assign(Method.ROUND_ROBIN, upstream(first), upstream(server()));
        Socket client = client();
        String post = "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx";
        say(client, post);
        cutOff(accepted(first), post);
        assertThatThrownBy(() -> isAtEnd(client)).hasMessageContaining("reset");
    }

    @Test
    void clientThatHasSaidNothing_goesToAnotherProgram() throws IOException {
        ServerSocket first = server();
        ServerSocket second = server();
        assign(Method.ROUND_ROBIN, upstream(first), upstream(second));
        Socket client = client();
        cutOff(accepted(first), "");
        Socket next = accepted(second);
        say(client, GET);
        assertThat(hear(next, GET.length())).isEqualTo(GET);
    }

    private static void cutOff(Socket program, String asked) throws IOException {
        assertThat(hear(program, asked.length())).isEqualTo(asked);
        program.setSoLinger(true, 0);
        program.close();
    }

    @Test
    void asLongAsNobodyIsReady_clientsWait() throws IOException {
        Socket client = client();
        say(client, GET);
        ServerSocket server = server();
        assign(Method.ROUND_ROBIN, upstream(server));
        assertThat(hear(accepted(server), GET.length())).isEqualTo(GET);
    }

    @Test
    void keptConnection_goesToAnotherProgramWithItsNextRequest_whenItsOwnIsToEnd() throws Exception {
        ServerSocket first = server();
        ServerSocket second = server();
        Upstream leaving = upstream(first);
        assign(Method.ROUND_ROBIN, leaving);
        Socket client = client();
        Socket program = accepted(first);
        say(client, GET);
        assertThat(hear(program, GET.length())).isEqualTo(GET);
        CountDownLatch drained = new CountDownLatch(1);
        onBoard(() -> front.drain(leaving, Duration.ofHours(1), drained::countDown));
        assign(Method.ROUND_ROBIN, upstream(second));
        assertThat(drained.getCount()).as("a request is under way").isEqualTo(1);
        say(program, OK);
        assertThat(hear(client, OK.length())).isEqualTo(OK);
        drained.await();
        assertThat(isAtEnd(program)).isTrue();
        say(client, GET);
        Socket next = accepted(second);
        assertThat(hear(next, GET.length())).isEqualTo(GET);
        say(next, OK);
        assertThat(hear(client, OK.length())).isEqualTo(OK);
    }

    @Test
    void connectionOfAnUnknownProtocol_staysWithAProgramThatIsToEnd() throws Exception {
        ServerSocket server = server();
        Upstream leaving = upstream(server);
        assign(Method.ROUND_ROBIN, leaving);
        Socket client = client();
        Socket program = accepted(server);
        say(client, "ping\n");
        assertThat(hear(program, 5)).isEqualTo("ping\n");
        say(program, "pong\n");
        assertThat(hear(client, 5)).isEqualTo("pong\n");
        CountDownLatch drained = new CountDownLatch(1);
        onBoard(() -> front.drain(leaving, Duration.ofHours(1), drained::countDown));
        drained.await();
        say(client, "ping\n");
        assertThat(hear(program, 5)).isEqualTo("ping\n");
    }

    @Test
    void drainThatTakesTooLong_isGivenUp() throws Exception {
        ServerSocket server = server();
        Upstream leaving = upstream(server);
        assign(Method.ROUND_ROBIN, leaving);
        say(client(), GET);
        hear(accepted(server), GET.length());
        CountDownLatch drained = new CountDownLatch(1);
        onBoard(() -> front.drain(leaving, Duration.ofMillis(1), drained::countDown));
        drained.await();
    }

    @Test
    void idleConnectionThatItsProgramEnds_isEnded() throws IOException {
        ServerSocket server = server();
        assign(Method.ROUND_ROBIN, upstream(server));
        Socket client = client();
        Socket program = accepted(server);
        say(client, GET);
        hear(program, GET.length());
        say(program, OK);
        hear(client, OK.length());
        program.close();
        assertThat(isAtEnd(client)).isTrue();
    }

    @Test
    void unixSocket_isAWayInAsWell() throws IOException {
        ServerSocket server = server();
        assign(Method.LEAST_CONNECTIONS, upstream(server));
        enter(new ListenAddress.UnixPath(folder.resolve("s").toString(), 0600));
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.connect(UnixDomainSocketAddress.of(folder.resolve("s")));
            client.write(ByteBuffer.wrap("hi".getBytes(US_ASCII)));
            assertThat(hear(accepted(server), 2)).isEqualTo("hi");
        }
    }

    @Test
    void proxyProtocol_tellsWhoHasConnected() throws IOException {
        ServerSocket server = server();
        onBoard(() -> front.assign(new Balancing(Optional.of(Method.ROUND_ROBIN), true), List.of(upstream(server))));
        Socket client = client();
        byte[] header = accepted(server).getInputStream().readNBytes(28);
        ByteBuffer ports = ByteBuffer.wrap(header).position(24);
        assertThat(Short.toUnsignedInt(ports.getShort())).isEqualTo(client.getLocalPort());
        assertThat(Short.toUnsignedInt(ports.getShort())).isEqualTo(port);
    }

    @Test
    void clientThatIsGoneWithoutAWord_isAskedAbout() throws IOException {
        ServerSocket server = server();
        assign(Method.ROUND_ROBIN, upstream(server));
        Socket client = client();
        accepted(server);
        String ends = ":%04X 0100007F:%04X 01 ".formatted(port, client.getLocalPort());
        String line = Files.readString(Path.of("/proc/net/tcp"))
                .lines()
                .filter(it -> it.contains(ends))
                .findFirst()
                .orElseThrow();
        assertThat(line.strip().split("\\s+")[5])
                .as("its timer is that of keep-alive")
                .startsWith("02:");
    }

    @Test
    void hundredsOfConnections_areSharedOutEvenly() throws IOException {
        ServerSocket[] servers = {server(), server(), server(), server()};
        Upstream[] upstreams = new Upstream[servers.length];
        for (int i = 0; i < servers.length; i++) {
            upstreams[i] = upstream(servers[i]);
        }
        assign(Method.ROUND_ROBIN, upstreams);
        for (int i = 0; i < 200; i++) {
            Socket client = client();
            Socket program = accepted(servers[i % servers.length]);
            say(program, "x");
            assertThat(hear(client, 1)).isEqualTo("x");
        }
        for (Upstream upstream : upstreams) {
            assertThat(upstream.counts().total()).isEqualTo(50);
            assertThat(upstream.counts().open()).isEqualTo(50);
        }
    }
}
