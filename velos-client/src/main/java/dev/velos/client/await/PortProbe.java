package dev.velos.client.await;

import dev.velos.client.Inquiry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits until something answers at a TCP port of this machine. Nobody tells when it does, so it is tried again and again. */
public record PortProbe(Awaited awaited, int port) {
    private static final int PAUSE_MILLIS = 50;
    private static final int CONNECT_MILLIS = 500;
    private static final int TRIES_PER_LOOK = 10;

    public Optional<Sighting> await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (int tries = 1; true; tries++) {
            if (answers()) {
                return Optional.of(Sighting.seen("port " + port + " answers"));
            }
            Optional<Sighting> hopeless = tries % TRIES_PER_LOOK == 0
                    ? new Inquiry(awaited.launcher()).ask(awaited::hopeless)
                    : Optional.empty();
            if (hopeless.isPresent() || System.nanoTime() - deadline >= 0) {
                return hopeless;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean answers() {
        for (String address : List.of("127.0.0.1", "::1")) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), CONNECT_MILLIS);
                return true;
            } catch (IOException e) {
                // nobody there yet
                continue;
            }
        }
        return false;
    }
}
