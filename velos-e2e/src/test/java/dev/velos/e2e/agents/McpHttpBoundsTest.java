package dev.velos.e2e.agents;

import static dev.velos.e2e.fixture.McpHttpServer.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.e2e.fixture.McpHttpServer;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that send slowly, much, or from very many connections, and those beside them. */
class McpHttpBoundsTest {
    private static final String HEAD =
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 400000\r\n";

    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void slowClients_holdUpNobody_andLoseTheirConnections() throws IOException, InterruptedException {
        McpHttpServer server = McpHttpServer.withJavaOptions(velos, "-Dsun.net.httpserver.maxReqTime=3");
        for (int i = 0; i < 40; i++) {
            send(server, HEAD);
            send(server, HEAD + "\r\n{\"jsonrpc\":");
            send(server, HEAD + "\r\n" + " ".repeat(70_000));
        }
        Socket dripping = send(server, HEAD + "\r\n");
        CompletableFuture<Boolean> dripsToItsEnd = CompletableFuture.supplyAsync(() -> drip(dripping));
        String session = server.session("tester");
        assertThat(server.call(session, 1, "process_list", "{}")).contains("\"result\"");
        assertThat(server.post(" ".repeat(500_000) + message(2, "ping", "{}"), "Mcp-Session-Id", session)
                        .body())
                .contains("\"id\":2,\"result\"");
        assertThat(dripsToItsEnd.join()).isTrue();
        for (Socket socket : sockets) {
            if (!socket.equals(dripping)) {
                assertThat(isClosedByServer(socket)).isTrue();
            }
        }
        assertThat(server.call(session, 3, "process_list", "{}")).contains("\"result\"");
    }

    @Test
    void connectionsBeyondTheBound_areClosed_andThereIsRoomAgainWhenOthersGo() throws IOException {
        McpHttpServer server = McpHttpServer.withJavaOptions(velos, "-Djdk.httpserver.maxConnections=6");
        for (int i = 0; i < 6; i++) {
            send(server, HEAD);
        }
        assertThat(isClosedByServer(send(server, HEAD))).isTrue();
        closeAll();
        velos.until("a connection is taken", () -> isServed(server));
        assertThat(server.session("tester")).isNotEmpty();
    }

    @Test
    void headThatIsTooLong_isRefused_andTheServerGoesOn() throws IOException {
        McpHttpServer server = McpHttpServer.open(velos);
        Socket socket = send(server, HEAD + "X-Long: " + "x".repeat(100_000) + "\r\n\r\n");
        assertThat(isClosedByServer(socket)).isTrue();
        assertThat(server.session("tester")).isNotEmpty();
    }

    private Socket send(McpHttpServer server, String text) throws IOException {
        Socket socket = server.socket();
        sockets.add(socket);
        write(socket, text);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Says a byte whenever the server has been silent for a moment; answers as {@link #isClosedByServer}. */
    private static boolean drip(Socket socket) {
        try {
            PushbackInputStream input = new PushbackInputStream(socket.getInputStream());
            socket.setSoTimeout(50);
            do {
                write(socket, " ");
            } while (isSilent(input));
            socket.setSoTimeout(0);
            return isRefusal(input);
        } catch (IOException e) {
            return true; // it was cut off
        }
    }

    private static boolean isSilent(PushbackInputStream input) throws IOException {
        try {
            int next = input.read();
            if (next >= 0) {
                input.unread(next);
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /** Waits until the server has closed it; false where it gives an answer that is no refusal. */
    private static boolean isClosedByServer(Socket socket) {
        try {
            return isRefusal(socket.getInputStream());
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isRefusal(InputStream input) throws IOException {
        String answer = new String(input.readAllBytes(), StandardCharsets.US_ASCII);
        return answer.isEmpty() || answer.startsWith("HTTP/1.1 4");
    }

    private boolean isServed(McpHttpServer server) {
        try (Socket socket = server.socket()) {
            write(socket, "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return socket.getInputStream().read() == 'H';
        } catch (IOException e) {
            return false;
        }
    }
}
