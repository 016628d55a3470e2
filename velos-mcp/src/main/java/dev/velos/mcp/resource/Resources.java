package dev.velos.mcp.resource;

import dev.velos.mcp.json.JsonWriter;
import dev.velos.mcp.rpc.Ask;
import dev.velos.mcp.rpc.Capability;
import dev.velos.mcp.rpc.RpcError;
import dev.velos.mcp.rpc.RpcException;
import dev.velos.mcp.tool.ToolResult;
import dev.velos.mcp.tool.ToolTable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code velos://processes}, {@code velos://process/{name}} and {@code velos://logs/{name}}: what the tools tell, for
 * clients that attach it by themselves.
 */
public record Resources(ToolTable tools) {
    private static final String ALL = "velos://processes";
    private static final String ONE = "velos://process/";
    private static final String LOGS = "velos://logs/";

    /** They change all the time. */
    private static final long HOLDS_MILLIS = 0;

    public static Capability of(ToolTable tools) {
        Resources resources = new Resources(tools);
        return Capability.of(
                "resources",
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
        return changing("resources", List.of(described("uri", ALL, "processes", "Every process and how it stands")));
    }

    private Map<String, Object> templates(Ask ask) throws RpcException {
        ask.requireNoCursor();
        return changing(
                "resourceTemplates",
                List.of(
                        described("uriTemplate", ONE + "{name}", "process", "All about one process"),
                        described("uriTemplate", LOGS + "{name}", "logs", "The newest log events of a process")));
    }

    private static Map<String, Object> described(String key, String uri, String name, String description) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put(key, uri);
        resource.put("name", name);
        resource.put("description", description);
        resource.put("mimeType", name.equals("logs") ? "text/plain" : "application/json");
        return resource;
    }

    private Map<String, Object> read(Ask ask) throws RpcException, InterruptedException {
        String uri = ask.text("uri");
        if (uri.equals(ALL)) {
            return json(ask, uri, "process_list", Map.of());
        }
        if (uri.startsWith(ONE)) {
            return json(ask, uri, "process_info", named(ask, uri, ONE));
        }
        if (uri.startsWith(LOGS)) {
            ToolResult result = called(ask, "log_read", named(ask, uri, LOGS));
            return content(uri, "text/plain", result.text());
        }
        throw none(ask, "There is no resource " + uri + ".", "resources/list and resources/templates/list tell all.");
    }

    private static Map<String, Object> named(Ask ask, String uri, String begin) throws RpcException {
        try {
            return Map.of("name", URLDecoder.decode(uri.substring(begin.length()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw none(ask, uri + " is no address: " + e.getMessage() + ".", "Write a name behind " + begin + ".");
        }
    }

    private Map<String, Object> json(Ask ask, String uri, String tool, Map<String, Object> arguments)
            throws RpcException, InterruptedException {
        ToolResult result = called(ask, tool, arguments);
        return content(uri, "application/json", JsonWriter.text(result.structured()));
    }

    private ToolResult called(Ask ask, String tool, Map<String, Object> arguments)
            throws RpcException, InterruptedException {
        ToolResult result = tools.call(tool, arguments, ask.caller());
        if (result.kind() == ToolResult.Kind.FAILED) {
            throw none(ask, result.text(), "");
        }
        return result;
    }

    private static RpcException none(Ask ask, String why, String remedy) {
        return RpcError.noResource(ask.era(), why, remedy).asException();
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
