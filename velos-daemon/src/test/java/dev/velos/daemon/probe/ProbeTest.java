package dev.velos.daemon.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.InternetAddress;
import dev.velos.core.process.ProbeTarget;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.linux.LinuxBackend;
import dev.velos.daemon.os.posix.PosixBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Probes against real servers and commands, on both backends. */
class ProbeTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(150);

    enum On {
        LINUX,
        POSIX;

        Backend open() {
            return this == LINUX ? LinuxBackend.open() : PosixBackend.open();
        }
    }

    @TempDir
    Path folder;

    private interface Behaviour {
        void serve(Socket client) throws IOException;
    }

    /** Behaves so to every client, each on a thread of its own. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket;

        Server(String host, Behaviour behaviour) throws IOException {
            socket = new ServerSocket(0, 50, InetAddress.getByName(host));
            Thread.ofVirtual().start(() -> accept(behaviour));
        }

        private void accept(Behaviour behaviour) {
            try {
                while (!socket.isClosed()) {
                    Socket client = socket.accept();
                    Thread.ofVirtual().start(() -> serve(client, behaviour));
                }
            } catch (IOException e) {
                assertThat(socket.isClosed()).isTrue();
            }
        }

        private static void serve(Socket client, Behaviour behaviour) {
            try (client) {
                behaviour.serve(client);
            } catch (IOException e) {
                assertThat(e).isInstanceOf(SocketException.class); // the probe went away
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Behaviour answering(String answer) {
        return client -> {
            byte[] request = new byte[4_096];
            assertThat(client.getInputStream().read(request)).isPositive();
            client.getOutputStream().write(answer.getBytes(US_ASCII));
        };
    }

    private static ProbeTarget http(int port) {
        return new ProbeTarget.Http(Optional.of(new InternetAddress("127.0.0.1", port)), "/health?full=1");
    }

    private static ProbeTarget tcp(String host, int port) {
        return new ProbeTarget.Tcp(new InternetAddress(host, port));
    }

    private String answer(On on, Behaviour behaviour, Duration timeout) throws IOException {
        try (Server server = new Server("127.0.0.1", behaviour);
                Bench bench = new Bench(on.open(), folder)) {
            return bench.ask(http(server.port()), timeout);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tcp_isWellWhereSomebodyListens(On on) throws IOException {
        try (Server server = new Server(
                        "127.0.0.1", client -> client.getInputStream().read());
                Bench bench = new Bench(on.open(), folder)) {
            Probe probe = bench.probe(tcp("127.0.0.1", server.port()));
            assertThat(bench.ask(probe, LONG)).isEmpty();
            assertThat(bench.ask(probe, LONG)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closedPort_isRefused(On on) throws IOException {
        int port;
        try (Server server = new Server("127.0.0.1", client -> {})) {
            port = server.port();
        }
        try (Bench bench = new Bench(on.open(), folder)) {
            assertThat(bench.ask(tcp("localhost", port), LONG)).isEqualTo("Connection refused");
            assertThat(bench.ask(http(port), LONG)).isEqualTo("Connection refused");
        }
    }

    @ParameterizedTest
    @EnumSource
    void localhost_isFoundAtItsOtherAddress(On on) throws IOException {
        try (Server server = new Server("::1", client -> client.getInputStream().read());
                Bench bench = new Bench(on.open(), folder)) {
            assertThat(bench.ask(tcp("localhost", server.port()), LONG)).isEmpty();
            assertThat(bench.ask(tcp("127.0.0.1", server.port()), LONG)).isEqualTo("Connection refused");
        }
    }

    @ParameterizedTest
    @EnumSource
    void http_isWellFrom200To399(On on) throws IOException {
        assertThat(answer(on, answering("HTTP/1.1 200 OK\r\n\r\nfine"), LONG)).isEmpty();
        assertThat(answer(on, answering("HTTP/1.0 302 Found\r\n\r\n"), LONG)).isEmpty();
        assertThat(answer(on, answering("HTTP/1.1 400 Bad\r\n\r\n"), LONG)).isEqualTo("status 400");
        assertThat(answer(on, answering("HTTP/1.1 503 No\r\n\r\n"), LONG)).isEqualTo("status 503");
        assertThat(answer(on, answering("HTTP/1.1 199 No\r\n\r\n"), LONG)).isEqualTo("status 199");
    }

    @ParameterizedTest
    @EnumSource
    void request_namesPathAndHost(On on) throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        answer(
                on,
                client -> {
                    byte[] request = new byte[4_096];
                    int count = client.getInputStream().read(request);
                    requests.add(new String(request, 0, count, US_ASCII));
                    client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
                },
                LONG);
        assertThat(requests.take())
                .startsWith("GET /health?full=1 HTTP/1.1\r\nHost: 127.0.0.1:")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void answerInPieces_isPutTogether(On on) throws IOException {
        Behaviour slow = client -> {
            OutputStream out = client.getOutputStream();
            for (byte piece : "HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII)) {
                out.write(piece);
                out.flush();
            }
        };
        assertThat(answer(on, slow, LONG)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void garbage_isNoHttp(On on) throws IOException {
        assertThat(answer(on, answering("SSH-2.0-OpenSSH_9.2\r\n"), LONG)).isEqualTo(StatusLine.NOT_HTTP);
        assertThat(answer(on, answering("\0\1\2\3"), LONG)).isEqualTo(StatusLine.NOT_HTTP);
        assertThat(answer(on, answering("HTTP/1"), LONG)).isEqualTo(StatusLine.NOT_HTTP);
        assertThat(answer(on, answering("HTTP/2.0 abc"), LONG)).isEqualTo(StatusLine.NOT_HTTP);
    }

    @ParameterizedTest
    @EnumSource
    void connectionClosedAtOnce_isToldAsSuch(On on) throws IOException {
        String answer = answer(on, client -> client.getInputStream().read(new byte[4_096]), LONG);
        assertThat(answer).isEqualTo("it closed the connection without an answer");
    }

    @ParameterizedTest
    @EnumSource
    void serverThatNeverAnswers_hasItsTimeAndNoMore(On on) throws IOException {
        String answer =
                answer(on, client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()), SHORT);
        assertThat(answer).isEqualTo("no answer within 150ms");
    }

    @ParameterizedTest
    @EnumSource
    void endlessAnswer_isJudgedByItsStatusAndCutOff(On on) throws IOException {
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        Behaviour endless = client -> {
            try {
                OutputStream out = client.getOutputStream();
                out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
                while (true) {
                    out.write(new byte[8_192]);
                }
            } catch (SocketException e) {
                ends.add("cut off");
            }
        };
        try (Server server = new Server("127.0.0.1", endless);
                Bench bench = new Bench(on.open(), folder)) {
            assertThat(bench.ask(http(server.port()), LONG)).isEmpty();
            while (ends.isEmpty()) {
                bench.loop.timers().at(bench.loop.clock().nanos() + 1_000_000, () -> {});
                bench.loop.turn(bench.loop.clock().nanos());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void command_isJudgedByItsEnd(On on) {
        try (Bench bench = new Bench(on.open(), folder)) {
            Probe well = bench.probe(new ProbeTarget.Exec(List.of("/bin/sh", "-c", "exit 0")));
            assertThat(bench.ask(well, LONG)).isEmpty();
            assertThat(bench.ask(well, LONG)).isEmpty();
            assertThat(bench.ask(new ProbeTarget.Exec(List.of("/bin/sh", "-c", "exit 3")), LONG))
                    .isEqualTo("exit 3");
            assertThat(bench.ask(new ProbeTarget.Exec(List.of("/bin/sh", "-c", "kill -9 $$")), LONG))
                    .isEqualTo("SIGKILL");
            assertThat(bench.ask(new ProbeTarget.Exec(List.of("/no/such/program")), LONG))
                    .startsWith("No such file");
        }
    }

    @ParameterizedTest
    @EnumSource
    void commandThatHangs_isKilledWithItsChildren(On on) throws IOException {
        try (Bench bench = new Bench(on.open(), folder)) {
            Probe probe = bench.probe(new ProbeTarget.Exec(
                    List.of("/bin/sh", "-c", "sleep 1000 & echo $! > child; touch written; wait")));
            assertThat(bench.ask(probe, Duration.ofSeconds(2))).isEqualTo("no answer within 2s");
            long child =
                    Long.parseLong(Files.readString(folder.resolve("child")).strip());
            while (bench.backend
                    .table()
                    .facts(child)
                    .filter(facts -> !facts.isZombie())
                    .isPresent()) {
                bench.loop.timers().at(bench.loop.clock().nanos() + 1_000_000, () -> {});
                bench.loop.turn(bench.loop.clock().nanos());
            }
        }
    }
}
