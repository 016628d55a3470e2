package dev.velos.mcp.http;

import com.sun.net.httpserver.HttpExchange;
import dev.velos.mcp.json.JsonWriter;
import dev.velos.mcp.rpc.Dispatcher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers to one request of HTTP. Owned by the thread that handles it. */
record Response(HttpExchange exchange) {
    static final int OK = 200;
    static final int ACCEPTED = 202;
    static final int NO_CONTENT = 204;
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;

    /** One message. */
    void json(int status, Map<String, Object> message) throws IOException {
        byte[] body = JsonWriter.text(message).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    void empty(int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    void refuse(Refusal refusal) throws IOException {
        if (refusal.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        json(refusal.status(), Dispatcher.error(null, refusal.error()));
    }

    /** Begins a stream of messages. */
    OutputStream stream() throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Accel-Buffering", "no"); // else nginx keeps messages back
        exchange.sendResponseHeaders(OK, 0);
        return exchange.getResponseBody();
    }
}
