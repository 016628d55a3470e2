package dev.velos.mcp.rpc;

import dev.velos.mcp.tool.Progress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a client each second, until it is closed, that its call goes on: the seconds that have passed, of how many, and
 * how things stand. Closed by the thread that carries the call out; nothing is told from then on.
 */
final class ProgressReports implements AutoCloseable {
    private static final long PAUSE_MILLIS = 1_000;
    private static final long NANOS = 1_000_000_000;

    private final Object token;
    private final Progress progress;
    private final Outbox outbox;
    private final long began = System.nanoTime();
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private boolean closed;

    private ProgressReports(Object token, Progress progress, Outbox outbox) {
        this.token = token;
        this.progress = progress;
        this.outbox = outbox;
    }

    /** None where the request has no token; fails where that can be none. */
    static Optional<ProgressReports> of(Ask ask, Progress progress) throws RpcException {
        Object token = Parsed.map(ask.params().get("_meta")).get("progressToken");
        if (token == null) {
            return Optional.empty();
        }
        if (!(token instanceof String || token instanceof Long)) {
            throw RpcError.invalidParams(
                            "The progressToken is neither a text nor a whole number.", "Give one of these, or none.")
                    .asException();
        }
        ProgressReports reports = new ProgressReports(token, progress, ask.outbox());
        reports.thread.start();
        return Optional.of(reports);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                tell(progress.standing());
            }
        } catch (InterruptedException e) {
            // the call has ended
            return;
        }
    }

    private synchronized void tell(String standing) {
        if (!closed) {
            outbox.send(Map.of("jsonrpc", "2.0", "method", "notifications/progress", "params", params(standing)));
        }
    }

    private Map<String, Object> params(String standing) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("progressToken", token);
        params.put("progress", (System.nanoTime() - began) / NANOS);
        progress.limitSeconds().ifPresent(it -> params.put("total", it));
        if (!standing.isEmpty()) {
            params.put("message", standing);
        }
        return params;
    }

    @Override
    public void close() {
        thread.interrupt();
        synchronized (this) {
            closed = true;
        }
    }
}
