package dev.velos.mcp.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.process.SecretText;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import dev.velos.mcp.tool.Rows;
import dev.velos.mcp.tool.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of processes that something was done to. */
final class Outcomes {
    static final Map<String, String> OUTPUT = Map.of("results", "array");

    /** What was done to those that are no longer there. */
    static final String DELETED = "deleted";

    private static final int LAST_LINES = 5;

    private Outcomes() {}

    /** Failed where any did; those that fit are told, failures first. */
    static ToolResult of(List<ActionResult> results, String done, int tokens) {
        Rows rows = new Rows(tokens);
        List<ActionResult> failed =
                results.stream().filter(it -> it.failure().isPresent()).toList();
        int told = 0;
        for (ActionResult result : failedFirst(results, failed)) {
            told += rows.add(line(result, done), fields(result)) ? 1 : 0;
        }
        int left = results.size() - told;
        String text = rows.text(results.isEmpty() ? "no process is meant, nothing done" : "", 0, Optional.empty());
        Fields fields = rows.structured("results", 0, Optional.empty())
                .put("left_out", left)
                .build();
        return new ToolResult(
                left == 0 ? text : text + "\n... " + left + " more",
                fields,
                failed.isEmpty() ? ToolResult.Kind.DONE : ToolResult.Kind.FAILED);
    }

    private static List<ActionResult> failedFirst(List<ActionResult> all, List<ActionResult> failed) {
        return java.util.stream.Stream.concat(
                        failed.stream(), all.stream().filter(it -> it.failure().isEmpty()))
                .toList();
    }

    private static String line(ActionResult result, String done) {
        if (result.failure().isPresent()) {
            Failure failure = result.failure().get();
            String lines = lastLines(result).isEmpty() ? "" : "\nlast lines:\n" + String.join("\n", lastLines(result));
            return result.process() + " failed: " + failure.text() + lines;
        }
        boolean isGone = done.equals(DELETED) || result.snapshot().isEmpty();
        return isGone
                ? result.process() + " " + done
                : ProcessText.line(result.snapshot().get());
    }

    private static Fields fields(ActionResult result) {
        Fields.Builder fields = Fields.builder();
        result.snapshot()
                .map(ProcessText::fields)
                .ifPresentOrElse(fields::putAll, () -> fields.put("name", result.process()));
        result.failure().ifPresent(it -> fields.put("error", ToolResult.error(it)));
        if (!result.lastLines().isEmpty()) {
            fields.putTexts("last_lines", lastLines(result));
        }
        return fields.build();
    }

    private static List<String> lastLines(ActionResult result) {
        List<String> lines = result.lastLines();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).stream()
                .map(SecretText::masked)
                .toList();
    }
}
