package dev.velos.mcp.process;

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

/** {@code health_check}: the worst first, so that what a bound cuts off is what is well. Its cursor is a count. */
record HealthTool(Fleet fleet) {
    Tool tool() {
        return new Tool(
                "health_check",
                "Is all well? One line per process, worst first, and a verdict.",
                Hints.READS,
                List.of(Param.text("name", ""), Paging.CURSOR_PARAM),
                Map.of("verdict", "string", "processes", "array"),
                this::call);
    }

    private ToolResult call(ToolCall call) {
        String word = call.arguments().optionalText("name").orElse(ProcessWord.ALL);
        List<HealthFinding> findings = fleet.meant(List.of(word)).stream()
                .map(HealthFinding::of)
                .sorted(Comparator.comparing(HealthFinding::verdict))
                .toList();
        Paging paging = call.paging();
        int begin = (int) Math.max(0, Math.min(paging.number(), findings.size()));
        Rows rows = new Rows(paging.tokens());
        for (HealthFinding finding : findings.subList(begin, findings.size())) {
            if (!rows.add(finding.line(), finding.fields())) {
                break;
            }
        }
        int next = begin + rows.size();
        int left = findings.size() - next;
        Optional<String> cursor = left == 0 ? Optional.empty() : Optional.of(paging.cursor(Integer.toString(next)));
        HealthFinding.Verdict verdict = findings.isEmpty()
                ? HealthFinding.Verdict.OK
                : findings.getFirst().verdict();
        long well = findings.stream()
                .filter(it -> it.verdict() == HealthFinding.Verdict.OK)
                .count();
        String heading = verdict.word() + ": " + well + " of " + findings.size() + " well";
        return ToolResult.of(
                rows.text(heading, left, cursor),
                rows.structured("processes", left, cursor)
                        .put("verdict", verdict.word())
                        .put("well", well)
                        .put("all", findings.size())
                        .build());
    }
}
