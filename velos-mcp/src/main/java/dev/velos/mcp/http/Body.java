package dev.velos.mcp.http;

import com.sun.net.httpserver.HttpExchange;
import dev.velos.mcp.rpc.RpcError;
import dev.velos.mcp.rpc.RpcMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Reads the messages of clients, of which so much is held at once that memory lasts. Nobody waits for a client that sends
 * slowly: what is bounded by waiting is only what takes as long as the server makes it. Any thread may use it.
 */
final class Body {
    /** More than any message of this protocol needs. */
    static final int MAX_BYTES = 1 << 20;

    static final int PIECE_BYTES = 32 << 10;

    /** Of messages longer than one piece, all clients together. */
    static final int MOST_PIECES = (8 << 20) / PIECE_BYTES;

    private static final int PARSED_AT_ONCE = 4;

    private final Semaphore room = new Semaphore(MOST_PIECES);
    private final Semaphore parsing = new Semaphore(PARSED_AT_ONCE);

    /** The message; nothing where too much of others' is on its way already. */
    Optional<RpcMessage> message(HttpExchange exchange) throws IOException, InterruptedException {
        return message(exchange.getRequestBody());
    }

    Optional<RpcMessage> message(InputStream input) throws IOException, InterruptedException {
        byte[] first = input.readNBytes(PIECE_BYTES);
        return first.length < PIECE_BYTES ? Optional.of(RpcMessage.of(ByteBuffer.wrap(first))) : large(first, input);
    }

    private Optional<RpcMessage> large(byte[] first, InputStream input) throws IOException, InterruptedException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(2 * PIECE_BYTES);
        whole.writeBytes(first);
        int taken = 0;
        try {
            for (byte[] piece = first; piece.length == PIECE_BYTES && whole.size() <= MAX_BYTES; ) {
                if (!room.tryAcquire()) {
                    return Optional.empty();
                }
                taken++;
                piece = input.readNBytes(PIECE_BYTES);
                whole.writeBytes(piece);
            }
            return Optional.of(whole.size() > MAX_BYTES ? new RpcMessage.Malformed(null, tooLong()) : parsed(whole));
        } finally {
            room.release(taken);
        }
    }

    private RpcMessage parsed(ByteArrayOutputStream whole) throws InterruptedException {
        parsing.acquire();
        try {
            return RpcMessage.of(ByteBuffer.wrap(whole.toByteArray()));
        } finally {
            parsing.release();
        }
    }

    private static RpcError tooLong() {
        return RpcError.invalidRequest("The message is longer than " + MAX_BYTES + " bytes.", "Send less at a time.");
    }
}
