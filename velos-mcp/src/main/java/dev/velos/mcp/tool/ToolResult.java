package dev.velos.mcp.tool;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call gives back: the same facts for reading and for programs.
 *
 * @param structured the content that the tool's output schema describes
 */
public record ToolResult(String text, Fields structured, Kind kind) {
    /** Whether it went as asked. */
    public enum Kind {
        DONE,
        FAILED
    }

    public static ToolResult of(String text, Fields structured) {
        return new ToolResult(text, structured, Kind.DONE);
    }

    /** What went wrong, why, and what to do. */
    public static ToolResult failed(Failure failure) {
        return new ToolResult(
                failure.text(), Fields.builder().put("error", error(failure)).build(), Kind.FAILED);
    }

    /** A failure as structured content has it: {@code code}, {@code message}, {@code remedy}. */
    public static Fields error(Failure failure) {
        return Fields.builder()
                .put("code", failure.code().wire())
                .put("message", failure.message())
                .put("remedy", failure.remedy())
                .build();
    }

    /** The result of {@code tools/call}. */
    public Map<String, Object> toMap() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("content", List.of(Map.of("type", "text", "text", text)));
        result.put("structuredContent", structured);
        if (kind == Kind.FAILED) {
            result.put("isError", true);
        }
        return result;
    }
}
