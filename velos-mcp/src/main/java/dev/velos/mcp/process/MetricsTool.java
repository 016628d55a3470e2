package dev.velos.mcp.process;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.process.ProcessWord;
import dev.velos.core.protocol.Fields;
import dev.velos.mcp.tool.Hints;
import dev.velos.mcp.tool.Paging;
import dev.velos.mcp.tool.Param;
import dev.velos.mcp.tool.Rows;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolCall;
import dev.velos.mcp.tool.ToolResult;
import dev.velos.mcp.tool.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code metrics_snapshot}: the largest first. Its cursor is a count. */
record MetricsTool(Fleet fleet) {
    Tool tool() {
        return new Tool(
                "metrics_snapshot",
                "CPU (percent of a core), memory and process counts now, largest first, with totals.",
                Hints.READS,
                List.of(Param.text("name", ""), Param.choice("sort", "", "memory", "cpu"), Paging.CURSOR_PARAM),
                Map.of("totals", "object", "processes", "array"),
                this::call);
    }

    private ToolResult call(ToolCall call) {
        String word = call.arguments().optionalText("name").orElse(ProcessWord.ALL);
        Comparator<ProcessSnapshot> order =
                call.arguments().optionalText("sort").orElse("memory").equals("cpu")
                        ? Comparator.comparingDouble(ProcessSnapshot::cpu)
                        : Comparator.comparingLong(ProcessSnapshot::memory);
        List<ProcessSnapshot> meant = fleet.meant(List.of(word));
        List<ProcessSnapshot> running = meant.stream()
                .filter(it -> it.status().isAlive())
                .sorted(order.reversed())
                .toList();
        Paging paging = call.paging();
        int begin = (int) Math.max(0, Math.min(paging.number(), running.size()));
        Rows rows = new Rows(paging.tokens());
        for (ProcessSnapshot process : running.subList(begin, running.size())) {
            if (!rows.add(line(process), fields(process))) {
                break;
            }
        }
        int next = begin + rows.size();
        int left = running.size() - next;
        Optional<String> cursor = left == 0 ? Optional.empty() : Optional.of(paging.cursor(Integer.toString(next)));
        Fields totals = totals(meant, running);
        return ToolResult.of(
                rows.text(heading(totals), left, cursor),
                rows.structured("processes", left, cursor).put("totals", totals).build());
    }

    private static String line(ProcessSnapshot process) {
        return process.displayName() + " cpu " + Words.percent(process.cpu()) + " mem "
                + Words.bytes(process.memory()) + " procs " + process.family() + " up "
                + Words.length(process.uptimeMillis());
    }

    private static Fields fields(ProcessSnapshot process) {
        return Fields.builder()
                .put("name", process.displayName())
                .put("cpu", Math.round(process.cpu() * 10) / 10.0)
                .put("memory_bytes", process.memory())
                .put("processes", process.family())
                .put("uptime_s", process.uptimeMillis() / 1000)
                .put("restarts", process.restarts())
                .build();
    }

    private static Fields totals(List<ProcessSnapshot> meant, List<ProcessSnapshot> running) {
        double cpu = running.stream().mapToDouble(ProcessSnapshot::cpu).sum();
        return Fields.builder()
                .put("cpu", Math.round(cpu * 10) / 10.0)
                .put(
                        "memory_bytes",
                        running.stream().mapToLong(ProcessSnapshot::memory).sum())
                .put("running", running.size())
                .put(
                        "errored",
                        meant.stream()
                                .filter(it -> it.status() == ProcessStatus.ERRORED)
                                .count())
                .put("all", meant.size())
                .build();
    }

    private static String heading(Fields totals) {
        return "total cpu " + Words.percent(totals.number("cpu", 0)) + " mem "
                + Words.bytes(totals.integer("memory_bytes")) + ", " + totals.integer("running") + " of "
                + totals.integer("all") + " running, " + totals.integer("errored") + " errored";
    }
}
