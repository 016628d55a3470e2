package dev.velos.mcp.rpc;

import dev.velos.mcp.json.JsonException;
import dev.velos.mcp.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a client has sent. */
public sealed interface RpcMessage {
    /**
     * It waits for an answer.
     *
     * @param id a text or a whole number
     */
    record Request(Object id, String method, Map<String, Object> params) implements RpcMessage {}

    /** It waits for none. */
    record Notification(String method, Map<String, Object> params) implements RpcMessage {}

    /** An answer to what was never asked; nothing is to be done with it. */
    record Stray() implements RpcMessage {}

    /**
     * It is no message.
     *
     * @param id that of the request that it was to be; null where there is none
     */
    record Malformed(Object id, RpcError error) implements RpcMessage {}

    /** A longer id of a request would be sent back with its answer. */
    int LONGEST_ID = 256;

    /** The message of bytes in UTF-8. */
    static RpcMessage of(ByteBuffer bytes) {
        try {
            return of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return new Malformed(null, RpcError.parse("it is not in UTF-8"));
        }
    }

    /** The message of a text. */
    static RpcMessage of(String text) {
        try {
            return of(JsonReader.parse(text));
        } catch (JsonException e) {
            return new Malformed(null, RpcError.parse(e.getMessage()));
        }
    }

    private static RpcMessage of(Object value) {
        if (!(value instanceof Map<?, ?> message)) {
            String what = value instanceof java.util.List ? "Batches of messages are" : "Such a message is";
            return malformed(null, what + " not part of this protocol.", "Send one object at a time.");
        }
        Object id = message.get("id");
        boolean hasId = id instanceof String text && text.length() <= LONGEST_ID || id instanceof Long;
        if (!"2.0".equals(message.get("jsonrpc"))) {
            return malformed(hasId ? id : null, "\"jsonrpc\" is not \"2.0\".", "Write \"jsonrpc\": \"2.0\".");
        }
        if (message.get("method") == null && (message.containsKey("result") || message.containsKey("error"))) {
            return new Stray();
        }
        if (!(message.get("method") instanceof String method)) {
            return malformed(hasId ? id : null, "\"method\" is missing, or no text.", "Name a method.");
        }
        if (message.containsKey("id") && !hasId) {
            return malformed(
                    null, "\"id\" is neither a short text nor a whole number.", "Give each request its own id.");
        }
        return of(id, method, message.get("params"));
    }

    private static RpcMessage of(Object id, String method, Object given) {
        if (given != null && !(given instanceof Map)) {
            return malformed(id, "\"params\" is no object.", "Name the parameters.");
        }
        Map<String, Object> params = Parsed.map(given);
        return id == null ? new Notification(method, params) : new Request(id, method, params);
    }

    private static Malformed malformed(Object id, String why, String remedy) {
        return new Malformed(id, RpcError.invalidRequest(why, remedy));
    }
}
