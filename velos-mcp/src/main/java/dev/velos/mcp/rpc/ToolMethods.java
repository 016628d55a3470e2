package dev.velos.mcp.rpc;

import dev.velos.mcp.tool.Progress;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code tools/list} and {@code tools/call}. */
public final class ToolMethods {
    static final String LIST = "tools/list";
    static final String CALL = "tools/call";

    private ToolMethods() {}

    public static Capability of(ToolTable tools, Audience audience) {
        return Capability.of("tools", Map.of(LIST, ask -> list(ask, tools), CALL, ask -> call(ask, tools, audience)));
    }

    private static Map<String, Object> list(Ask ask, ToolTable tools) throws RpcException {
        ask.requireNoCursor();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("tools", tools.tools().stream().map(Tool::listed).toList());
        return result;
    }

    private static Map<String, Object> call(Ask ask, ToolTable tools, Audience audience)
            throws RpcException, InterruptedException {
        String name = ask.text("name");
        if (!tools.knows(name)) {
            throw RpcError.invalidParams("Unknown tool: " + name + ".", tools.remedyFor(name))
                    .asException();
        }
        Progress progress = new Progress();
        Optional<ProgressReports> reports = ProgressReports.of(ask, progress);
        try (Audience.Seat _ = seat(ask, audience)) {
            return tools.call(name, ask.object("arguments"), ask.caller(), progress)
                    .toMap();
        } finally {
            reports.ifPresent(ProgressReports::close);
        }
    }

    /** In the modern era log notifications belong to a request that asks for them. */
    private static Audience.Seat seat(Ask ask, Audience audience) throws RpcException {
        Optional<LogLevel> level =
                ask.era() == Era.MODERN ? RequestMeta.of(ask.params()).logLevel() : Optional.empty();
        return level.map(it -> audience.attend(it, ask.outbox())).orElse(() -> {});
    }
}
