package dev.velos.e2e.instances;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A connection of a client that does not ask a second time when it gets no answer, unlike those of libraries, which
 * would hide what a server loses.
 */
final class KeptConnection {
    private static final int PATIENCE_MILLIS = 60_000;

    private final int port;
    private Optional<Socket> socket = Optional.empty();
    private BufferedReader in;

    KeptConnection(int port) {
        this.port = port;
    }

    /** One question and its answer; the connection is kept where both sides want that. */
    String ask(boolean keep) throws IOException {
        return ask("/", keep);
    }

    String ask(String path, boolean keep) throws IOException {
        Socket open = open();
        String header = "GET " + path + " HTTP/1.1\r\nHost: velos\r\n" + (keep ? "" : "Connection: close\r\n") + "\r\n";
        open.getOutputStream().write(header.getBytes(StandardCharsets.US_ASCII));
        int length = -1;
        String line = line();
        if (!line.contains(" 200 ")) {
            throw new IOException("not well: " + line);
        }
        boolean stays = keep && line.startsWith("HTTP/1.1");
        for (line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length =
                        Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
            }
            stays &= !lower.equals("connection: close");
        }
        char[] body = new char[length];
        for (int at = 0; at < length; ) {
            int count = in.read(body, at, length - at);
            if (count < 0) {
                throw new EOFException("in the body");
            }
            at += count;
        }
        if (!stays) {
            close();
        }
        return new String(body);
    }

    private Socket open() throws IOException {
        if (socket.isEmpty()) {
            Socket fresh = new Socket();
            fresh.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PATIENCE_MILLIS);
            fresh.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedReader(new InputStreamReader(fresh.getInputStream(), StandardCharsets.US_ASCII));
            socket = Optional.of(fresh);
        }
        return socket.get();
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("no answer");
        }
        return line;
    }

    void close() {
        socket.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        socket = Optional.empty();
    }
}
