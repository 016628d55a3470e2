package dev.velos.mcp.tool;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tool: one declaration from which its schemas, the check of its arguments and its documentation come.
 *
 * @param description tells an agent when to use it; paid for in tokens by every conversation, so it is short
 * @param output the names in its structured content and their types, as JSON Schema calls them
 */
public record Tool(
        String name, String description, Hints hints, List<Param> params, Map<String, String> output, Action action) {
    /** What it does. */
    @FunctionalInterface
    public interface Action {
        /** Its result; a {@link dev.velos.core.failure.VelosException} becomes one that tells the error. */
        ToolResult call(ToolCall call) throws InterruptedException;
    }

    public Tool {
        params = List.copyOf(params);
        // sorted: what clients pay for and keep has to be the same text from every server
        output = Collections.unmodifiableMap(new TreeMap<>(output));
    }

    /** As {@code tools/list} shows it. */
    public Map<String, Object> listed() {
        Map<String, Object> listed = new LinkedHashMap<>();
        listed.put("name", name);
        listed.put("description", description);
        listed.put("inputSchema", inputSchema());
        listed.put("outputSchema", outputSchema());
        listed.put("annotations", hints.annotations());
        return listed;
    }

    private Map<String, Object> inputSchema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        params.forEach(param -> properties.put(param.name(), param.schema()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        List<String> required = Param.requiredOf(params);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private Map<String, Object> outputSchema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        output.forEach((key, type) -> properties.put(key, Map.of("type", type)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        return schema;
    }
}
