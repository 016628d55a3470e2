package dev.velos.mcp.process;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessWord;
import dev.velos.mcp.tool.Hints;
import dev.velos.mcp.tool.Paging;
import dev.velos.mcp.tool.Param;
import dev.velos.mcp.tool.Rows;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolCall;
import dev.velos.mcp.tool.ToolResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code process_list}. Its cursor is the id of the last process that was shown, so that it outlives changes. */
record ListTool(Fleet fleet) {
    Tool tool() {
        return new Tool(
                "process_list",
                "List processes and how each stands. Begin here.",
                Hints.READS,
                List.of(
                        Param.text("name", "only these: name, id, api:0, @namespace, web-*"),
                        Param.choice(
                                "status",
                                "",
                                "online",
                                "launching",
                                "stopping",
                                "stopped",
                                "waiting",
                                "errored",
                                "completed"),
                        Paging.CURSOR_PARAM),
                Map.of("processes", "array"),
                this::call);
    }

    private ToolResult call(ToolCall call) {
        Optional<String> status = call.arguments().optionalText("status");
        String word = call.arguments().optionalText("name").orElse(ProcessWord.ALL);
        List<ProcessSnapshot> processes = fleet.meant(List.of(word)).stream()
                .filter(it ->
                        status.isEmpty() || status.get().equals(it.status().wire()))
                .sorted(Comparator.comparingLong(ProcessSnapshot::id))
                .toList();
        return page(processes, call.paging());
    }

    private static ToolResult page(List<ProcessSnapshot> processes, Paging paging) {
        long after = paging.position().isPresent() ? paging.number() : Long.MIN_VALUE;
        List<ProcessSnapshot> wanted =
                processes.stream().filter(it -> it.id() > after).toList();
        Rows rows = new Rows(paging.tokens());
        for (ProcessSnapshot process : wanted) {
            if (!rows.add(ProcessText.line(process), ProcessText.fields(process))) {
                break;
            }
        }
        int left = wanted.size() - rows.size();
        Optional<String> cursor = left == 0
                ? Optional.empty()
                : Optional.of(
                        paging.cursor(Long.toString(wanted.get(rows.size() - 1).id())));
        String heading = wanted.isEmpty() ? "no processes" : ProcessText.COLUMNS;
        return ToolResult.of(
                rows.text(heading, left, cursor),
                rows.structured("processes", left, cursor).build());
    }
}
