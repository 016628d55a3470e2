package dev.velos.mcp.resource;

import dev.velos.client.Inquiry;
import dev.velos.client.VelosClient;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.mcp.json.JsonWriter;
import dev.velos.mcp.process.Fleet;
import dev.velos.mcp.resource.Address.Kind;
import dev.velos.mcp.rpc.Ask;
import dev.velos.mcp.rpc.Capability;
import dev.velos.mcp.rpc.Era;
import dev.velos.mcp.rpc.RpcError;
import dev.velos.mcp.rpc.RpcException;
import dev.velos.mcp.tool.Progress;
import dev.velos.mcp.tool.ToolResult;
import dev.velos.mcp.tool.ToolTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code velos://processes}, {@code velos://process/{name}} and {@code velos://logs/{name}}: what the tools tell, for
 * clients that attach it by themselves.
 */
public record Resources(ToolTable tools, Fleet fleet) {
    private static final Map<String, Object> DECLARED = Map.of("subscribe", true, "listChanged", true);

    /** Of more processes than this, those of the lowest ids are listed; the templates lead to all. */
    private static final int MOST_LISTED = 100;

    /** They change all the time. */
    private static final long HOLDS_MILLIS = 0;

    public static Capability of(ToolTable tools, Fleet fleet) {
        Resources resources = new Resources(tools, fleet);
        return new Capability(
                "resources",
                Map.of(Era.LEGACY, DECLARED, Era.MODERN, DECLARED),
                Map.of(
                        "resources/list",
                        resources::list,
                        "resources/templates/list",
                        resources::templates,
                        "resources/read",
                        resources::read));
    }

    private Map<String, Object> list(Ask ask) throws RpcException {
        ask.requireNoCursor();
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(described("uri", new Address(Kind.ALL, ""), "processes", "Every process and how it stands"));
        for (String name : names()) {
            all.add(described("uri", new Address(Kind.PROCESS, name), name, "All about " + name));
            all.add(described("uri", new Address(Kind.LOGS, name), name + " logs", "The newest log events of " + name));
        }
        return changing("resources", all);
    }

    /** Where no daemon runs there are none. */
    private List<String> names() {
        return new Inquiry(fleet.launcher())
                .askIfThere(VelosClient::list).orElse(List.of()).stream()
                        .map(ProcessSnapshot::name)
                        .filter(fleet.access()::covers)
                        .distinct()
                        .limit(MOST_LISTED)
                        .toList();
    }

    private Map<String, Object> templates(Ask ask) throws RpcException {
        ask.requireNoCursor();
        return changing(
                "resourceTemplates",
                List.of(
                        template(Kind.PROCESS, "process", "All about one process"),
                        template(Kind.LOGS, "logs", "The newest log events of a process")));
    }

    private static Map<String, Object> template(Kind kind, String name, String description) {
        return described("uriTemplate", Address.template(kind), kind, name, description);
    }

    private static Map<String, Object> described(String key, Address address, String name, String description) {
        return described(key, address.uri(), address.kind(), name, description);
    }

    private static Map<String, Object> described(String key, String uri, Kind kind, String name, String description) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put(key, uri);
        resource.put("name", name);
        resource.put("description", description);
        resource.put("mimeType", kind == Kind.LOGS ? "text/plain" : "application/json");
        return resource;
    }

    private Map<String, Object> read(Ask ask) throws RpcException, InterruptedException {
        String uri = ask.text("uri");
        Address address = Address.of(uri)
                .orElseThrow(() -> none(
                        ask,
                        uri,
                        "There is no resource " + uri + ".",
                        "resources/list and resources/templates/list tell all."));
        return switch (address.kind()) {
            case ALL -> json(ask, uri, "process_list", Map.of());
            case PROCESS -> json(ask, uri, "process_info", Map.of("name", address.name()));
            case LOGS -> {
                ToolResult result = called(ask, uri, "log_read", Map.of("name", address.name()));
                yield content(uri, "text/plain", result.text());
            }
        };
    }

    private Map<String, Object> json(Ask ask, String uri, String tool, Map<String, Object> arguments)
            throws RpcException, InterruptedException {
        ToolResult result = called(ask, uri, tool, arguments);
        return content(uri, "application/json", JsonWriter.text(result.structured()));
    }

    private ToolResult called(Ask ask, String uri, String tool, Map<String, Object> arguments)
            throws RpcException, InterruptedException {
        ToolResult result = tools.call(tool, arguments, ask.caller(), new Progress());
        if (result.kind() == ToolResult.Kind.FAILED) {
            throw none(ask, uri, result.text(), "");
        }
        return result;
    }

    private static RpcException none(Ask ask, String uri, String why, String remedy) {
        return RpcError.noResource(ask.era(), uri, why, remedy).asException();
    }

    private static Map<String, Object> content(String uri, String type, String text) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("uri", uri);
        content.put("mimeType", type);
        content.put("text", text);
        return changing("contents", List.of(content));
    }

    private static Map<String, Object> changing(String name, List<Map<String, Object>> items) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(name, items);
        result.put("ttlMs", HOLDS_MILLIS);
        return result;
    }
}
