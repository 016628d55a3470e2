package dev.velos.cli.command;

import dev.velos.cli.output.Screen;
import dev.velos.mcp.McpServer;
import dev.velos.mcp.http.HttpTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Serves over HTTP, where it visits itself, and then over standard input, in one program, so that the AOT cache that is
 * written when it ends holds what both need. Only the installation asks for it.
 *
 * @param messages a file with one on each line, the first of which opens a session
 */
record McpRehearsal(Path messages) {
    /** A property of the JVM that names the file with the messages. */
    private static final String PROPERTY = "velos.rehearse.mcp";

    private static final String SESSION = "Mcp-session-id: ";

    static boolean isWanted() {
        return System.getProperty(PROPERTY) != null;
    }

    static McpRehearsal ofProperty() {
        return new McpRehearsal(Path.of(System.getProperty(PROPERTY)));
    }

    void carryOut(McpHttp http, McpServer server, Screen screen) throws InterruptedException {
        HttpTransport transport = http.announced(server, screen);
        try {
            visit(transport.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        transport.stop();
        server.serveStdio();
    }

    private void visit(int port) throws IOException {
        String session = "";
        for (String message : Files.readAllLines(messages)) {
            String head = post(port, message, session);
            session = session.isEmpty() ? head : session;
        }
    }

    /** The line of the answer's head that names a session; empty where there is none. */
    private static String post(int port, String message, String session) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + session
                                    + "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                                    + "Content-Length: " + message.length() + "\r\n\r\n" + message)
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> line.regionMatches(true, 0, SESSION, 0, SESSION.length()))
                    .findFirst()
                    .map(line -> line + "\r\n")
                    .orElse("");
        }
    }
}
