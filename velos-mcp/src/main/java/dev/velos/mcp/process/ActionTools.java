package dev.velos.mcp.process;

import dev.velos.client.VelosClient;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.StartArguments;
import dev.velos.mcp.tool.Hints;
import dev.velos.mcp.tool.Param;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolCall;
import dev.velos.mcp.tool.ToolResult;
import java.util.List;
import java.util.function.BiFunction;

/** {@code process_stop}, {@code process_restart}, {@code process_delete}. */
record ActionTools(Fleet fleet) {
    static final Param NAME =
            Param.text("name", "name, id, api:0, @namespace, web-* or all").required();

    Tool stop() {
        return tool("process_stop", "Stop processes; they stay listed.", Hints.SETTLES, "stopped", VelosClient::stop);
    }

    Tool restart() {
        return tool(
                "process_restart",
                "Restart processes, or start stopped ones; waits until up or failed.",
                Hints.DISTURBS,
                "restarted",
                (client, ids) -> client.restart(ids, StartArguments.Await.UP));
    }

    Tool delete() {
        return tool(
                "process_delete",
                "Stop processes and forget them.",
                Hints.SETTLES,
                Outcomes.DELETED,
                VelosClient::delete);
    }

    Tool scale() {
        return new Tool(
                "process_scale",
                "Change how many instances run.",
                Hints.SETTLES,
                List.of(NAME, Param.scalar("instances", "4, +2 or -1").required()),
                Outcomes.OUTPUT,
                this::scale);
    }

    private ToolResult scale(ToolCall call) {
        List<String> words = List.of(call.arguments().text("name"));
        List<String> names = fleet.meant(words).stream()
                .map(ProcessSnapshot::name)
                .distinct()
                .toList();
        List<ActionResult> results = fleet.once(
                call.caller(),
                words,
                client -> client.scale(names, call.arguments().text("instances")));
        return Outcomes.of(results, "scaled", call.paging().tokens());
    }

    private Tool tool(
            String name,
            String description,
            Hints hints,
            String done,
            BiFunction<VelosClient, List<String>, List<ActionResult>> action) {
        return new Tool(name, description, hints, List.of(NAME), Outcomes.OUTPUT, call -> act(call, done, action));
    }

    private ToolResult act(
            ToolCall call, String done, BiFunction<VelosClient, List<String>, List<ActionResult>> action) {
        List<ActionResult> results =
                fleet.act(call.caller(), List.of(call.arguments().text("name")), action);
        return Outcomes.of(results, done, call.paging().tokens());
    }
}
