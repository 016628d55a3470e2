package dev.velos.mcp.news;

import dev.velos.mcp.resource.Address;
import dev.velos.mcp.rpc.Ask;
import dev.velos.mcp.rpc.Audience;
import dev.velos.mcp.rpc.Capability;
import dev.velos.mcp.rpc.Era;
import dev.velos.mcp.rpc.LogLevel;
import dev.velos.mcp.rpc.Outbox;
import dev.velos.mcp.rpc.RpcError;
import dev.velos.mcp.rpc.RpcException;
import dev.velos.mcp.rpc.Wishes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The methods by which clients say what they wish to be told. */
public record Subscriptions(Audience audience) {
    private static final String SUBSCRIBE = "resources/subscribe";
    private static final String UNSUBSCRIBE = "resources/unsubscribe";
    private static final String LISTEN = "subscriptions/listen";
    private static final String SET_LEVEL = "logging/setLevel";
    private static final String RESOURCES = "resourceSubscriptions";
    private static final String LISTS = "resourcesListChanged";

    /** Those that belong to resources. */
    public static Capability of(Audience audience) {
        Subscriptions it = new Subscriptions(audience);
        return new Capability(
                "subscriptions",
                Map.of(),
                Map.of(SUBSCRIBE, it::subscribe, UNSUBSCRIBE, it::unsubscribe, LISTEN, it::listen));
    }

    /** Log notifications; in the modern era each request asks for its own. */
    public static Capability logging(Audience audience) {
        return new Capability(
                "logging",
                Map.of(Era.LEGACY, Map.of(), Era.MODERN, Map.of()),
                Map.of(SET_LEVEL, new Subscriptions(audience)::level));
    }

    private Map<String, Object> subscribe(Ask ask) throws RpcException {
        ask.requireEra(Era.LEGACY, SUBSCRIBE);
        String uri = ask.text("uri");
        if (Address.of(uri).isEmpty()) {
            throw RpcError.noResource(
                            ask.era(),
                            uri,
                            "There is no resource " + uri + ".",
                            "resources/list and resources/templates/list tell all.")
                    .asException();
        }
        if (!ask.wishes().add(uri)) {
            throw RpcError.invalidParams(
                            "No more than " + Wishes.MOST + " resources can be subscribed to.",
                            "Unsubscribe from some, or subscribe to velos://processes.")
                    .asException();
        }
        audience.reconsider();
        return Map.of();
    }

    private Map<String, Object> unsubscribe(Ask ask) throws RpcException {
        ask.requireEra(Era.LEGACY, UNSUBSCRIBE);
        ask.wishes().remove(ask.text("uri"));
        audience.reconsider();
        return Map.of();
    }

    private Map<String, Object> level(Ask ask) throws RpcException {
        ask.requireEra(Era.LEGACY, SET_LEVEL);
        ask.wishes().level(LogLevel.require(ask.text("level")));
        audience.reconsider();
        return Map.of();
    }

    /** Tells until the request is cancelled; there is never an answer. */
    private Map<String, Object> listen(Ask ask) throws RpcException, InterruptedException {
        ask.requireEra(Era.MODERN, LISTEN);
        Map<String, Object> filter = ask.object("notifications");
        List<String> wanted = resources(filter);
        boolean lists = Boolean.TRUE.equals(filter.get(LISTS));
        Map<String, Object> granted = new LinkedHashMap<>();
        if (lists) {
            granted.put(LISTS, true);
        }
        if (!wanted.isEmpty()) {
            granted.put(RESOURCES, wanted);
        }
        Outbox outbox = Announcement.marking(ask.outbox(), ask.id());
        outbox.send(Announcement.acknowledged(granted));
        Wishes wishes = new Wishes(lists ? Wishes.Lists.ASKED : Wishes.Lists.UNWANTED, wanted);
        try (Audience.Seat _ = audience.join(wishes, outbox)) {
            new CountDownLatch(1).await();
            return Map.of();
        }
    }

    private static List<String> resources(Map<String, Object> filter) throws RpcException {
        if (!(filter.getOrDefault(RESOURCES, List.of()) instanceof List<?> uris)) {
            throw RpcError.invalidParams(
                            "\"" + RESOURCES + "\" is no list.",
                            "Give a list of addresses, such as [\"velos://processes\"].")
                    .asException();
        }
        return uris.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(uri -> Address.of(uri).isPresent())
                .distinct()
                .limit(Wishes.MOST)
                .toList();
    }
}
