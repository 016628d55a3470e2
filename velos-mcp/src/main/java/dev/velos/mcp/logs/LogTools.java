package dev.velos.mcp.logs;

import dev.velos.mcp.process.Fleet;
import dev.velos.mcp.tool.Tool;
import java.util.List;

/** The tools about logs, in the order of the list. */
public final class LogTools {
    private LogTools() {}

    public static List<Tool> of(Fleet fleet) {
        LogAccess access = new LogAccess(fleet);
        ReadTools reading = new ReadTools(access);
        SummaryTools summing = new SummaryTools(access);
        return List.of(reading.read(), reading.search(), summing.summary(), summing.patterns());
    }
}
