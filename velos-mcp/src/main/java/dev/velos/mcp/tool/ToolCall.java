package dev.velos.mcp.tool;

/** One call of a tool. */
public record ToolCall(Tool tool, ToolArguments arguments, Caller caller, Progress progress, int defaultTokens) {
    /** How long its answer may be, and where it begins. */
    public Paging paging() {
        return Paging.of(this);
    }
}
