package dev.velos.daemon.voice;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.Sockets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The channel between a Node program and its parent: a message is a line of JSON. Owned by the loop.
 *
 * @see <a href="https://nodejs.org/api/child_process.html#subprocesssendmessage-sendhandle-options-callback">Node</a>
 */
public final class NodeChannel {
    /** Longer messages are skipped. */
    private static final int MAX_MESSAGE_BYTES = 64 << 10;

    private static final int INPUT_BYTES = 4 << 10;

    private final Backend backend;
    private final int handle;
    private final Consumer<String> listener;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean skipping;
    private boolean open = true;

    /** @param listener hears every message, as JSON */
    public NodeChannel(Backend backend, int handle, Consumer<String> listener) {
        this.backend = backend;
        this.handle = handle;
        this.listener = listener;
        backend.poller().add(handle, Poller.READ, _ -> read());
    }

    private void read() {
        byte[] input = new byte[INPUT_BYTES];
        int count = backend.sockets().receive(handle, input);
        if (count == Sockets.CLOSED) {
            close();
            return;
        }
        for (int i = 0; i < count && open; i++) {
            take(input[i]);
        }
    }

    private void take(byte next) {
        if (next == '\n') {
            String json = message.toString(StandardCharsets.UTF_8);
            boolean whole = !skipping;
            message.reset();
            skipping = false;
            if (whole) {
                listener.accept(json);
            }
        } else if (!skipping) {
            skipping = message.size() >= MAX_MESSAGE_BYTES;
            message.write(next);
        }
    }

    /** Sends a message that is JSON already; false where the program does not take it. */
    public boolean send(String json) {
        byte[] line = (json + "\n").getBytes(StandardCharsets.UTF_8);
        return open && backend.sockets().send(handle, line, 0, line.length) == line.length;
    }

    public void close() {
        if (open) {
            open = false;
            backend.poller().remove(handle);
            backend.sockets().close(handle);
        }
    }
}
