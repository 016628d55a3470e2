package dev.velos.mcp.process;

import dev.velos.core.process.ProcessSnapshot;
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

/** {@code health_check}: the worst first, so that what a bound cuts off is what is well. Its cursor is a count. */
record HealthTool(Fleet fleet) {
    /** One that was restarted and has run for less is not yet well. */
    private static final long SETTLED_MILLIS = 60_000;

    private enum Verdict {
        BAD,
        WARN,
        OK;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private record Finding(ProcessSnapshot process, Verdict verdict, String why) {
        String line() {
            return process.displayName() + " " + verdict.word() + ": " + why;
        }

        Fields fields() {
            return Fields.builder()
                    .put("name", process.displayName())
                    .put("verdict", verdict.word())
                    .put("why", why)
                    .build();
        }
    }

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
        List<Finding> findings = fleet.meant(List.of(word)).stream()
                .map(HealthTool::finding)
                .sorted(Comparator.comparing(Finding::verdict))
                .toList();
        Paging paging = call.paging();
        int begin = (int) Math.max(0, Math.min(paging.number(), findings.size()));
        Rows rows = new Rows(paging.tokens());
        for (Finding finding : findings.subList(begin, findings.size())) {
            if (!rows.add(finding.line(), finding.fields())) {
                break;
            }
        }
        int next = begin + rows.size();
        int left = findings.size() - next;
        Optional<String> cursor = left == 0 ? Optional.empty() : Optional.of(paging.cursor(Integer.toString(next)));
        Verdict verdict = findings.isEmpty() ? Verdict.OK : findings.getFirst().verdict();
        long well = findings.stream().filter(it -> it.verdict() == Verdict.OK).count();
        String heading = verdict.word() + ": " + well + " of " + findings.size() + " well";
        return ToolResult.of(
                rows.text(heading, left, cursor),
                rows.structured("processes", left, cursor)
                        .put("verdict", verdict.word())
                        .put("well", well)
                        .put("all", findings.size())
                        .build());
    }

    private static Finding finding(ProcessSnapshot process) {
        String reason = process.reason().isEmpty() ? "" : ", " + process.reason();
        String up = "up " + Words.length(process.uptimeMillis());
        return switch (process.status()) {
            case ERRORED -> new Finding(process, Verdict.BAD, "given up" + reason);
            case WAITING ->
                new Finding(
                        process, Verdict.BAD, "crashed, will be tried again, restarts " + process.restarts() + reason);
            case LAUNCHING ->
                process.restarts() > 0
                        ? new Finding(process, Verdict.BAD, "starts again, restarts " + process.restarts() + reason)
                        : new Finding(process, Verdict.WARN, "not up yet" + reason);
            case STOPPING -> new Finding(process, Verdict.WARN, "stopping" + reason);
            case STOPPED -> new Finding(process, Verdict.OK, "stopped on purpose");
            case COMPLETED -> new Finding(process, Verdict.OK, "completed" + reason);
            case ONLINE ->
                process.restarts() > 0 && process.uptimeMillis() < SETTLED_MILLIS
                        ? new Finding(process, Verdict.WARN, up + ", restarts " + process.restarts() + reason)
                        : new Finding(process, Verdict.OK, up);
        };
    }
}
