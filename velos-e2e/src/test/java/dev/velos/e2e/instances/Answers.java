package dev.velos.e2e.instances;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A program that says on each connection which instance it is, and its client. */
final class Answers {
    private static final int PATIENCE_MILLIS = 60_000;

    /** Takes its socket as systemd's protocol says; the plain way of any language. */
    static final String PROGRAM = """
            import os, signal, socket, sys
            signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
            assert os.environ["LISTEN_PID"] == str(os.getpid()), os.environ["LISTEN_PID"]
            assert os.environ["LISTEN_FDS"] == str(len(os.environ["LISTEN_FDNAMES"].split(":")))
            server = socket.socket(fileno=3)
            print("ready", flush=True)
            while True:
                client, _ = server.accept()
                client.sendall((os.environ["VELOS_INSTANCE_ID"] + " " + str(os.getpid()) + "\\n").encode())
                client.close()
            """;

    /** The same, which on SIGTERM answers whom it has taken before it ends. */
    static final String DRAINING = """
            import os, select, signal, socket
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
            server = socket.socket(fileno=3)
            server.setblocking(False)
            while signal.SIGTERM not in signal.sigpending():
                if select.select([server], [], [], 0.02)[0]:
                    try:
                        client, _ = server.accept()
                    except BlockingIOError:
                        continue
                    client.sendall((os.environ["VELOS_INSTANCE_ID"] + " " + str(os.getpid()) + "\\n").encode())
                    client.close()
            """;

    private Answers() {}

    /** What the instance that takes the connection says: its number and its pid. */
    static String ask(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isRefused(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PATIENCE_MILLIS);
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
