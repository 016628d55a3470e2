package dev.velos.mcp.news;

import dev.velos.core.protocol.Fields;
import dev.velos.mcp.rpc.LogLevel;
import dev.velos.mcp.rpc.Outbox;
import dev.velos.mcp.rpc.RequestMeta;
import java.util.LinkedHashMap;
import java.util.Map;

/** The notifications that are sent, by their forms. */
final class Announcement {
    private static final String PARAMS = "params";

    private Announcement() {}

    static Map<String, Object> updated(String uri) {
        return of("notifications/resources/updated", Map.of("uri", uri));
    }

    static Map<String, Object> listChanged() {
        return of("notifications/resources/list_changed", Map.of());
    }

    static Map<String, Object> logged(LogLevel level, Fields data) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("level", level.wire());
        params.put("logger", "velos");
        params.put("data", data);
        return of("notifications/message", params);
    }

    static Map<String, Object> acknowledged(Map<String, Object> granted) {
        return of("notifications/subscriptions/acknowledged", Map.of("notifications", granted));
    }

    /** Marks all that is sent as belonging to the request that asked for it. */
    static Outbox marking(Outbox outbox, Object request) {
        return message -> {
            Map<String, Object> params = new LinkedHashMap<>(paramsOf(message));
            params.put("_meta", Map.of(RequestMeta.SUBSCRIPTION, request));
            Map<String, Object> marked = new LinkedHashMap<>(message);
            marked.put(PARAMS, params);
            outbox.send(marked);
        };
    }

    @SuppressWarnings("unchecked") // every message here was made by of()
    private static Map<String, Object> paramsOf(Map<String, Object> message) {
        return (Map<String, Object>) message.get(PARAMS);
    }

    private static Map<String, Object> of(String method, Map<String, Object> params) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("method", method);
        message.put(PARAMS, params);
        return message;
    }
}
