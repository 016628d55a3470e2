package dev.velos.mcp.http;

import com.sun.net.httpserver.HttpExchange;
import dev.velos.mcp.rpc.RpcError;
import dev.velos.mcp.rpc.RpcMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/** Reads the messages of clients, of which so much is held at once that memory lasts. Any thread may use it. */
final class Body {
    /** More than any message of this protocol needs. */
    static final int MAX_BYTES = 1 << 20;

    private static final int SMALL_BYTES = 32 << 10;
    private static final int LARGE_ONES = 4;

    private final Semaphore large = new Semaphore(LARGE_ONES);

    /** The message; large ones wait for each other. */
    RpcMessage message(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] begin = exchange.getRequestBody().readNBytes(SMALL_BYTES);
        if (begin.length < SMALL_BYTES) {
            return RpcMessage.of(ByteBuffer.wrap(begin));
        }
        large.acquire();
        try {
            return message(begin, exchange.getRequestBody().readNBytes(MAX_BYTES + 1 - begin.length));
        } finally {
            large.release();
        }
    }

    private static RpcMessage message(byte[] begin, byte[] rest) {
        if (begin.length + rest.length > MAX_BYTES) {
            return new RpcMessage.Malformed(null, tooLong());
        }
        byte[] whole = Arrays.copyOf(begin, begin.length + rest.length);
        System.arraycopy(rest, 0, whole, begin.length, rest.length);
        return RpcMessage.of(ByteBuffer.wrap(whole));
    }

    private static RpcError tooLong() {
        return RpcError.invalidRequest("The message is longer than " + MAX_BYTES + " bytes.", "Send less at a time.");
    }
}
