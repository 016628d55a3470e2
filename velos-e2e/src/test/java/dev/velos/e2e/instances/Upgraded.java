package dev.velos.e2e.instances;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection that has left HTTP, as those of WebSockets do. */
final class Upgraded implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: velos\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n";
    private static final String ANSWER = "HTTP/1.1 101 Switching\r\n\r\n";

    private final Socket socket;

    Upgraded(int port) throws IOException {
        socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        byte[] answer = socket.getInputStream().readNBytes(ANSWER.length());
        if (!new String(answer, StandardCharsets.US_ASCII).equals(ANSWER)) {
            throw new IOException("not upgraded: " + new String(answer, StandardCharsets.US_ASCII));
        }
    }

    boolean isAtEnd() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
