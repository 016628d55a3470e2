package dev.velos.mcp.http;

import com.sun.net.httpserver.HttpExchange;
import dev.velos.mcp.rpc.Era;
import dev.velos.mcp.rpc.RpcError;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Brings an answer to its client: at once as JSON where it comes soon; as a stream, in which signs of life and
 * notifications can come before it, where it does not. Owned by the thread that handles the request.
 */
record Answering(HttpExchange exchange, EventStream stream, Era era) {
    private static final Duration SOON = Duration.ofSeconds(2);

    /** No proxy closes a connection as soon as that, and nobody works long for a client that is gone. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final int GONE = 410;

    /** Returns when the answer is written; fails where the client is gone. */
    void run() throws IOException, InterruptedException {
        Optional<Map<String, Object>> first = stream.next(SOON);
        Response response = new Response(exchange);
        if (first.isPresent() && EventStream.isAnswer(first.get())) {
            response.json(status(first.get()), first.get());
        } else if (first.isPresent() && EventStream.isEnd(first.get())) {
            response.refuse(Refusal.of(GONE, "The request was cancelled.", "Send it again if it is still wanted."));
        } else {
            stream.writeTo(response.stream(), first, SILENCE);
        }
    }

    /** Some errors of the modern era have a status of their own; all else is a matter of the message. */
    private int status(Map<String, Object> answer) {
        return era == Era.MODERN
                        && answer.get("error") instanceof Map<?, ?> error
                        && error.get("code") instanceof Integer code
                ? RpcError.status(code)
                : Response.OK;
    }
}
