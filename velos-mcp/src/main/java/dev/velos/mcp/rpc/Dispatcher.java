package dev.velos.mcp.rpc;

import dev.velos.core.failure.VelosException;
import dev.velos.core.home.VelosVersion;
import dev.velos.mcp.tool.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers messages of both eras: of revision 2025-11-25 and before, which begin with {@code initialize}, and of
 * 2026-07-28, where each request says by itself how it is to be answered. Knows nothing of transports. Immutable; what
 * it knows of a client is in its {@link Conversation}.
 */
public final class Dispatcher {
    private static final String INITIALIZE = "initialize";
    private static final String DISCOVER = "server/discover";
    private static final long CACHED_MILLIS = 300_000;
    private static final List<String> CACHEABLE = List.of(
            DISCOVER, ToolMethods.LIST, "resources/list", "resources/templates/list", "resources/read", "prompts/list");

    private static final Set<String> SLOW =
            Set.of(ToolMethods.CALL, "resources/read", "resources/list", "subscriptions/listen");

    private final List<Capability> capabilities;
    private final Map<String, Method> methods;
    private final String instructions;

    public Dispatcher(List<Capability> capabilities, String instructions) {
        this.capabilities = List.copyOf(capabilities);
        this.instructions = instructions;
        Map<String, Method> all = new LinkedHashMap<>();
        capabilities.forEach(it -> all.putAll(it.methods()));
        methods = Map.copyOf(all);
    }

    /** Whether the answer may take its time, so that others should not have to wait for it. */
    public static boolean mayTakeLong(RpcMessage message) {
        return message instanceof RpcMessage.Request request && SLOW.contains(request.method());
    }

    /** Whether a session begins with it. */
    public static boolean opens(RpcMessage.Request request) {
        return request.method().equals(INITIALIZE);
    }

    /** The id of the request that a message takes back. */
    public static Optional<Object> cancelled(RpcMessage message) {
        return message instanceof RpcMessage.Notification(String method, Map<String, Object> params)
                        && method.equals("notifications/cancelled")
                ? Optional.ofNullable(params.get("requestId"))
                : Optional.empty();
    }

    /** The answer to a message, where it gets one; what comes before that goes where all else goes. */
    public Optional<Map<String, Object>> answer(RpcMessage message, Conversation conversation)
            throws InterruptedException {
        return answer(message, conversation, conversation.outbox());
    }

    /** @param outbox for what belongs to a request and comes before its answer */
    public Optional<Map<String, Object>> answer(RpcMessage message, Conversation conversation, Outbox outbox)
            throws InterruptedException {
        return switch (message) {
            case RpcMessage.Request request -> Optional.of(answer(request, conversation, outbox));
            case RpcMessage.Malformed malformed -> Optional.of(error(malformed.id(), malformed.error()));
            case RpcMessage.Notification _, RpcMessage.Stray _ -> Optional.empty();
        };
    }

    private Map<String, Object> answer(RpcMessage.Request request, Conversation conversation, Outbox outbox)
            throws InterruptedException {
        try {
            RequestMeta meta = RequestMeta.of(request.params());
            boolean isModern = meta.isModern() || request.method().equals(DISCOVER);
            Map<String, Object> result = isModern
                    ? modern(request, meta, conversation, outbox)
                    : legacy(request, meta, conversation, outbox);
            return message(request.id(), "result", result);
        } catch (RpcException e) {
            return error(request.id(), e.error());
        } catch (VelosException e) {
            return error(
                    request.id(),
                    RpcError.invalidRequest(e.failure().message(), e.failure().remedy()));
        } catch (RuntimeException e) {
            return error(request.id(), RpcError.internal(e.toString()));
        }
    }

    private Map<String, Object> modern(
            RpcMessage.Request request, RequestMeta meta, Conversation conversation, Outbox outbox)
            throws RpcException, InterruptedException {
        meta.require();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("resultType", "complete");
        if (request.method().equals(DISCOVER)) {
            result.put("supportedVersions", Revision.SUPPORTED);
            result.put("capabilities", capabilities(Era.MODERN));
            result.put("instructions", instructions);
        } else {
            result.putAll(method(request).answer(ask(Era.MODERN, request, meta.client(), conversation, outbox)));
        }
        if (CACHEABLE.contains(request.method())) {
            result.putIfAbsent("ttlMs", CACHED_MILLIS);
            result.put("cacheScope", "private");
        }
        result.put("_meta", Map.of(RequestMeta.SERVER, serverInfo()));
        return result;
    }

    private Map<String, Object> legacy(
            RpcMessage.Request request, RequestMeta meta, Conversation conversation, Outbox outbox)
            throws RpcException, InterruptedException {
        return switch (request.method()) {
            case INITIALIZE -> initialize(request.params(), conversation);
            case "ping" -> Map.of();
            default -> {
                if (!conversation.isOpen()) {
                    throw unopened(request);
                }
                String name = meta.client().isEmpty() ? conversation.client() : meta.client();
                Map<String, Object> result = new LinkedHashMap<>(
                        method(request).answer(ask(Era.LEGACY, request, name, conversation, outbox)));
                result.remove("ttlMs");
                yield result;
            }
        };
    }

    private static Ask ask(
            Era era, RpcMessage.Request request, String client, Conversation conversation, Outbox outbox) {
        Caller caller = Caller.of(client, conversation.session());
        return new Ask(era, request.id(), request.params(), caller, conversation.wishes(), outbox);
    }

    private RpcException unopened(RpcMessage.Request request) throws RpcException {
        method(request);
        return RpcError.invalidParams(
                        "\"_meta\" names no protocol version, and there was no initialize.",
                        "Name " + Revision.MODERN + " in _meta as io.modelcontextprotocol/protocolVersion, or send"
                                + " initialize first.")
                .asException();
    }

    private Map<String, Object> initialize(Map<String, Object> params, Conversation conversation) {
        conversation.open(Parsed.text(Parsed.map(params.get("clientInfo")).get("name")));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("protocolVersion", Revision.agreed(Parsed.text(params.get("protocolVersion"))));
        result.put("capabilities", capabilities(Era.LEGACY));
        result.put("serverInfo", serverInfo());
        result.put("instructions", instructions);
        return result;
    }

    private Method method(RpcMessage.Request request) throws RpcException {
        Method method = methods.get(request.method());
        if (method == null) {
            throw RpcError.noMethod(request.method()).asException();
        }
        return method;
    }

    private Map<String, Object> capabilities(Era era) {
        Map<String, Object> declared = new LinkedHashMap<>();
        capabilities.forEach(it -> {
            if (it.declared().containsKey(era)) {
                declared.put(it.name(), it.declared().get(era));
            }
        });
        return declared;
    }

    private static Map<String, Object> serverInfo() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", "velos");
        info.put("version", VelosVersion.CURRENT);
        return info;
    }

    /** An answer that tells an error; without an id where none could be read. */
    public static Map<String, Object> error(Object id, RpcError error) {
        return message(id, "error", error.toMap());
    }

    private static Map<String, Object> message(Object id, String name, Map<String, Object> value) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        if (id != null) {
            message.put("id", id);
        }
        message.put(name, value);
        return message;
    }
}
