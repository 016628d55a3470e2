package dev.velos.daemon.voice;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where one process sends what sd_notify(3) says. Every process has a socket of its own: whoever of its family writes
 * to it speaks for that process, also one that has ended before it is heard. Owned by the loop.
 */
public final class NotifySocket {
    private static final int MAX_DATAGRAM_BYTES = 4 << 10;

    /** Datagrams of one process before the others get their turn. */
    private static final int DATAGRAMS_PER_TURN = 16;

    private final Backend backend;
    private final Path path;
    private final int handle;
    private final Consumer<Map<String, String>> listener;

    private NotifySocket(Backend backend, Path path, Consumer<Map<String, String>> listener) throws OsException {
        this.backend = backend;
        this.path = path;
        this.listener = listener;
        path.toFile().delete(); // that of an earlier life, or of a daemon that died
        handle = backend.sockets().receiveAt(path);
        backend.poller().add(handle, Poller.READ, _ -> read());
    }

    /**
     * Listens at that path from now on.
     *
     * @param listener hears the assignments of each datagram, such as {@code READY} to {@code 1}
     */
    public static NotifySocket open(Backend backend, Path path, Consumer<Map<String, String>> listener)
            throws OsException {
        return new NotifySocket(backend, path, listener);
    }

    private void read() {
        byte[] input = new byte[MAX_DATAGRAM_BYTES];
        for (int i = 0; i < DATAGRAMS_PER_TURN; i++) {
            int count = backend.sockets().receive(handle, input);
            if (count <= 0) {
                return;
            }
            listener.accept(assignments(new String(input, 0, count, StandardCharsets.UTF_8)));
        }
    }

    static Map<String, String> assignments(String datagram) {
        Map<String, String> assignments = new HashMap<>();
        for (String line : datagram.split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                assignments.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return assignments;
    }

    public void close() {
        backend.poller().remove(handle);
        backend.sockets().close(handle);
        path.toFile().delete();
    }
}
