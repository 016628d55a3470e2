package dev.velos.e2e.agents;

import static dev.velos.e2e.fixture.McpHttpServer.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.e2e.fixture.McpHttpServer;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
        Thread drip = Thread.ofVirtual().start(() -> drip(dripping));
        String session = server.session("tester");
        assertThat(server.call(session, 1, "process_list", "{}")).contains("\"result\"");
        assertThat(server.post(" ".repeat(500_000) + message(2, "ping", "{}"), "Mcp-Session-Id", session)
                        .body())
                .contains("\"id\":2,\"result\"");
        for (Socket socket : sockets) {
            assertThat(isClosedByServer(socket)).isTrue();
        }
        drip.join();
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

    /** A byte now and then, until it is kept from it. */
    private static void drip(Socket socket) {
        try {
            while (true) {
                write(socket, " ");
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            return;
        }
    }

    /** Waits until the server has closed it; false where it gives an answer that is no refusal. */
    private static boolean isClosedByServer(Socket socket) {
        try {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.isEmpty() || answer.startsWith("HTTP/1.1 4");
        } catch (IOException e) {
            return true;
        }
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
