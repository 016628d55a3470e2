package dev.velos.mcp.http;

import dev.velos.mcp.json.JsonWriter;
import dev.velos.mcp.rpc.Outbox;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Messages on their way to one client, by server-sent events. Any thread may send; the one that handles the request
 * writes. A client that takes so few that the queue is full loses the stream, not single messages.
 */
final class EventStream implements Outbox {
    /** Messages that may wait. */
    private static final int MOST = 512;

    private static final Map<String, Object> END = Map.of();
    private static final byte[] COMMENT = ": still here\n\n".getBytes(StandardCharsets.US_ASCII);

    private final BlockingQueue<Map<String, Object>> waiting = new LinkedBlockingQueue<>(MOST);

    @Override
    public void send(Map<String, Object> message) {
        if (!waiting.offer(message)) {
            end();
        }
    }

    /** Lets the writer stop, whatever still waits. */
    void end() {
        waiting.clear();
        waiting.add(END);
    }

    /** The next message, waiting for it no longer than this. */
    Optional<Map<String, Object>> next(Duration limit) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    static boolean isEnd(Map<String, Object> message) {
        return message.isEmpty();
    }

    /**
     * Writes what comes until the end or the last message, and something in between when nothing comes for so long, by
     * which a client that is gone is found out.
     *
     * @param first what was taken out already
     */
    void writeTo(OutputStream output, Optional<Map<String, Object>> first, Duration silence)
            throws IOException, InterruptedException {
        Optional<Map<String, Object>> next = first;
        while (next.isEmpty() || !isEnd(next.get())) {
            output.write(next.map(EventStream::event).orElse(COMMENT));
            output.flush();
            if (next.isPresent() && isAnswer(next.get())) {
                return;
            }
            next = next(silence);
        }
    }

    /** After which nothing comes. */
    static boolean isAnswer(Map<String, Object> message) {
        return message.containsKey("result") || message.containsKey("error");
    }

    private static byte[] event(Map<String, Object> message) {
        return ("event: message\ndata: " + JsonWriter.text(message) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
