package dev.velos.mcp.tool;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.Nearest;
import dev.velos.core.failure.VelosException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tools by name, in the order of the list. Immutable.
 *
 * @param refused those that there are, but not here, with the reason why
 */
public record ToolTable(List<Tool> tools, Map<String, Failure> refused, int defaultTokens) {
    public ToolTable {
        tools = List.copyOf(tools);
        refused = Map.copyOf(refused);
    }

    /** All of them where anything may be changed, else those that only read. */
    public static ToolTable of(List<Tool> all, boolean readOnly, int defaultTokens) {
        Map<String, Failure> refused = new LinkedHashMap<>();
        for (Tool tool : all) {
            if (readOnly && !tool.hints().isReadOnly()) {
                refused.put(
                        tool.name(),
                        Failure.conflict(
                                tool.name()
                                        + " changes something, and this server only reads (--read-only, or [mcp] in config.toml).",
                                "Ask the user to do it, or to start the server without --read-only."));
            }
        }
        List<Tool> offered =
                all.stream().filter(it -> !refused.containsKey(it.name())).toList();
        return new ToolTable(offered, refused, defaultTokens);
    }

    /** Whether there is a tool of that name, even if it is refused. */
    public boolean knows(String name) {
        return refused.containsKey(name) || find(name).isPresent();
    }

    /** What to write instead of a name that there is not. */
    public String remedyFor(String name) {
        List<String> names = tools.stream().map(Tool::name).toList();
        return Nearest.suggestion(name, names, "tools/list shows those that there are.");
    }

    private Optional<Tool> find(String name) {
        return tools.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /** Calls it; whatever fails is told in the result. */
    public ToolResult call(String name, Map<String, Object> arguments, Caller caller, Progress progress)
            throws InterruptedException {
        if (refused.containsKey(name)) {
            return ToolResult.failed(refused.get(name));
        }
        Tool tool = find(name).orElseThrow();
        try {
            ToolCall call = new ToolCall(tool, ToolArguments.of(tool, arguments), caller, progress, defaultTokens);
            return tool.action().call(call);
        } catch (VelosException e) {
            return ToolResult.failed(e.failure());
        }
    }
}
